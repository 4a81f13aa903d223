"""The body of a card: shadow, ring, fill and border."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from core.model.graph import NodeKind
from core.model.run import Status
from core.picture import Card, Emphasis, Mark
from explorer.views.canvas.colours import mixed
from explorer.views.canvas.ink import Ink
from explorer.views.canvas.shapes import STACKED_KINDS, outline

_DASH = (3.5, 2.5)
_FAINT = frozenset({Status.SKIPPED, Status.CANCELLED})
_SHADOW = tuple((grown, 0.013) for grown in (6.0, 4.8, 3.6, 2.4, 1.2, 0.0))
"""Grown by scene pixels, with an opacity: together a soft edge."""


def paint_body(ink: Ink, card: Card, rect: QRectF) -> None:
    """Paint the ground of a card; text and signs go on top."""
    ink.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if card.kind is not NodeKind.CONFIG:
        _shadow(ink, card, rect)
    _ring(ink, card, rect)
    fill, edge = body_colours(ink, card)
    if card.kind in STACKED_KINDS:
        _stack(ink, card, rect, fill, edge)
    _bordered(ink, card, rect, fill, edge)


def body_colours(ink: Ink, card: Card) -> tuple[QColor, QColor]:
    """Return the fill and the border of a card."""
    colours = ink.colours
    fill, edge = colours.body, colours.border_strong if colours.is_dark else colours.border
    if card.kind is NodeKind.CONFIG:
        fill = mixed(colours.ground, colours.body, 0.35)
    if card.status is Status.FAILED:
        return mixed(colours.body, colours.failed, 0.11), colours.failed
    if Mark.PROBLEM in card.marks:
        return mixed(colours.body, colours.failed, 0.05), colours.failed
    if Mark.OVERRIDE in card.marks:
        given = colours.statuses[Status.GIVEN]
        return mixed(colours.body, given, 0.08), given
    if card.status is Status.RUNNING:
        running = colours.statuses[Status.RUNNING]
        return mixed(colours.body, running, 0.07), running
    if card.status in _FAINT:
        fill = mixed(colours.ground, colours.body, 0.45)
    if card.emphasis is Emphasis.SELECTED:
        fill = mixed(fill, colours.accent, 0.2 if colours.is_dark else 0.1)
    return fill, edge


def _shadow(ink: Ink, card: Card, rect: QRectF) -> None:
    strength = 2.6 if ink.colours.is_dark else 1.0
    for grown, opacity in _SHADOW:
        shade = QColor(0, 0, 0)
        shade.setAlphaF(min(opacity * strength, 1.0))
        ink.fill(outline(card.kind, rect.translated(0, 2.0), grown), shade)


def _ring(ink: Ink, card: Card, rect: QRectF) -> None:
    tone = ink.colours.tones.get(card.emphasis)
    if tone is None:
        return
    glow = QColor(tone)
    glow.setAlphaF(0.3 if ink.colours.is_dark else 0.2)
    if card.emphasis is Emphasis.SELECTED:
        ink.fill(outline(card.kind, rect, 4.5 * ink.hair), glow)
        ink.fill(outline(card.kind, rect, 1.5 * ink.hair), tone)
    else:
        ink.fill(outline(card.kind, rect, 2.5 * ink.hair), glow)


def _stack(ink: Ink, card: Card, rect: QRectF, fill: QColor, edge: QColor) -> None:
    for step in (2, 1):
        below = rect.adjusted(3.0 * step, 0, -3.0 * step, 2.8 * step)
        _filled(ink, card, below, mixed(fill, edge, 0.12 * step), edge, 1.0)


def _bordered(ink: Ink, card: Card, rect: QRectF, fill: QColor, edge: QColor) -> None:
    is_loud = card.status is Status.FAILED
    tone = ink.colours.tones.get(card.emphasis)
    if tone is not None and not is_loud:
        edge = tone
    width = 2.0 if is_loud else 1.5 if tone is not None else 1.0
    is_dashed = (
        card.kind is NodeKind.CONFIG
        or card.status is Status.SKIPPED
        or bool(card.marks & (Mark.OVERRIDE | Mark.PROBLEM))
    )
    if card.marks & (Mark.OVERRIDE | Mark.PROBLEM):
        width = max(width, 1.5)
    _filled(ink, card, rect, fill, edge, width, _DASH if is_dashed and not is_loud else ())


def _filled(
    ink: Ink,
    card: Card,
    rect: QRectF,
    fill: QColor,
    edge: QColor,
    width: float,
    dash: tuple[float, ...] = (),
) -> None:
    pen = ink.pen(edge, width, dash)
    ink.painter.setPen(pen)
    ink.painter.setBrush(fill)
    ink.painter.drawPath(outline(card.kind, rect, -pen.widthF() / 2))
