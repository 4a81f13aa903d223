"""Line drawings on a 16 by 16 grid: one for each kind of node, status and badge."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from core.model.graph import NodeKind
from core.model.run import Status
from explorer.views.canvas.groups import group_sign

_Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, eq=False)
class Icons:
    """All drawings, as paths to be stroked (badges: also to be filled)."""

    kinds: dict[NodeKind, QPainterPath]
    group: QPainterPath
    statuses: dict[Status, QPainterPath]
    tick: QPainterPath
    cross: QPainterPath
    bang: QPainterPath
    tag: QPainterPath
    bolt: QPainterPath
    shield: QPainterPath
    triangle: QPainterPath
    again: QPainterPath
    plus: QPainterPath
    tilde: QPainterPath
    question: QPainterPath
    pin: QPainterPath


def make_icons() -> Icons:
    """Return all drawings."""
    tick = _strokes(((4.8, 8.3), (7.1, 10.6), (11.3, 5.7)))
    cross = _strokes(((5.4, 5.4), (10.6, 10.6)), ((10.6, 5.4), (5.4, 10.6)))
    return Icons(
        kinds={
            NodeKind.FUNCTION: _function(),
            NodeKind.INPUT: _input(),
            NodeKind.CONFIG: _sliders(),
            NodeKind.CHECK: _checked_shield(),
            NodeKind.LOADER: _database(),
            NodeKind.SAVER: _tray(),
            NodeKind.EXPAND: _fan(mirrored=False),
            NodeKind.COLLECT: _fan(mirrored=True),
        },
        group=group_sign(),
        statuses={
            Status.DONE: tick,
            Status.REUSED: _again(),
            Status.GIVEN: _strokes(((8, 4.4), (8, 11.2)), ((5.2, 8.4), (8, 11.4), (10.8, 8.4))),
            Status.FAILED: cross,
            Status.SKIPPED: _strokes(((5.2, 8), (10.8, 8))),
            Status.CANCELLED: _outline(((6, 6), (10, 6), (10, 10), (6, 10))),
            Status.WAITING: _strokes(((8, 4.6), (8, 8.3), (10.4, 9.8))),
        },
        tick=tick,
        cross=cross,
        bang=_strokes(((8, 4.6), (8, 8.8)), ((8, 11.3), (8, 11.5))),
        tag=_tag(),
        bolt=_outline(((9.2, 1.6), (3.4, 9.2), (7.4, 9.2), (6.6, 14.4), (12.6, 6.6), (8.4, 6.6))),
        shield=_shield(),
        triangle=_outline(((8, 2), (14.6, 13.6), (1.4, 13.6))),
        again=_again(),
        plus=_strokes(((8, 3.4), (8, 12.6)), ((3.4, 8), (12.6, 8))),
        tilde=_tilde(),
        question=_question(),
        pin=_pin(),
    )


def _strokes(*strokes: _Points) -> QPainterPath:
    path = QPainterPath()
    for points in strokes:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    return path


def _outline(points: _Points) -> QPainterPath:
    path = _strokes(points)
    path.closeSubpath()
    return path


def _function() -> QPainterPath:
    path = QPainterPath(QPointF(12.2, 3.4))
    path.cubicTo(10.0, 2.0, 8.7, 3.2, 8.3, 5.4)
    path.lineTo(7.1, 11.6)
    path.cubicTo(6.7, 13.6, 5.2, 14.4, 3.6, 13.2)
    path.addPath(_strokes(((4.8, 7.0), (11.2, 7.0))))
    return path


def _input() -> QPainterPath:
    path = _strokes(((1.8, 8.0), (9.6, 8.0)), ((6.6, 5.0), (9.6, 8.0), (6.6, 11.0)))
    path.moveTo(8.8, 2.4)
    path.lineTo(11.8, 2.4)
    path.quadTo(14.0, 2.4, 14.0, 4.6)
    path.lineTo(14.0, 11.4)
    path.quadTo(14.0, 13.6, 11.8, 13.6)
    path.lineTo(8.8, 13.6)
    return path


def _sliders() -> QPainterPath:
    path = _strokes(
        ((2.0, 4.8), (8.2, 4.8)),
        ((12.4, 4.8), (14.0, 4.8)),
        ((2.0, 11.2), (3.6, 11.2)),
        ((7.8, 11.2), (14.0, 11.2)),
    )
    path.addEllipse(QPointF(10.3, 4.8), 2.1, 2.1)
    path.addEllipse(QPointF(5.7, 11.2), 2.1, 2.1)
    return path


def _shield() -> QPainterPath:
    path = QPainterPath(QPointF(8.0, 1.6))
    path.lineTo(13.4, 3.6)
    path.lineTo(13.4, 8.0)
    path.cubicTo(13.4, 11.2, 11.2, 13.4, 8.0, 14.6)
    path.cubicTo(4.8, 13.4, 2.6, 11.2, 2.6, 8.0)
    path.lineTo(2.6, 3.6)
    path.closeSubpath()
    return path


def _checked_shield() -> QPainterPath:
    path = _shield()
    path.addPath(_strokes(((5.6, 8.0), (7.4, 9.8), (10.6, 6.2))))
    return path


def _database() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(2.8, 1.8, 10.4, 4.2))
    for y in (8.0, 12.2):
        path.moveTo(2.8, y)
        path.cubicTo(2.8, y + 2.8, 13.2, y + 2.8, 13.2, y)
    path.addPath(_strokes(((2.8, 3.9), (2.8, 12.2)), ((13.2, 3.9), (13.2, 12.2))))
    return path


def _tray() -> QPainterPath:
    return _strokes(
        ((8.0, 2.0), (8.0, 9.8)),
        ((4.8, 6.8), (8.0, 10.0), (11.2, 6.8)),
        ((2.2, 10.6), (2.2, 13.8), (13.8, 13.8), (13.8, 10.6)),
    )


def _fan(*, mirrored: bool) -> QPainterPath:
    path = QPainterPath()
    for y in (3.4, 8.0, 12.6):
        path.moveTo(4.4, 8.0)
        path.cubicTo(8.4, 8.0, 7.4, y, 11.2, y)
        path.addEllipse(QPointF(12.6, y), 1.3, 1.3)
    path.addEllipse(QPointF(2.9, 8.0), 1.5, 1.5)
    return QTransform(-1, 0, 0, 1, 16, 0).map(path) if mirrored else path


def _again() -> QPainterPath:
    path = QPainterPath()
    circle = QRectF(4.6, 4.6, 6.8, 6.8)
    path.arcMoveTo(circle, 35)
    path.arcTo(circle, 35, 285)
    path.addPath(_strokes(((11.5, 3.8), (11.2, 6.4), (8.6, 6.2))))
    return path


def _question() -> QPainterPath:
    path = QPainterPath(QPointF(5.2, 5.6))
    path.cubicTo(5.4, 2.4, 10.8, 2.4, 10.8, 5.6)
    path.cubicTo(10.8, 7.8, 8.0, 7.8, 8.0, 10.0)
    path.addPath(_strokes(((8.0, 12.8), (8.0, 13.0))))
    return path


def _pin() -> QPainterPath:
    path = _strokes(((4.6, 2.4), (11.4, 2.4)), ((8.0, 10.0), (8.0, 14.4)))
    path.addPath(
        _outline(((6.2, 2.4), (9.8, 2.4), (9.8, 6.4), (12.0, 10.0), (4.0, 10.0), (6.2, 6.4)))
    )
    return path


def _tilde() -> QPainterPath:
    path = QPainterPath(QPointF(2.4, 9.6))
    path.cubicTo(4.6, 4.6, 6.6, 5.8, 8.0, 8.0)
    path.cubicTo(9.4, 10.2, 11.4, 11.4, 13.6, 6.4)
    return path


def _tag() -> QPainterPath:
    path = _outline(((2.0, 2.6), (8.2, 2.6), (14.2, 8.6), (8.8, 14.0), (2.0, 7.6)))
    path.addEllipse(QPointF(5.2, 5.6), 0.9, 0.9)
    return path
