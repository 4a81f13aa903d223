"""The outlines of cards: what a node is for shows in its shape, not in its colour alone."""

from enum import Enum

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


class Shape(Enum):
    """The outlines there are."""

    CARD = "card"
    CAPSULE = "capsule"
    CUT = "cut"


def shape_of(kind: NodeKind) -> Shape:
    """Return the outline of a kind of node."""
    if kind is NodeKind.CHECK:
        return Shape.CUT
    return Shape.CAPSULE if kind in ROUND_KINDS else Shape.CARD


def outline(shape: Shape, rect: QRectF, grown: float = 0.0) -> QPainterPath:
    """Return the outline of a card, grown on all sides by some scene pixels."""
    rect = rect.adjusted(-grown, -grown, grown, grown)
    path = QPainterPath()
    if shape is Shape.CUT:
        cut = min(_CUT, rect.height() / 3) + grown * 0.4
        path.addPolygon(_octagon(rect, cut))
        path.closeSubpath()
    elif shape is Shape.CAPSULE:
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
