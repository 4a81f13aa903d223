"""A column in figures, by numpy."""
# pyright: basic

import importlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from ..messages import ProfileRecord
from ..texts import one_line
from .budget import SAMPLE, Budget
from .hashing import bag_of, content_of, distinct_of

QUANTILES = (0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)
"""As `core.model.record.QUANTILES`."""
BINS = 20
TOP = 20
_TEXT_LIMIT = 60
_KEPT = 1000
"""Profiles that are remembered."""
_SEED = 20_260_131
_PRICES = {"text": 4e-7, "other": 4e-6}
"""Processor seconds that a cell costs, by the kind of its column; `_PRICE` for all others."""
_PRICE = 3e-8


@dataclass
class Cells:
    """The cells of a column, as far as a profile needs them.

    `numbers` are all that are no null, as numbers; None where there are none. `hashes` gives a
    number for each cell, nulls included; None where that cannot be had. `pick` gives values at
    some positions, nulls among them.
    """

    name: str
    dtype: str
    kind: str
    count: int
    nulls: int | None
    pick: Callable[[Any], Iterable[Any]]
    hashes: Callable[[], Any] | None = None
    numbers: Any = None
    empties: int = 0


class Profiles:
    """Makes profiles, the same column's only once: many go through a dataflow unchanged."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, int], ProfileRecord] = {}

    def of(self, cells: Cells, budget: Budget) -> tuple[ProfileRecord, Any]:
        """Return a column's profile, and the hashes of its cells (None: they cost too much)."""
        price = cells.count * _PRICES.get(cells.kind, _PRICE)
        if not cells.hashes or not budget.affords(price):
            return _profile(cells, {}), None
        hashes = cells.hashes()
        content = content_of(hashes)
        key = cells.dtype, content, len(hashes)
        if key not in self._known:
            if len(self._known) == _KEPT:
                del self._known[next(iter(self._known))]
            distinct, sketch = distinct_of(hashes)
            figures = {"distinct": distinct - bool(cells.nulls), "sketch": sketch}
            figures |= {"content": content, "bag": bag_of(hashes)}
            self._known[key] = _profile(cells, figures)
        return replace(self._known[key], name=cells.name), hashes


@dataclass(frozen=True)
class Means:
    """What a record of a table is made with."""

    budget: Budget
    profiles: Profiles


def _profile(cells: Cells, figures: dict[str, Any]) -> ProfileRecord:
    sample = sampled(cells.count)
    picked = [value for value in cells.pick(sample) if value is not None and value == value]
    if cells.kind == "text":
        figures |= _of_numbers(_lengths(picked), is_sample=True)
    elif cells.numbers is not None:
        figures |= _of_numbers(cells.numbers)
    if cells.kind in ("number", "flag", "text"):
        figures["top"] = _top(picked)
    return ProfileRecord(
        cells.name, cells.dtype, cells.kind, cells.nulls, empties=cells.empties, **figures
    )


def sampled(count: int) -> Any:
    """Return the positions of a sample, in order: one in each of as many equal stretches.

    The same for the same count. All of them where that is not too many.
    """
    numpy = importlib.import_module("numpy")
    if count <= SAMPLE:
        return slice(None)
    edges = numpy.linspace(0, count, SAMPLE + 1).astype(numpy.int64)
    shift = numpy.random.default_rng(_SEED).random(SAMPLE)
    return edges[:-1] + (shift * numpy.diff(edges)).astype(numpy.int64)


def _lengths(texts: list[str]) -> Any:
    numpy = importlib.import_module("numpy")
    return numpy.fromiter(map(len, texts), numpy.int64, len(texts))


def _of_numbers(numbers: Any, *, is_sample: bool = False) -> dict[str, Any]:
    """Return the figures of some numbers; those beyond all bounds are only counted."""
    numpy = importlib.import_module("numpy")
    infinities = 0
    if numbers.dtype.kind == "f":
        is_finite = numpy.isfinite(numbers)
        infinities = len(numbers) - int(numpy.count_nonzero(is_finite))
        numbers = numbers[is_finite] if infinities else numbers
    if not len(numbers):
        return {"infinities": infinities}
    picked = numpy.sort(numbers if is_sample else numbers[sampled(len(numbers))])
    picked = picked.astype(numpy.float64, copy=False)
    quantiles = picked[[int(share * (len(picked) - 1) + 0.5) for share in QUANTILES]].tolist()
    return {
        "infinities": infinities,
        "negatives": 0 if is_sample else int(numpy.count_nonzero(numbers < 0)),
        "minimum": float(numbers.min()),
        "maximum": float(numbers.max()),
        "mean": _finite(numbers.mean(dtype=numpy.float64)),
        "deviation": _finite(numbers.std(dtype=numpy.float64)),
        "quantiles": tuple(quantiles),
        "histogram": _histogram(picked, quantiles[0], quantiles[-1]),
    }


def _histogram(ranked: Any, low: float, high: float) -> tuple[int, ...]:
    numpy = importlib.import_module("numpy")
    if not low < high:
        return ()
    inner = numpy.searchsorted(ranked, numpy.linspace(low, high, BINS + 1)[1:-1])
    return tuple(numpy.diff(numpy.concatenate(([0], inner, [len(ranked)]))).tolist())


def _top(values: list[Any]) -> tuple[tuple[str, int], ...]:
    counted = Counter(values).most_common(TOP)
    return tuple((one_line(str(value), _TEXT_LIMIT), count) for value, count in counted)


def _finite(number: Any) -> float | None:
    return float(number) if abs(number) <= 1.8e308 else None
