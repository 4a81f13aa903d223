"""Paints cards at any level of detail, step by step."""

from collections.abc import Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QPainter

from core.picture import Emphasis, Picture
from explorer.views.canvas.camera import View
from explorer.views.canvas.coats import device_boxes, paint_dots, paint_rims
from explorer.views.canvas.colours import Colours
from explorer.views.canvas.level import Level, level_at
from explorer.views.canvas.sheet import Sheet
from explorer.views.canvas.sprites import Sprites, bare

_CARDS_A_STEP, _DOTS_A_STEP = 16, 8000
_NEW_IN_HASTE = 5
"""Cards of those that are painted for the first time where there is no time."""


class Deck:
    """Cards in some colours: as kept pictures, or from far off as small boxes."""

    def __init__(self, colours: Colours) -> None:
        self._colours = colours
        self._sprites = Sprites(colours)

    def set_colours(self, colours: Colours) -> None:
        """Paint in other colours."""
        self._colours = colours
        self._sprites.set_colours(colours)

    def paint_one(
        self, painter: QPainter, view: View, picture: Picture, card: int, emphasis: Emphasis
    ) -> None:
        """Paint one card in device pixels."""
        self._sprites.set_scale(view.scale, view.ratio)
        self._blit(view, picture, np.array([card], np.int32), emphasis, 1, painter, view.rect)

    def paint(
        self, sheet: Sheet, picture: Picture, cards: NDArray[np.int32], *, is_lit: bool
    ) -> Iterator[None]:
        """Paint some cards, each as it stands to the selection if they are lit."""
        if not len(cards):
            return
        if sheet.level is Level.DOT:
            for start in range(0, len(cards), _DOTS_A_STEP):
                some = cards[start : start + _DOTS_A_STEP]
                sheet.draw(partial(self._paint_dots, sheet.view, picture, some, is_lit))
                yield
            return
        self._sprites.set_scale(sheet.view.scale, sheet.view.ratio)
        emphasis = None if is_lit else Emphasis.NORMAL
        most_new = _NEW_IN_HASTE if sheet.is_hasty else _CARDS_A_STEP
        for start in range(0, len(cards), _CARDS_A_STEP):
            chunk = cards[start : start + _CARDS_A_STEP]
            sheet.fill(partial(self._blit, sheet.view, picture, chunk, emphasis, most_new))
            yield

    def cover(self, sheet: Sheet, picture: Picture, cards: NDArray[np.integer]) -> None:
        """Paint changed cards over what they were, without the soft edges around them."""
        view = sheet.view
        self._sprites.set_scale(view.scale, view.ratio)
        margin = self._sprites.margin
        placed = device_boxes(view, picture.geometry.boxes[cards]).astype(int)
        seen = (placed[:, :2] < (view.width, view.height)).all(axis=1)
        seen &= (placed[:, :2] + placed[:, 2:] > 0).all(axis=1)
        cards, boxes = cards[seen], placed[seen].tolist()
        sizes = picture.geometry.boxes[cards, 2:].tolist()

        def paint(painter: QPainter) -> None:
            for card, (x, y, *_), (width, height) in zip(cards.tolist(), boxes, sizes, strict=True):
                face = picture.card(card)
                sprite = self._sprites.sprite(face, width, height, sheet.level)
                inside = sprite.rect().adjusted(margin, margin, -margin, -margin)
                painter.drawPixmap(QPoint(x, y), sprite, inside)

        sheet.draw(paint)

    def prepare(self, view: View, picture: Picture, cards: NDArray[np.int32]) -> Iterator[None]:
        """Paint the pictures of cards that may soon be seen, one a step."""
        level = level_at(view.zoom)
        if level is Level.DOT:
            return
        self._sprites.set_scale(view.scale, view.ratio)
        for card in cards.tolist():
            if self._sprites.is_full:
                return
            width, height = picture.geometry.boxes[card, 2:].tolist()
            self._sprites.sprite(picture.card(card), width, height, level)
            yield

    def _blit(
        self,
        view: View,
        picture: Picture,
        cards: NDArray[np.int32],
        emphasis: Emphasis | None,
        most_new: int,
        painter: QPainter,
        part: QRect,
    ) -> None:
        """Copy the pictures of cards that touch a part; given no emphasis each has its own.

        Where more than `most_new` are not there yet, the others stay without text for now.
        """
        level, margin = level_at(view.zoom), self._sprites.margin
        boxes = device_boxes(view, picture.geometry.boxes[cards]).astype(int)
        boxes += (-margin, -margin, 2 * margin, 2 * margin)
        seen = (boxes[:, 0] <= part.right()) & (boxes[:, 0] + boxes[:, 2] >= part.left())
        seen &= (boxes[:, 1] <= part.bottom()) & (boxes[:, 1] + boxes[:, 3] >= part.top())
        sizes = picture.geometry.boxes[cards[seen], 2:].tolist()
        for i, (x, y, _, _), (width, height) in zip(
            cards[seen].tolist(), boxes[seen].tolist(), sizes, strict=True
        ):
            tone = Emphasis(int(picture.emphasis[i])) if emphasis is None else emphasis
            card = picture.card(i, tone)
            if not self._sprites.has(card, width, height, level):
                card = card if most_new > 0 else bare(card)
                most_new -= 1
            painter.drawPixmap(x, y, self._sprites.sprite(card, width, height, level))

    def _paint_dots(
        self,
        view: View,
        picture: Picture,
        cards: NDArray[np.int32],
        is_lit: bool,
        painter: QPainter,
    ) -> None:
        if is_lit:
            self._paint_rims(painter, view, picture, cards)
        paint_dots(painter, view, picture, cards, self._colours)

    def _paint_rims(
        self, painter: QPainter, view: View, picture: Picture, cards: NDArray[np.int32]
    ) -> None:
        emphasis = picture.emphasis[cards]
        for tone in (Emphasis.DOWNSTREAM, Emphasis.UPSTREAM, Emphasis.SLOWEST, Emphasis.MARKED):
            colour = self._colours.tones[tone]
            paint_rims(painter, view, picture, cards[emphasis == tone], colour)
        chosen, accent = cards[emphasis == Emphasis.SELECTED], self._colours.accent
        glow = QColor(accent)
        glow.setAlphaF(0.35)
        paint_rims(painter, view, picture, chosen, glow, 7.0)
        paint_rims(painter, view, picture, chosen, accent, 4.0)
        paint_rims(painter, view, picture, chosen, self._colours.body, 1.5)
