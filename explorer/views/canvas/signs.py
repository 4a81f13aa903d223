"""Status discs and badges: small signs that say how a card fared, by shape and by colour."""

from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainterPath, QPen

from core.model.graph import NodeKind
from core.model.run import Status
from core.picture import Card, Mark
from explorer.views.canvas.ink import Ink
from explorer.views.canvas.shapes import ROUND_KINDS

DISC = 7.5
"""Radius of a status disc in scene pixels."""
_TRACK = 1.6
_SPOT = 3.0
"""Radius of a status spot in logical pixels."""
_BADGE = 12.0
_BETWEEN = 5.0
_FILLED = frozenset({Status.DONE, Status.REUSED, Status.GIVEN, Status.FAILED})


def status_place(kind: NodeKind, rect: QRectF) -> QPointF:
    """Return the middle of a card's status disc."""
    inset = 18.0 if kind in ROUND_KINDS else 16.0
    if kind is NodeKind.SAVER:
        inset = rect.height() + 3.5
    return QPointF(rect.right() - inset, rect.center().y() - 8.5)


def status_spot(kind: NodeKind, rect: QRectF, hair: float) -> QRectF:
    """Return the place of the sign of a status on a card that is seen from further off."""
    radius = _SPOT * hair
    inset = 18.0 if kind in ROUND_KINDS else 15.0 if kind is NodeKind.SAVER else 9.0
    left = rect.right() - inset - 2 * radius
    return QRectF(left, rect.center().y() - radius, 2 * radius, 2 * radius)


def paint_disc(ink: Ink, status: Status, centre: QPointF) -> None:
    """Paint the sign of a status; none for a node that has not run."""
    if status is not Status.IDLE:
        square = QRectF(centre.x() - DISC, centre.y() - DISC, 2 * DISC, 2 * DISC)
        ink.stamp(("disc", status), square, partial(_disc, status))


def _disc(status: Status, ink: Ink, square: QRectF) -> None:
    colour, painter = ink.colours.statuses[status], ink.painter
    if status in _FILLED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(square)
        colour = ink.colours.body
    else:
        half = _TRACK / 2
        painter.setPen(QPen(_track(ink, status), _TRACK))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(square.adjusted(half, half, -half, -half))
    if (icon := ink.icons.statuses.get(status)) is not None:
        ink.icon(icon, square, colour, 1.9 if status in _FILLED else 1.7)


def paint_badges(ink: Ink, card: Card, right: float, middle: float) -> float:
    """Paint the badges of a card from right to left; return the room they take."""
    edge = right
    if check := card.marks & (Mark.CHECK_PASSED | Mark.CHECK_WARNED | Mark.CHECK_FAILED):
        edge = _check(ink, check, edge, middle)
    if Mark.PROBLEM in card.marks:
        edge = _warning(ink, edge, middle)
    if Mark.APPROXIMATE in card.marks:
        edge -= _BADGE
        ink.icon(ink.icons.question, _square(edge, middle), ink.colours.muted, 1.7)
        edge -= _BETWEEN
    for mark, path, colour in (
        (Mark.PINNED, ink.icons.pin, ink.colours.muted),
        (Mark.STALE, ink.icons.again, ink.colours.warned),
        (Mark.NEW, ink.icons.plus, ink.colours.passed),
        (Mark.EDITED, ink.icons.tilde, ink.colours.statuses[Status.GIVEN]),
    ):
        if mark in card.marks:
            edge -= _BADGE
            ink.icon(path, _square(edge, middle), colour, 2.0)
            edge -= _BETWEEN
    if Mark.SIDE_EFFECTS in card.marks:
        edge -= _BADGE
        ink.icon(ink.icons.bolt, _square(edge, middle), ink.colours.warned, 1.5)
        edge -= _BETWEEN
    if card.tag_count:
        edge = _tags(ink, card.tag_count, edge, middle)
    return right - edge


def _track(ink: Ink, status: Status) -> QColor:
    colour = QColor(ink.colours.statuses[status])
    if status is Status.RUNNING:
        colour.setAlphaF(0.3)
    return colour


def _square(left: float, middle: float) -> QRectF:
    return QRectF(left, middle - _BADGE / 2, _BADGE, _BADGE)


def _check(ink: Ink, check: Mark, edge: float, middle: float) -> float:
    colours, icons = ink.colours, ink.icons
    colour, sign = {
        Mark.CHECK_PASSED: (colours.passed, icons.tick),
        Mark.CHECK_WARNED: (colours.warned, icons.bang),
        Mark.CHECK_FAILED: (colours.failed, icons.cross),
    }[check]
    square = _square(edge - _BADGE, middle).adjusted(-1, -1, 1, 1)
    _filled_icon(ink, icons.shield, square, colour)
    ink.icon(sign, square.adjusted(0.6, 0.6, -0.6, -0.6), colours.body, 2.0)
    return square.left() - _BETWEEN


def _warning(ink: Ink, edge: float, middle: float) -> float:
    square = _square(edge - _BADGE, middle).adjusted(-1, -1, 1, 1)
    _filled_icon(ink, ink.icons.triangle, square, ink.colours.failed)
    ink.icon(ink.icons.bang, square.adjusted(1.4, 2.4, -1.4, -0.4), ink.colours.body, 2.0)
    return square.left() - _BETWEEN


def _tags(ink: Ink, count: int, edge: float, middle: float) -> float:
    colour = ink.colours.muted
    said = str(count)
    edge -= QFontMetricsF(ink.fonts.tiny).horizontalAdvance(said)
    ink.text(said, ink.fonts.tiny, colour, QPointF(edge, middle + 3.6))
    edge -= _BADGE + 2.0
    ink.icon(ink.icons.tag, _square(edge, middle), colour, 1.3)
    return edge - _BETWEEN


def _filled_icon(ink: Ink, path: QPainterPath, square: QRectF, colour: QColor) -> None:
    ink.painter.save()
    ink.painter.translate(square.topLeft())
    ink.painter.scale(square.width() / 16, square.height() / 16)
    ink.fill(path, colour)
    ink.painter.restore()
