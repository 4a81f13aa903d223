"""The outlines of cards: what a node is for shows in its shape, not in its colour alone."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from core.model.graph import NodeKind

CORNER = 9.0
"""Radius of a card's corners in scene pixels."""
_CUT = 11.0
"""How much is cut off the corners of a check."""
ROUND_KINDS = frozenset({NodeKind.INPUT, NodeKind.CONFIG})
STACKED_KINDS = frozenset({NodeKind.EXPAND, NodeKind.COLLECT})
SOLID_KINDS = frozenset({NodeKind.LOADER, NodeKind.SAVER})


def outline(kind: NodeKind, rect: QRectF, grown: float = 0.0) -> QPainterPath:
    """Return the outline of a card, grown on all sides by some scene pixels."""
    rect = rect.adjusted(-grown, -grown, grown, grown)
    path = QPainterPath()
    if kind is NodeKind.CHECK:
        cut = min(_CUT, rect.height() / 3) + grown * 0.4
        path.addPolygon(_octagon(rect, cut))
        path.closeSubpath()
    elif kind in ROUND_KINDS:
        path.addRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    else:
        radius = min(CORNER, rect.height() / 3) + grown
        path.addRoundedRect(rect, radius, radius)
    return path


def _octagon(rect: QRectF, cut: float) -> QPolygonF:
    left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
    return QPolygonF(
        [
            QPointF(left + cut, top),
            QPointF(right - cut, top),
            QPointF(right, top + cut),
            QPointF(right, bottom - cut),
            QPointF(right - cut, bottom),
            QPointF(left + cut, bottom),
            QPointF(left, bottom - cut),
            QPointF(left, top + cut),
        ]
    )
