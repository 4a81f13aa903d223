"""Classes for what is measured, with bounds that people like to read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.picture.words import duration

_MOST_BOUNDS = 4
_TRIED_BOUNDS = 6
"""So many may lie between least and greatest: the lowest of them are left out."""
_LARGEST = 1e15
_SHARES = (0.02, 0.98)
"""Where least and greatest are taken: a few strays should not make all others alike."""


@dataclass(frozen=True, eq=False)
class Scale:
    """How one kind of quantity is cut into classes and told.

    `ladders` are rising bounds that may be used, the finest choice first: the first of which few
    enough lie between the least and the greatest value is taken.
    """

    ladders: tuple[NDArray[np.float64], ...]
    told: Callable[[float], str]

    def bounds(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the bounds between the classes of some values, at most four, rising."""
        if not len(values):
            return np.empty(0)
        low, high = np.quantile(values, _SHARES, method="nearest").tolist()
        choices = [ladder[(ladder > low) & (ladder <= high)] for ladder in self.ladders]
        coarsest = choices[-1][:: -(-len(choices[-1]) // _MOST_BOUNDS) or 1]
        fitting = (inside[-_MOST_BOUNDS:] for inside in choices if len(inside) <= _TRIED_BOUNDS)
        return next(fitting, coarsest)

    def titles(self, bounds: Sequence[float]) -> tuple[str, ...]:
        """Return what the classes between some bounds are called, from little to much."""
        if not len(bounds):
            return ("all alike",)
        told = [self.told(bound) for bound in bounds]
        between = (f"{low} to {high}" for low, high in pairwise(told))
        return (f"under {told[0]}", *between, f"{told[-1]} and more")


def _ladder(least: float, *steps: float, base: float = 10.0) -> NDArray[np.float64]:
    powers = np.power(base, np.arange(16, dtype=np.float64))
    ladder = np.outer(least * powers, np.array(steps, np.float64)).ravel()
    return ladder[ladder < _LARGEST]


def _seconds_told(seconds: float) -> str:
    return duration(seconds).replace(".0 ", " ")


def _bytes_told(count: float) -> str:
    for unit, size in (("GB", 2**30), ("MB", 2**20), ("KB", 2**10)):
        if count >= size:
            return f"{count / size:.0f} {unit}"
    return f"{count:.0f} bytes"


SECONDS = Scale((_ladder(1e-3, 1, 2, 5), _ladder(1e-3, 1, 3), _ladder(1e-3, 1)), _seconds_told)
COUNTS = Scale(
    (_ladder(1, 1, 2, 5), _ladder(1, 1), _ladder(1, 1, base=100.0)), lambda count: f"{count:,.0f}"
)
BYTES = Scale(
    (
        _ladder(2**10, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, base=1024.0),
        _ladder(2**10, 1, 4, 16, 64, 256, base=1024.0),
        _ladder(2**10, 1, 32, base=1024.0),
    ),
    _bytes_told,
)
