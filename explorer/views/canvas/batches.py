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
_PEN = 8.0
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


def flattened(pieces: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return cubic pieces, (k, 8) in device pixels, as lines (n, 4) fine enough to look smooth."""
    spread_x, spread_y = _spread(*pieces[:, 0::2].T), _spread(*pieces[:, 1::2].T)
    is_straight = np.minimum(spread_x, spread_y) < _FLAT
    extent = spread_x + spread_y
    lines = [pieces[is_straight][:, [0, 1, 6, 7]]]
    low = -1.0
    for high, count in _BENDS:
        chosen = ~is_straight & (extent > low) & (extent <= high)
        low = high
        if chosen.any():
            lines.append(_cut(pieces[chosen], count))
    return np.concatenate(lines)


def _spread(*of_points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far four points are apart; numpy is slow along an axis of four."""
    a, b, c, d = of_points
    high = np.maximum(np.maximum(a, b), np.maximum(c, d))
    return high - np.minimum(np.minimum(a, b), np.minimum(c, d))


def lines_touching(lines: NDArray[np.float64], part: QRect) -> NDArray[np.float64]:
    """Return the lines that may touch a part of the picture, in device pixels."""
    x0, y0, x1, y1 = lines.T
    near = np.minimum(x0, x1) <= part.right() + _PEN
    near &= np.maximum(x0, x1) >= part.left() - _PEN
    near &= np.minimum(y0, y1) <= part.bottom() + _PEN
    near &= np.maximum(y0, y1) >= part.top() - _PEN
    return lines[near]


def _cut(pieces: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    weights = _weights(count)
    x, y = pieces[:, 0::2] @ weights, pieces[:, 1::2] @ weights
    lines = np.empty((len(pieces), count, 4))
    lines[..., 0], lines[..., 1], lines[..., 2], lines[..., 3] = (
        x[:, :-1],
        y[:, :-1],
        x[:, 1:],
        y[:, 1:],
    )
    return lines.reshape(-1, 4)


@cache
def _weights(count: int) -> NDArray[np.float64]:
    """Return Bernstein weights, (4, count + 1), closer together where a wire bends: at its ends."""
    even = np.linspace(0.0, 1.0, count + 1)
    t = (even + (1.0 - np.cos(np.pi * even)) / 2) / 2
    s = 1.0 - t
    return np.stack([s**3, 3 * s**2 * t, 3 * s * t**2, t**3])
