"""Paints a picture onto pixels: any part, at any zoom, in steps of some milliseconds.

Two coats. The base is the dataflow at rest: ground, wires, cards. With a node selected, a veil
dims the base and what is up- and downstream is painted over it; so a new selection repaints
only what is lit.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPixmap

from core.model.run import Status
from core.picture import Emphasis, Picture
from core.picture.picture import STATUSES
from explorer.views.canvas.camera import View
from explorer.views.canvas.coats import (
    device_boxes,
    paint_dots,
    paint_ground,
    paint_heads,
    paint_rims,
    paint_wires,
    painting,
    pen_of,
    wire_pen,
)
from explorer.views.canvas.colours import Colours
from explorer.views.canvas.faces import MARGIN
from explorer.views.canvas.level import Level, level_at
from explorer.views.canvas.sprites import Sprites

_TONES = (Emphasis.DOWNSTREAM, Emphasis.UPSTREAM)
_LIT_WEIGHT = 1.3
_CARDS_A_STEP = 24
_FAILED, _RUNNING = STATUSES.index(Status.FAILED), STATUSES.index(Status.RUNNING)


class Scene:
    """What is drawn: a picture in some colours."""

    def __init__(self, colours: Colours) -> None:
        self._colours = colours
        self._sprites = Sprites(colours)
        self._picture: Picture | None = None
        self._tones = np.empty(0, np.int8)

    @property
    def picture(self) -> Picture | None:
        """What is drawn, None before there is anything."""
        return self._picture

    @property
    def colours(self) -> Colours:
        """The colours it is drawn in."""
        return self._colours

    @property
    def sprites(self) -> Sprites:
        """The pictures of cards."""
        return self._sprites

    @property
    def is_lit(self) -> bool:
        """Whether there is anything to paint over the base."""
        return self._picture is not None and self._picture.selected is not None

    def set_colours(self, colours: Colours) -> None:
        """Draw in other colours."""
        self._colours = colours
        self._sprites.set_colours(colours)

    def set_picture(self, picture: Picture) -> None:
        """Draw another picture."""
        before, self._picture = self._picture, picture
        if (
            before is None
            or before.wire_emphasis is not picture.wire_emphasis
            or before.geometry is not picture.geometry
        ):
            self._tones = _tones(picture)

    def base(self, target: QPixmap, view: View, part: QRect) -> Iterator[None]:
        """Paint the dataflow at rest into a part of a picture, step by step."""
        colours, picture = self._colours, self._picture
        with painting(target, part) as painter:
            paint_ground(painter, view, part, colours)
        if picture is None:
            return
        geometry = picture.geometry
        pieces = geometry.curves.touching(*view.scene(part, 3 * view.ratio))
        pen = wire_pen(view, geometry, colours)
        yield from paint_wires(target, view, part, geometry.pieces[pieces], pen)
        cards = self._cards_at(picture, view, part)
        if level_at(view.zoom) is not Level.DOT:
            with painting(target, part) as painter:
                into = cards[geometry.has_entry[cards]]
                paint_heads(painter, view, picture, into, colours.wire)
        yield from self._paint_cards(target, view, part, cards, is_lit=False)

    def lit(self, target: QPixmap, view: View, part: QRect) -> Iterator[None]:
        """Paint veil and lit cards and wires over a part that holds the base, step by step."""
        picture = self._picture
        if picture is None:
            return
        with painting(target, part) as painter:
            painter.fillRect(part, self._colours.veil)
        pieces = picture.geometry.curves.touching(*view.scene(part, 3 * view.ratio))
        cards = self._cards_at(picture, view, part)
        emphasis = picture.emphasis[cards]
        for tone in _TONES:
            colour = self._colours.tones[tone]
            drawn = picture.geometry.pieces[pieces[self._tones[pieces] == tone]]
            pen = pen_of(view, colour, _LIT_WEIGHT)
            yield from paint_wires(target, view, part, drawn, pen)
            if level_at(view.zoom) is not Level.DOT:
                with painting(target, part) as painter:
                    into = self._entered(picture, cards, tone)
                    paint_heads(painter, view, picture, into, colour)
        lit = cards[(emphasis >= Emphasis.DOWNSTREAM) | _is_loud(picture, cards)]
        yield from self._paint_cards(target, view, part, lit, is_lit=True)

    def paint_card(self, painter: QPainter, view: View, card: int, emphasis: Emphasis) -> None:
        """Paint one card in device pixels."""
        picture = self._picture
        if picture is not None:
            self._sprites.set_scale(view.scale, view.ratio)
            self._blit(painter, view, picture, np.array([card]), emphasis)

    def _cards_at(self, picture: Picture, view: View, part: QRect) -> NDArray[np.int32]:
        margin = (MARGIN + 1) * view.scale + 2 * view.ratio
        return picture.geometry.cards.touching(*view.scene(part, margin))

    def _paint_cards(
        self, target: QPixmap, view: View, part: QRect, cards: NDArray[np.int32], *, is_lit: bool
    ) -> Iterator[None]:
        picture = self._picture
        if picture is None or not len(cards):
            return
        if level_at(view.zoom) is Level.DOT:
            yield from self._paint_dots(target, view, part, cards, is_lit=is_lit)
            return
        self._sprites.set_scale(view.scale, view.ratio)
        for start in range(0, len(cards), _CARDS_A_STEP):
            chunk = cards[start : start + _CARDS_A_STEP]
            with painting(target, part) as painter:
                self._blit(painter, view, picture, chunk, None if is_lit else Emphasis.NORMAL)
            yield

    def _blit(
        self,
        painter: QPainter,
        view: View,
        picture: Picture,
        cards: NDArray[np.integer],
        emphasis: Emphasis | None,
    ) -> None:
        level, margin = level_at(view.zoom), self._sprites.margin
        boxes = picture.geometry.boxes[cards]
        corners = device_boxes(view, boxes)[:, :2].astype(int) - margin
        sizes = boxes[:, 2:].tolist()
        for i, (x, y), (width, height) in zip(cards.tolist(), corners.tolist(), sizes, strict=True):
            tone = Emphasis(int(picture.emphasis[i])) if emphasis is None else emphasis
            card = picture.card(i, tone)
            painter.drawPixmap(x, y, self._sprites.sprite(card, width, height, level))

    def _paint_dots(
        self, target: QPixmap, view: View, part: QRect, cards: NDArray[np.int32], *, is_lit: bool
    ) -> Iterator[None]:
        picture = self._picture
        if picture is None:
            return
        with painting(target, part) as painter:
            if is_lit:
                self._paint_rims(painter, view, picture, cards)
            glow = QColor(self._colours.failed)
            glow.setAlphaF(0.35)
            failed = cards[picture.statuses[cards] == _FAILED]
            paint_rims(painter, view, picture, failed, glow, 3.5)
            paint_dots(painter, view, picture, cards, self._colours)
        yield

    def _paint_rims(
        self, painter: QPainter, view: View, picture: Picture, cards: NDArray[np.int32]
    ) -> None:
        emphasis = picture.emphasis[cards]
        for tone in _TONES:
            colour = self._colours.tones[tone]
            paint_rims(painter, view, picture, cards[emphasis == tone], colour)
        chosen, accent = cards[emphasis == Emphasis.SELECTED], self._colours.accent
        glow = QColor(accent)
        glow.setAlphaF(0.35)
        paint_rims(painter, view, picture, chosen, glow, 7.0)
        paint_rims(painter, view, picture, chosen, accent, 4.0)
        paint_rims(painter, view, picture, chosen, self._colours.body, 1.5)

    def _entered(
        self, picture: Picture, cards: NDArray[np.int32], tone: Emphasis
    ) -> NDArray[np.int32]:
        """Return those cards that a lit wire comes into."""
        lit = picture.emphasis[cards]
        of_tone = (lit == tone) | (lit == Emphasis.SELECTED)
        entered = cards[of_tone & picture.geometry.has_entry[cards]]
        if tone is Emphasis.DOWNSTREAM:
            return entered[picture.emphasis[entered] == tone]
        return entered


def _is_loud(picture: Picture, cards: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return which cards are never dimmed: a failure must not be overlooked."""
    statuses = picture.statuses[cards]
    return (statuses == _FAILED) | (statuses == _RUNNING)


def _tones(picture: Picture) -> NDArray[np.int8]:
    """Return for each piece of wire how it is lit."""
    geometry = picture.geometry
    tones = np.zeros(len(geometry.pieces), np.int8)
    for tone in _TONES:
        tones[geometry.pieces_of(np.flatnonzero(picture.wire_emphasis == tone))] = tone
    return tones
