"""Many lines or rectangles in one call, straight from arrays.

Qt reads the arrays in place, so they are held until the call returns. One array is never shown
to Qt as two types: Shiboken keeps a wrapper for each address while one is alive.
"""

from collections.abc import Callable
from functools import cache
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRect, QRectF
from PySide6.QtGui import QPainter
from shiboken6 import Shiboken

_FLAT = 0.25
_PEN = 8
"""Device pixels that a pen may be wide."""
_BENDS = (
    (1.5, 1),
    (6.0, 2),
    (20.0, 4),
    (60.0, 8),
    (200.0, 14),
    (700.0, 22),
    (2000.0, 40),
    (np.inf, 64),
)
"""Into how many lines a curve is cut, by its extent in device pixels."""


def draw_lines(painter: QPainter, lines: NDArray[np.float64]) -> None:
    """Draw lines, (n, 4): x and y of both ends, with the painter's pen."""
    lines = np.ascontiguousarray(lines, np.float64)
    if len(lines):
        first = cast("QLineF", Shiboken.wrapInstance(lines.ctypes.data, QLineF))
        _batched(painter.drawLines)(first, len(lines))


def draw_rects(painter: QPainter, rects: NDArray[np.float64]) -> None:
    """Draw rectangles, (n, 4): left, top, width, height, with the painter's pen and brush."""
    rects = np.ascontiguousarray(rects, np.float64)
    if len(rects):
        first = cast("QRectF", Shiboken.wrapInstance(rects.ctypes.data, QRectF))
        _batched(painter.drawRects)(first, len(rects))


def _batched(draw: object) -> Callable[[object, int], None]:
    """Name the form (pointer to the first, count), which the stubs of PySide leave out."""
    return cast("Callable[[object, int], None]", draw)


def flattened(pieces: NDArray[np.float64], part: QRect | None = None) -> NDArray[np.float64]:
    """Return cubic pieces, (k, 8) in device pixels, as lines (n, 4) fine enough to look smooth.

    Given a part of the picture only the lines that may touch it: Qt is slow to find out by itself.
    """
    spread_x, spread_y = _spread(*pieces[:, 0::2].T), _spread(*pieces[:, 1::2].T)
    is_straight = np.minimum(spread_x, spread_y) < _FLAT
    extent = spread_x + spread_y
    lines = [_joined(pieces[is_straight][:, [0, 6]], pieces[is_straight][:, [1, 7]], part)]
    low = -1.0
    for high, count in _BENDS:
        chosen = ~is_straight & (extent > low) & (extent <= high)
        low = high
        if chosen.any():
            bent, weights = pieces[chosen], _weights(count)
            lines.append(_joined(bent[:, 0::2] @ weights, bent[:, 1::2] @ weights, part))
    return np.concatenate(lines)


def _spread(*of_points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far four points are apart; numpy is slow along an axis of four."""
    a, b, c, d = of_points
    high = np.maximum(np.maximum(a, b), np.maximum(c, d))
    return high - np.minimum(np.minimum(a, b), np.minimum(c, d))


def _joined(
    x: NDArray[np.float64], y: NDArray[np.float64], part: QRect | None
) -> NDArray[np.float64]:
    """Return the lines from point to point of each row that may touch a part, else all."""
    x0, x1, y0, y1 = x[:, :-1], x[:, 1:], y[:, :-1], y[:, 1:]
    if part is not None:
        near = _between(x0, x1, part.left(), part.right())
        near &= _between(y0, y1, part.top(), part.bottom())
        x0, y0, x1, y1 = x0[near], y0[near], x1[near], y1[near]
    lines = np.empty((x0.size, 4))
    lines[:, 0], lines[:, 1], lines[:, 2], lines[:, 3] = x0.flat, y0.flat, x1.flat, y1.flat
    return lines


def _between(
    start: NDArray[np.float64], end: NDArray[np.float64], low: int, high: int
) -> NDArray[np.bool_]:
    """Return which stretches may reach between two bounds, with a pen's width."""
    near = (start >= low - _PEN) | (end >= low - _PEN)
    near &= (start <= high + _PEN) | (end <= high + _PEN)
    return near


@cache
def _weights(count: int) -> NDArray[np.float64]:
    """Return Bernstein weights, (4, count + 1), closer together where a wire bends: at its ends."""
    even = np.linspace(0.0, 1.0, count + 1)
    t = (even + (1.0 - np.cos(np.pi * even)) / 2) / 2
    s = 1.0 - t
    return np.stack([s**3, 3 * s**2 * t, 3 * s * t**2, t**3])
