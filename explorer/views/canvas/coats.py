"""The parts of a drawing that are painted straight from arrays: ground, wires, far-off cards."""

import math
from collections.abc import Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from core.layout import Direction
from core.picture import Picture
from core.picture.geometry import Geometry
from core.picture.tints import NONE
from explorer.views.canvas.batches import draw_lines, draw_rects, flattened
from explorer.views.canvas.camera import View
from explorer.views.canvas.colours import Colours
from explorer.views.canvas.groups import paint_far_sheets
from explorer.views.canvas.level import Level, level_at
from explorer.views.canvas.sheet import Sheet

_GRID = 24.0
_CLOSEST_GRID = 17.0
"""The dots of the ground: their distance in scene pixels, and the least in logical ones."""
_PIECES_A_STEP, _LINES_A_STEP = 1000, 4000
"""Pieces of wire bent, and lines drawn, in one step: some two milliseconds.

Few enough pieces, too, that the algebra library does not call for other threads.
"""
_HASTY_LENGTH = 25_000.0
"""Device pixels of wire that are painted as they should be where there is no time."""
_CROWD = ((800, 0.85), (3000, 0.7), (12000, 0.55), (60000, 0.4))
_CROWDED = 0.3
"""Opacity of wires from further off by how many are about in view."""
_KINDS = 100
"""More than there are kinds of nodes."""
_HEAD = (7.5, 3.7)
"""Length and half width of an arrow head in scene pixels."""


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


def paint_wires(sheet: Sheet, pieces: NDArray[np.float32], pen: QPen) -> Iterator[None]:
    """Paint pieces of wires, step by step; in haste many are painted thin."""
    is_smooth = pen.color().alphaF() >= _CROWDED + 0.1 or pen.widthF() > 1
    for start in range(0, len(pieces), _PIECES_A_STEP):
        some = on_device(sheet.view, pieces[start : start + _PIECES_A_STEP])
        for part in sheet.parts:
            lines = flattened(some, part)
            is_thin = sheet.is_hasty and _length(lines) > _HASTY_LENGTH
            chosen = QPen(pen.color(), 1.0) if is_thin else pen
            for first in range(0, len(lines), _LINES_A_STEP):
                few = lines[first : first + _LINES_A_STEP]
                sheet.only(part).draw(partial(_stroke, chosen, is_smooth, few))
                yield


def _stroke(pen: QPen, is_smooth: bool, lines: NDArray[np.float64], painter: QPainter) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, is_smooth)
    painter.setPen(pen)
    draw_lines(painter, lines)


def _length(lines: NDArray[np.float64]) -> float:
    """Return about how long lines are together, in device pixels."""
    return float(np.abs(lines[:, 2:] - lines[:, :2]).sum())


def wires_about(view: View, geometry: Geometry) -> float:
    """Return about how many pieces of wire a view of this size holds, wherever it looks."""
    width, height = geometry.extent
    seen_width = min(view.width / view.scale / max(width, 1.0), 1.0)
    seen_height = min(view.height / view.scale / max(height, 1.0), 1.0)
    return len(geometry.pieces) * seen_width * seen_height


def wire_pen(view: View, about: float, colours: Colours) -> QPen:
    """Return the pen of ordinary wires: thin and faint where a view holds many."""
    if level_at(view.zoom) is Level.WHOLE or about < _CROWD[0][0]:
        return pen_of(view, colours.wire)
    colour = QColor(colours.wire)
    opacities = (opacity for most, opacity in _CROWD if about <= most)
    colour.setAlphaF(next(opacities, _CROWDED))
    return QPen(colour, 1.0)


def pen_of(view: View, colour: QColor, weight: float = 1.0) -> QPen:
    """Return a pen for wires that are to be seen at any zoom."""
    width = min(max(1.5 * view.zoom, 1.25), 2.6) * view.ratio * weight
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.SquareCap)
    return pen


def paint_heads(
    painter: QPainter, view: View, picture: Picture, cards: NDArray[np.integer], colour: QColor
) -> None:
    """Paint an arrow head where wires come into cards, as far as the painter's clip shows it."""
    size = max(view.zoom, 0.5) * view.ratio
    length, half = _HEAD[0] * size, _HEAD[1] * size
    tips = picture.geometry.entries[cards] * view.scale - (view.left, view.top)
    if painter.hasClipping():
        clip = painter.clipBoundingRect()
        near = (tips > (clip.left() - length, clip.top() - length)).all(axis=1)
        near &= (tips < (clip.right() + length, clip.bottom() + length)).all(axis=1)
        tips = tips[near]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    is_right = picture.layout.direction is Direction.RIGHT
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
    """Paint far-off cards as small boxes, coloured by tint, else by status or kind."""
    boxes = device_boxes(view, picture.geometry.boxes[cards])
    boxes[:, 2:] = np.maximum(boxes[:, 2:], 2.0)
    if picture.faces.closed:
        stacked = boxes[picture.faces.is_closed[cards]]
        paint_far_sheets(painter, view, stacked, colours)
    tints = picture.tints[cards].astype(np.int64)
    looks = picture.statuses[cards].astype(np.int64) * _KINDS + picture.faces.kinds[cards]
    codes: NDArray[np.int64] = np.where(tints == NONE, looks, -1 - tints)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    for code in map(int, set(codes.tolist())):
        status, kind = divmod(code, _KINDS)
        painter.setBrush(colours.dots[status][kind] if code >= 0 else colours.tints[-1 - code])
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
