"""A few words in the drawing: how large they are, and whether they lie over something."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.layout import text_width

TEXT = 10.0
"""Size of the text in logical pixels."""
LINE = 13.0
"""Height of a line of it."""
_PADDING = 3.0
_STEPS = np.linspace(0.0, 1.0, 33)
_WEIGHTS = np.stack(
    [(1 - _STEPS) ** 3, 3 * (1 - _STEPS) ** 2 * _STEPS, 3 * (1 - _STEPS) * _STEPS**2, _STEPS**3]
)
Box = tuple[float, float, float, float]
"""Left, top, right, bottom in scene pixels."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a label; `is_bad` where it tells of what one looks for."""

    text: str
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """Lines in a box.

    `stem` joins a label to its card or wire where it stands apart: x, and y at both ends, in
    scene pixels.
    """

    lines: tuple[Line, ...]
    box: Box
    stem: tuple[float, float, float] | None = None


def size_of(lines: tuple[Line, ...], pixel: float) -> tuple[float, float]:
    """Return width and height of a label in scene pixels; `pixel` is a logical one in them."""
    width = max(text_width(line.text) for line in lines) * TEXT + 2 * _PADDING
    return width * pixel, (LINE * len(lines) + 2.0) * pixel


def overlap(box: Box, other: Box) -> bool:
    """Whether two boxes lie over each other."""
    left, top, right, bottom = box
    return left < other[2] and right > other[0] and top < other[3] and bottom > other[1]


class Strokes:
    """Pieces of wire as short lines, to be asked what they go through."""

    def __init__(self, pieces: NDArray[np.float32]) -> None:
        x, y = pieces[:, 0::2] @ _WEIGHTS, pieces[:, 1::2] @ _WEIGHTS
        self._left, self._right = np.minimum(x[:, 1:], x[:, :-1]), np.maximum(x[:, 1:], x[:, :-1])
        self._top, self._bottom = np.minimum(y[:, 1:], y[:, :-1]), np.maximum(y[:, 1:], y[:, :-1])

    def cross(self, box: Box) -> bool:
        """Whether any of them goes through a box, as nearly as matters."""
        left, top, right, bottom = box
        hits = (self._left <= right) & (self._right >= left)
        hits &= (self._top <= bottom) & (self._bottom >= top)
        return bool(hits.any())
