"""Paints cards that are gone: an outline of dashes, and a name that is struck out."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from core.model.freshness import Ghost
from explorer.views.canvas.camera import View
from explorer.views.canvas.coats import device_boxes
from explorer.views.canvas.colours import Colours
from explorer.views.canvas.ink import font
from explorer.views.canvas.level import Level, level_at

_PIXELS, _LEAST = 13, 9
"""The name: in scene pixels, and the least in logical ones."""
_ROUND, _INSET = 8.0, 10.0


def paint_ghosts(painter: QPainter, view: View, ghosts: Sequence[Ghost], colours: Colours) -> None:
    """Paint in device pixels what the last save took away."""
    boxes = device_boxes(view, np.array([ghost.box for ghost in ghosts]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    face = font(round(max(_PIXELS * view.scale, _LEAST * view.ratio)), QFont.Weight.DemiBold)
    face.setStrikeOut(True)
    metrics = QFontMetricsF(face)
    for ghost, box in zip(ghosts, boxes.tolist(), strict=True):
        rect = QRectF(*box)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.faint, view.ratio, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(rect, _ROUND * view.scale, _ROUND * view.scale)
        if level_at(view.zoom) is not Level.DOT:
            inside = rect.adjusted(_INSET * view.scale, 0, -_INSET * view.scale, 0)
            mode = Qt.TextElideMode.ElideMiddle
            name = metrics.elidedText(ghost.node, mode, inside.width())
            painter.setFont(face)
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, name)
