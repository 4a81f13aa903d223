"""Paints one card: whole at reading zoom, as a title from further off."""

from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainterPath

from core.model.graph import NodeKind
from core.model.run import Status
from core.picture import Card, Mark
from core.picture.tints import NONE
from explorer.views.canvas.body import body_of, paint_body
from explorer.views.canvas.colours import mixed, on_top
from explorer.views.canvas.ink import Ink, elided, font, width_of
from explorer.views.canvas.shapes import ROUND_KINDS, SOLID_KINDS, outline, shape_of
from explorer.views.canvas.signs import DISC, paint_badges, paint_disc, status_place, status_spot

_STRIPE = 6.0
_ICON = 18.0
_TILE_INSET = 8.0
_TEXT_GAP = 10.0
_TITLE_PIXELS = 9.0
"""The size that a title seen from further off should have in logical pixels."""
_TIMES = " \u00d7 "
_QUIET = frozenset({Status.SKIPPED, Status.CANCELLED, Status.WAITING})


def paint_card(ink: Ink, card: Card, rect: QRectF) -> None:
    """Paint a card with everything on it."""
    body = body_of(card, ink.colours)
    paint_body(ink, body, rect)
    tile = _tile(ink, card, rect, QColor(body.fill))
    is_round = card.kind in ROUND_KINDS
    is_mirrored = card.kind is NodeKind.SAVER
    left = rect.left() + 12.0 if is_mirrored else tile.right() + _TEXT_GAP
    inside = QRectF(rect)
    if is_mirrored:
        inside.setRight(tile.left() + 2.0)
    disc = status_place(card.kind, rect)
    paint_disc(ink, card.status, disc)
    has_disc = card.status is not Status.IDLE
    title_right = disc.x() - DISC - 3.0 if has_disc else inside.right() - (18 if is_round else 12)
    colour = ink.colours.muted if card.status in _QUIET else ink.colours.text
    title = elided(card.title, ink.fonts.title, title_right - left, Qt.TextElideMode.ElideMiddle)
    middle = rect.center().y()
    ink.text(title, ink.fonts.title, colour, QPointF(left, middle - 4.0))
    right = inside.right() - (18 if is_round else 10)
    room = right - left - paint_badges(ink, card, right, middle + 10.0)
    _about(ink, card, QPointF(left, middle + 14.0), room)


def paint_title(ink: Ink, card: Card, rect: QRectF) -> None:
    """Paint a card as its title, large enough to read, with a stripe for its kind."""
    paint_body(ink, body_of(card, ink.colours, is_far=True), rect)
    _stripe(ink, card, rect)
    pixels = min(_TITLE_PIXELS * ink.hair, rect.height() * 0.52)
    face = font(round(pixels), QFont.Weight.Medium)
    left = rect.left() + (rect.height() * 0.78 if card.kind in ROUND_KINDS else 15.0)
    spot = status_spot(card.kind, rect, ink.hair)
    right = spot.right()
    if card.status is not Status.IDLE:
        _spot(ink, card, spot)
        right = spot.left() - 5.0
    title = elided(card.title, face, right - left, Qt.TextElideMode.ElideMiddle)
    colour = ink.colours.muted if card.status in _QUIET else ink.colours.text
    ink.text(title, face, colour, QPointF(left, rect.center().y() + pixels * 0.36))


def _tile(ink: Ink, card: Card, rect: QRectF, body: QColor) -> QRectF:
    """Paint the icon of a card's kind; return its ground."""
    side = rect.height() - 2 * _TILE_INSET
    is_saver = card.kind is NodeKind.SAVER
    left = rect.right() - _TILE_INSET - side if is_saver else rect.left() + _TILE_INSET
    tile = QRectF(left, rect.top() + _TILE_INSET, side, side)
    colour = _kind_colour(ink, card)
    is_solid = card.kind in SOLID_KINDS or card.tint != NONE
    is_group = card.group is not None
    key = ("tile", card.kind, is_group, colour.rgb(), body.rgb(), rect.height(), is_solid)
    sign = ink.icons.group if is_group else ink.icons.kinds[card.kind]
    ink.stamp(key, tile, partial(_icon_on_tile, sign, card.kind, colour, body, is_solid))
    return tile


def _icon_on_tile(
    sign: QPainterPath,
    kind: NodeKind,
    colour: QColor,
    body: QColor,
    is_solid: bool,
    ink: Ink,
    tile: QRectF,
) -> None:
    radius = tile.height() / 2 if kind in ROUND_KINDS else 6.0
    ground = QPainterPath()
    ground.addRoundedRect(tile, radius, radius)
    soft = mixed(body, colour, 0.24 if ink.colours.is_dark else 0.14)
    ink.fill(ground, colour if is_solid else soft)
    square = QRectF(0, 0, _ICON, _ICON)
    square.moveCenter(tile.center())
    on_solid = on_top(colour, ink.colours.body, ink.colours.text)
    ink.icon(sign, square, on_solid if is_solid else colour, 1.45)


def _stripe(ink: Ink, card: Card, rect: QRectF) -> None:
    """Show the kind of a card: a stripe, or a disc where its ends are round."""
    colour = _kind_colour(ink, card)
    if card.kind in ROUND_KINDS:
        middle, radius = rect.height() / 2, rect.height() * 0.2
        centre = QPointF(rect.left() + middle * 0.92, rect.center().y())
        ink.painter.setPen(Qt.PenStyle.NoPen)
        ink.painter.setBrush(colour)
        ink.painter.drawEllipse(centre, radius, radius)
        return
    left = rect.right() - _STRIPE if card.kind is NodeKind.SAVER else rect.left()
    ink.painter.save()
    ink.painter.setClipRect(QRectF(left, rect.top(), _STRIPE, rect.height()))
    ink.fill(outline(shape_of(card.kind), rect), colour)
    ink.painter.restore()


def _spot(ink: Ink, card: Card, place: QRectF) -> None:
    """Show a status small; a running one is painted by the overlay, which turns it."""
    if card.status is Status.RUNNING:
        return
    is_stale = Mark.STALE in card.marks
    ink.painter.setPen(Qt.PenStyle.NoPen)
    ink.painter.setBrush(ink.colours.warned if is_stale else ink.colours.statuses[card.status])
    ink.painter.drawEllipse(place)


def _kind_colour(ink: Ink, card: Card) -> QColor:
    if Mark.OVERRIDE in card.marks:
        return ink.colours.statuses[Status.GIVEN]
    if card.tint != NONE:
        return ink.colours.tints[card.tint]
    if card.group is not None:
        return ink.colours.muted
    colour = ink.colours.kinds[card.kind]
    is_faint = card.status in (Status.SKIPPED, Status.CANCELLED)
    return mixed(ink.colours.body, colour, 0.55) if is_faint else colour


def _about(ink: Ink, card: Card, at: QPointF, room: float) -> None:
    """Write type and last run below the title, or as much of it as fits."""
    face, colour = ink.fonts.text, ink.colours.muted
    if card.status is Status.FAILED:
        colour = ink.colours.failed
    fitting = (said for said in _abouts(card) if width_of(said, face) <= room)
    said = next(fitting, _abouts(card)[-1])
    ink.text(elided(said, face, room, Qt.TextElideMode.ElideRight), face, colour, at)


def _abouts(card: Card) -> tuple[str, ...]:
    """Return what may stand below the title, the fullest first."""
    if card.group is not None and card.note:
        in_short = card.note.partition(" · ")[0]
        return (f"{card.subtitle} · {card.note}", f"{card.subtitle} · {in_short}", card.note)
    if not card.note or card.status is Status.FAILED:
        return (card.note or card.subtitle,)
    parts = card.note.split(" · ")
    shorter = [" · ".join(parts[:count]) for count in range(len(parts), 0, -1)]
    if len(parts) > 2:  # what became of the rows tells more than how many columns there are
        shorter.insert(-1, f"{parts[0].partition(_TIMES)[0]} · {parts[1]}")
    if not card.subtitle or card.note.startswith(card.subtitle):
        return tuple(shorter)
    return (f"{card.subtitle} · {card.note}", *shorter)
