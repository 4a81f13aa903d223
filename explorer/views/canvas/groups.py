"""How closed groups look: a stack of sheets with a sign of its own, and wires for many edges."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPolygonF

from core.picture import Picture
from core.picture.geometry import Bundle
from explorer.views.canvas.batches import draw_rects
from explorer.views.canvas.camera import View
from explorer.views.canvas.colours import Colours, mixed

SHEETS = (6.5, 3.5)
"""By how many scene pixels the sheets below a card lie to the right and down, lowest first."""
_THICK = 1.6
"""Scene pixels of a line from which on only one sheet shows."""
HEAVY_WEIGHT = 1.45
_HEAVY, _HEAVIEST_SHARE = 3, 0.8
"""Wires that stand for so many edges are drawn heavier, and those only that have the most."""
_FAR_STEP = 2.0
"""Logical pixels by which the sheet below a far-off card shows."""


def sheets_of(rect: QRectF, hair: float) -> list[tuple[QRectF, float]]:
    """Return the sheets below a card, the lowest first, each with how much of the edge it has.

    From far off, where lines are thick to the eye, it is only one.
    """
    steps = SHEETS if hair < _THICK else SHEETS[:1]
    return [(rect.translated(step, step), 0.045 * step) for step in steps]


def group_sign() -> QPainterPath:
    """Return three sheets above each other, on a 16 by 16 grid."""
    path = QPainterPath()
    path.addPolygon(_line((8, 2.2), (14, 5.2), (8, 8.2), (2, 5.2), (8, 2.2)))
    path.addPolygon(_line((2, 8.2), (8, 11.2), (14, 8.2)))
    path.addPolygon(_line((2, 11.2), (8, 14.2), (14, 11.2)))
    return path


def paint_far_sheets(
    painter: QPainter, view: View, boxes: NDArray[np.float64], colours: Colours
) -> None:
    """Paint what tells far-off groups from nodes: the edge of a sheet below each box."""
    if len(boxes):
        step = max(1.0, round(_FAR_STEP * view.ratio))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        for times, share in ((2, 0.3), (1, 0.5)):
            painter.setBrush(mixed(colours.ground, colours.text, share))
            draw_rects(painter, boxes + np.array([times * step, times * step, 0, 0]))


def heavy_wires(picture: Picture) -> Bundle | None:
    """Return the wires that stand for many edges, None where there are none."""
    lineage = picture.faces.lineage
    if lineage is None:
        return None
    counts = lineage.counts
    if not len(counts):
        return None
    wires = np.flatnonzero(counts >= max(_HEAVY, np.quantile(counts, _HEAVIEST_SHARE)))
    return picture.geometry.bundle(wires) if len(wires) else None


def heavy_colour(colours: Colours) -> QColor:
    """Return the colour of wires that stand for many edges."""
    return mixed(colours.wire, colours.muted, 0.35)


def _line(*points: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])
