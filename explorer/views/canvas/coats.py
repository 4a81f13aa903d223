"""The parts of a drawing that are painted straight from arrays: ground, wires, far-off cards."""

import math
from collections.abc import Generator, Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from core.layout import Direction
from core.picture import Picture
from core.picture.geometry import Geometry
from explorer.views.canvas.batches import draw_lines, draw_rects, flattened
from explorer.views.canvas.camera import View
from explorer.views.canvas.colours import Colours
from explorer.views.canvas.level import Level, level_at

_GRID = 24.0
_CLOSEST_GRID = 17.0
"""The dots of the ground: their distance in scene pixels, and the least in logical ones."""
_CHUNK = 3000
"""Pieces of wire painted in one step: at most some three milliseconds."""
_CROWD = ((1500, 1.0), (6000, 0.75), (30000, 0.5))
_CROWDED = 0.3
"""Opacity of far-off wires by how many are about in view."""
_HEAD = (7.5, 3.7)
"""Length and half width of an arrow head in scene pixels."""


@contextmanager
def painting(target: QPixmap, part: QRect) -> Generator[QPainter]:
    """Open a painter for a part of a picture."""
    with QPainter(target) as painter:
        painter.setClipRect(part)
        yield painter


def paint_ground(painter: QPainter, view: View, part: QRect, colours: Colours) -> None:
    """Fill a part with the ground and its dots."""
    painter.fillRect(part, colours.ground)
    step = _GRID * view.scale
    while step < _CLOSEST_GRID * view.ratio:
        step *= 2
    xs = _ticks(part.left(), part.right(), view.left, step)
    ys = _ticks(part.top(), part.bottom(), view.top, step)
    side = max(1.0, round(view.ratio * 1.25))
    rects = np.empty((len(xs), len(ys), 4))
    rects[..., 0], rects[..., 1], rects[..., 2:] = xs[:, None], ys, side
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.grid)
    draw_rects(painter, rects.reshape(-1, 4))


def _ticks(first: int, last: int, offset: int, step: float) -> NDArray[np.float64]:
    low = math.floor((first + offset) / step)
    high = math.ceil((last + offset) / step)
    return np.rint(np.arange(low, high + 1) * step) - offset


def paint_wires(
    target: QPixmap, view: View, part: QRect, pieces: NDArray[np.float32], pen: QPen
) -> Iterator[None]:
    """Paint pieces of wires, step by step."""
    is_smooth = pen.color().alphaF() >= _CROWDED + 0.1 or pen.widthF() > 1
    for start in range(0, len(pieces), _CHUNK):
        chunk = on_device(view, pieces[start : start + _CHUNK])
        with painting(target, part) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, is_smooth)
            painter.setPen(pen)
            draw_lines(painter, flattened(chunk))
        yield


def wire_pen(view: View, geometry: Geometry, colours: Colours) -> QPen:
    """Return the pen of ordinary wires: thin and faint where a view holds many."""
    if level_at(view.zoom) is Level.DOT:
        colour = QColor(colours.far_wire)
        colour.setAlphaF(_crowd_opacity(view, geometry))
        return QPen(colour, 1.0)
    return pen_of(view, colours.wire)


def pen_of(view: View, colour: QColor, weight: float = 1.0) -> QPen:
    """Return a pen for wires that are to be seen at any zoom."""
    width = min(max(1.5 * view.zoom, 1.25), 2.6) * view.ratio * weight
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.SquareCap)
    return pen


def _crowd_opacity(view: View, geometry: Geometry) -> float:
    boxes = geometry.boxes
    if not len(boxes):
        return 1.0
    width, height = np.ptp(boxes[:, 0]) + 1.0, np.ptp(boxes[:, 1]) + 1.0
    seen_width = min(view.width / view.scale / width, 1.0)
    seen_height = min(view.height / view.scale / height, 1.0)
    about = len(geometry.pieces) * seen_width * seen_height
    return next((opacity for most, opacity in _CROWD if about <= most), _CROWDED)


def paint_heads(
    painter: QPainter, view: View, picture: Picture, cards: NDArray[np.integer], colour: QColor
) -> None:
    """Paint an arrow head where wires come into cards."""
    geometry = picture.geometry
    size = max(view.zoom, 0.5) * view.ratio
    length, half = _HEAD[0] * size, _HEAD[1] * size
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    is_right = picture.layout.direction is Direction.RIGHT
    tips = geometry.entries[cards] * view.scale - (view.left, view.top)
    for x, y in tips.tolist():
        corners = ((x - length, y - half), (x - length, y + half))
        if not is_right:
            corners = ((x - half, y - length), (x + half, y - length))
        painter.drawPolygon(QPolygonF([QPointF(x, y), *(QPointF(*c) for c in corners)]))


def on_device(view: View, pieces: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return pieces of wires in device pixels."""
    offset = np.tile(np.array([view.left, view.top], np.float64), pieces.shape[1] // 2)
    return pieces.astype(np.float64) * view.scale - offset


def device_boxes(view: View, boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return boxes (left, top, width, height) on whole device pixels."""
    placed = np.rint(boxes * view.scale)
    placed[:, :2] -= (view.left, view.top)
    return placed


def paint_dots(
    painter: QPainter, view: View, picture: Picture, cards: NDArray[np.integer], colours: Colours
) -> None:
    """Paint far-off cards as small boxes, coloured by status or kind."""
    boxes = device_boxes(view, picture.geometry.boxes[cards])
    boxes[:, 2:] = np.maximum(boxes[:, 2:], 2.0)
    statuses, kinds = picture.statuses[cards], picture.faces.kinds[cards]
    codes = statuses.astype(np.int64) * 100 + kinds
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    for code in set(codes.tolist()):
        status, kind = divmod(int(code), 100)
        painter.setBrush(colours.dots[status][kind])
        draw_rects(painter, softened(boxes[codes == code]))


def paint_rims(
    painter: QPainter,
    view: View,
    picture: Picture,
    cards: NDArray[np.integer],
    colour: QColor,
    width: float = 1.6,
) -> None:
    """Paint what makes far-off cards stand out: boxes larger than theirs by logical pixels."""
    rim = max(1.0, round(width * view.ratio))
    boxes = device_boxes(view, picture.geometry.boxes[cards])
    boxes[:, 2:] = np.maximum(boxes[:, 2:], 2.0)
    boxes += np.array([-rim, -rim, 2 * rim, 2 * rim])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    draw_rects(painter, softened(boxes))


def softened(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return boxes with their corners off, as two overlapping boxes each where large enough."""
    large = boxes[boxes[:, 3] >= 6.0]
    small = boxes[boxes[:, 3] < 6.0]
    tall = large + np.array([1.0, 0.0, -2.0, 0.0])
    wide = large + np.array([0.0, 1.0, 0.0, -2.0])
    return np.concatenate([small, tall, wide])
