"""The body of a card: shadow, ring, fill and border."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from core.model.graph import NodeKind
from core.model.run import Status
from core.picture import Card, Emphasis, Mark
from core.picture.tints import NONE
from explorer.views.canvas.colours import Colours, mixed
from explorer.views.canvas.groups import sheets_of
from explorer.views.canvas.ink import Ink
from explorer.views.canvas.shapes import STACKED_KINDS, Shape, outline, shape_of

MARGIN = 9.0
"""Scene pixels around a card that its shadow and ring may take."""
_DASH = (3.5, 2.5)
_FAINT = frozenset({Status.SKIPPED, Status.CANCELLED})
_FOREIGN = Mark.OVERRIDE | Mark.PROBLEM
_TINTED = frozenset({Status.DONE, Status.REUSED, Status.GIVEN})
_WASH, _RIM = 0.22, 0.8
"""How much of a tint is in the fill and in the border of its card."""
_SHADOW = tuple((grown, 0.013) for grown in (6.0, 4.8, 3.6, 2.4, 1.2, 0.0))
"""Grown by scene pixels, with an opacity: together a soft edge."""
_SHADOW_DROP = 2.0
_DARK_SHADOW = 2.6


@dataclass(frozen=True, slots=True)
class Body:
    """How the body of a card looks; equal bodies share pictures. Colours are QRgb numbers.

    `width` is that of the border in logical pixels; `ring` is the tone around the card.
    """

    shape: Shape
    fill: int
    edge: int
    width: float
    is_dashed: bool
    is_stacked: bool
    is_group: bool
    has_shadow: bool
    ring: int | None
    is_selected: bool


def body_of(card: Card, colours: Colours, *, is_far: bool = False) -> Body:
    """Return the body of a card; one seen from further off shows its status by its fill."""
    fill, edge = _fill_and_edge(card, colours)
    has_status = card.status in _TINTED and card.tint == NONE
    if is_far and has_status and not card.marks & _FOREIGN:
        fill = mixed(fill, colours.statuses[card.status], 0.13)
    if card.emphasis is Emphasis.SELECTED:
        fill = mixed(fill, colours.accent, 0.2 if colours.is_dark else 0.1)
    tone = colours.tones.get(card.emphasis)
    is_failed = card.status is Status.FAILED
    is_foreign = bool(card.marks & _FOREIGN)
    is_optional = card.kind is NodeKind.CONFIG or card.status is Status.SKIPPED
    return Body(
        shape=shape_of(card.kind),
        fill=fill.rgb(),
        edge=(edge if tone is None or is_failed or is_foreign else tone).rgb(),
        width=2.0 if is_failed else 1.5 if tone is not None or is_foreign else 1.0,
        is_dashed=(is_foreign or is_optional) and not is_failed,
        is_stacked=card.kind in STACKED_KINDS,
        is_group=card.group is not None,
        has_shadow=card.kind is not NodeKind.CONFIG,
        ring=None if tone is None else tone.rgb(),
        is_selected=card.emphasis is Emphasis.SELECTED,
    )


def paint_body(ink: Ink, body: Body, rect: QRectF) -> None:
    """Paint the ground of a card; text and signs go on top."""
    ink.stretch(body, rect, MARGIN, partial(_paint, body))
    if body.is_dashed:
        _bordered(ink, body, rect, QColor(body.fill), _DASH)


def _fill_and_edge(card: Card, colours: Colours) -> tuple[QColor, QColor]:
    """Return the colours of the worst that is to be said of a card."""
    signals = (
        (card.status is Status.FAILED, colours.failed, 0.11),
        (Mark.PROBLEM in card.marks, colours.failed, 0.05),
        (Mark.OVERRIDE in card.marks, colours.statuses[Status.GIVEN], 0.08),
        (card.status is Status.RUNNING, colours.statuses[Status.RUNNING], 0.08),
    )
    for holds, colour, share in signals:
        if holds:
            return mixed(colours.body, colour, share), colour
    is_plain = card.group is None and not colours.is_dark
    edge = colours.border if is_plain else colours.border_strong
    if card.tint != NONE:
        tint = colours.tints[card.tint]
        return mixed(colours.body, tint, _WASH), mixed(colours.body, tint, _RIM)
    if card.status in _FAINT:
        return mixed(colours.ground, colours.body, 0.45), edge
    if card.kind is NodeKind.CONFIG:
        return mixed(colours.ground, colours.body, 0.35), colours.border_strong
    return colours.body, edge


def _paint(body: Body, ink: Ink, rect: QRectF) -> None:
    ink.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if body.has_shadow:
        _shadow(ink, body, rect)
    if body.ring is not None:
        _ring(ink, body, rect, QColor(body.ring))
    if body.is_group:
        thin = replace(body, width=1.0)
        for sheet, share in sheets_of(rect, ink.hair):
            _bordered(ink, thin, sheet, mixed(QColor(body.fill), QColor(body.edge), share))
    if body.is_stacked:
        fill, edge = QColor(body.fill), QColor(body.edge)
        for step in (2, 1):
            below = rect.adjusted(3.0 * step, 0, -3.0 * step, 2.8 * step)
            _bordered(ink, body, below, mixed(fill, edge, 0.12 * step))
    if not body.is_dashed:
        _bordered(ink, body, rect, QColor(body.fill))


def _shadow(ink: Ink, body: Body, rect: QRectF) -> None:
    shade = QColor(0, 0, 0)
    for grown, opacity in _SHADOW:
        shade.setAlphaF(opacity * (_DARK_SHADOW if ink.colours.is_dark else 1.0))
        ink.fill(outline(body.shape, rect.translated(0, _SHADOW_DROP), grown), shade)


def _ring(ink: Ink, body: Body, rect: QRectF, tone: QColor) -> None:
    glow = QColor(tone)
    glow.setAlphaF(0.3 if ink.colours.is_dark else 0.2)
    if body.is_selected:
        ink.fill(outline(body.shape, rect, 4.5 * ink.hair), glow)
        ink.fill(outline(body.shape, rect, 1.5 * ink.hair), tone)
    else:
        ink.fill(outline(body.shape, rect, 2.5 * ink.hair), glow)


def _bordered(
    ink: Ink, body: Body, rect: QRectF, fill: QColor, dash: tuple[float, ...] = ()
) -> None:
    pen = ink.pen(QColor(body.edge), body.width, dash)
    ink.painter.setPen(pen)
    ink.painter.setBrush(fill)
    ink.painter.drawPath(outline(body.shape, rect, -pen.widthF() / 2))
