"""Paints one card: whole at reading zoom, as a title from further off."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath

from core.model.graph import NodeKind
from core.model.run import Status
from core.picture import Card, Mark
from explorer.views.canvas.body import body_colours, paint_body
from explorer.views.canvas.colours import mixed
from explorer.views.canvas.ink import Ink, elided, font
from explorer.views.canvas.shapes import ROUND_KINDS, SOLID_KINDS, outline
from explorer.views.canvas.signs import DISC, paint_badges, paint_disc, status_place

MARGIN = 9.0
"""Scene pixels around a card that its shadow and ring may take."""
_TILE_INSET = 8.0
_TEXT_GAP = 10.0
_TITLE_PIXELS = 10.5
"""The size that a title seen from further off should have in logical pixels."""
_QUIET = frozenset({Status.SKIPPED, Status.CANCELLED, Status.WAITING})
_TINTED = frozenset({Status.DONE, Status.REUSED, Status.GIVEN, Status.FAILED, Status.RUNNING})


def paint_card(ink: Ink, card: Card, rect: QRectF) -> None:
    """Paint a card with everything on it."""
    paint_body(ink, card, rect)
    tile = _tile(ink, card, rect)
    is_round = card.kind in ROUND_KINDS
    is_mirrored = card.kind is NodeKind.SAVER
    left = rect.left() + 14.0 if is_mirrored else tile.right() + _TEXT_GAP
    inside = QRectF(rect)
    if is_mirrored:
        inside.setRight(tile.left() + 2.0)
    disc = status_place(card.kind, rect)
    paint_disc(ink, card.status, disc)
    has_disc = card.status is not Status.IDLE
    title_right = disc.x() - DISC - 6 if has_disc else inside.right() - (18 if is_round else 12)
    colour = ink.colours.muted if card.status in _QUIET else ink.colours.text
    title = elided(card.title, ink.fonts.title, title_right - left, Qt.TextElideMode.ElideMiddle)
    middle = rect.center().y()
    ink.text(title, ink.fonts.title, colour, QPointF(left, middle - 4.0))
    right = inside.right() - (18 if is_round else 10)
    room = right - left - paint_badges(ink, card, right, middle + 10.0)
    _about(ink, card, QPointF(left, middle + 14.0), room)


def paint_title(ink: Ink, card: Card, rect: QRectF) -> None:
    """Paint a card as its title, large enough to read, with a stripe for its kind."""
    paint_body(ink, card, rect)
    fill, _ = body_colours(ink, card)
    if card.status in _TINTED and card.status is not Status.FAILED:
        fill = mixed(fill, ink.colours.statuses[card.status], 0.13)
        ink.fill(outline(card.kind, rect, -1.2 * ink.hair), fill)
    _stripe(ink, card, rect)
    pixels = min(_TITLE_PIXELS * ink.hair, rect.height() * 0.52)
    face = font(round(pixels), QFont.Weight.DemiBold)
    left = rect.left() + (20.0 if card.kind in ROUND_KINDS else 15.0)
    right = rect.right() - (18.0 if card.kind in ROUND_KINDS else 9.0)
    if card.status is not Status.IDLE:
        radius = 3.4 * ink.hair
        _spot(ink, card.status, QPointF(right - radius, rect.center().y()), radius)
        right -= 2 * radius + 5.0
    title = elided(card.title, face, right - left, Qt.TextElideMode.ElideMiddle)
    colour = ink.colours.muted if card.status in _QUIET else ink.colours.text
    ink.text(title, face, colour, QPointF(left, rect.center().y() + pixels * 0.36))


def _tile(ink: Ink, card: Card, rect: QRectF) -> QRectF:
    """Paint the icon of a card's kind; return its ground."""
    side = rect.height() - 2 * _TILE_INSET
    is_saver = card.kind is NodeKind.SAVER
    left = rect.right() - _TILE_INSET - side if is_saver else rect.left() + _TILE_INSET
    tile = QRectF(left, rect.top() + _TILE_INSET, side, side)
    radius = side / 2 if card.kind in ROUND_KINDS else 6.0
    ground = QPainterPath()
    ground.addRoundedRect(tile, radius, radius)
    colour, body = _kind_colour(ink, card), body_colours(ink, card)[0]
    is_solid = card.kind in SOLID_KINDS
    soft = mixed(body, colour, 0.24 if ink.colours.is_dark else 0.14)
    ink.fill(ground, colour if is_solid else soft)
    icon_colour = ink.colours.body if is_solid else colour
    half = 9.0
    centre = tile.center()
    ink.icon(
        ink.icons.kinds[card.kind],
        QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half),
        icon_colour,
        1.45,
    )
    return tile


def _band(ink: Ink, card: Card, rect: QRectF, band: QRectF, colour: QColor) -> None:
    """Fill one end of a card."""
    ink.painter.save()
    ink.painter.setClipRect(band)
    ink.fill(outline(card.kind, rect), colour)
    ink.painter.restore()


def _stripe(ink: Ink, card: Card, rect: QRectF) -> None:
    width = 6.0
    left = rect.right() - width if card.kind is NodeKind.SAVER else rect.left()
    _band(ink, card, rect, QRectF(left, rect.top(), width, rect.height()), _kind_colour(ink, card))


def _spot(ink: Ink, status: Status, centre: QPointF, radius: float) -> None:
    painter = ink.painter
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.colours.statuses[status])
    painter.drawEllipse(centre, radius, radius)


def _kind_colour(ink: Ink, card: Card) -> QColor:
    if Mark.OVERRIDE in card.marks:
        return ink.colours.statuses[Status.GIVEN]
    colour = ink.colours.kinds[card.kind]
    is_faint = card.status in (Status.SKIPPED, Status.CANCELLED)
    return mixed(ink.colours.body, colour, 0.55) if is_faint else colour


def _about(ink: Ink, card: Card, at: QPointF, room: float) -> None:
    """Write type and last run below the title: both where they fit, else the last run."""
    face = ink.fonts.text
    both = " · ".join(filter(None, (card.subtitle, card.note)))
    said, colour = both, ink.colours.muted
    if card.status is Status.FAILED:
        said, colour = card.note, ink.colours.failed
    elif card.note and elided(both, face, room, Qt.TextElideMode.ElideRight) != both:
        said = card.note
    short = elided(said, face, room, Qt.TextElideMode.ElideRight)
    ink.text(short, face, colour, at)
