"""Painted cards, kept as pictures: a card is painted once and copied in some microseconds."""

from collections import OrderedDict
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from core.picture import Card
from explorer.views.canvas.body import MARGIN
from explorer.views.canvas.colours import Colours
from explorer.views.canvas.faces import paint_card, paint_title
from explorer.views.canvas.icons import make_icons
from explorer.views.canvas.ink import Ink, make_fonts
from explorer.views.canvas.level import Level
from explorer.views.canvas.stamps import Stamps

_BUDGET = 24 << 20
"""Bytes of pictures kept."""


class _Key(NamedTuple):
    card: Card
    width: int
    height: int
    level: Level


class Sprites:
    """Pictures of cards at one scale. Those not used for longest are dropped."""

    def __init__(self, colours: Colours) -> None:
        self._colours = colours
        self._icons = make_icons()
        self._fonts = make_fonts(1.0)
        self._stamps = Stamps()
        self._scale = 0.0
        self._hair = 1.0
        self._bytes = 0
        self._kept: OrderedDict[_Key, QPixmap] = OrderedDict()

    @property
    def margin(self) -> int:
        """Device pixels between the edge of a picture and its card."""
        return round(MARGIN * self._scale)

    def ink(self, painter: QPainter) -> Ink:
        """Return what to paint a card with, given a painter in scene pixels."""
        return Ink(
            painter,
            self._colours,
            self._icons,
            self._fonts,
            self._stamps,
            self._scale,
            self._hair,
        )

    def set_scale(self, scale: float, ratio: float) -> None:
        """Take the scale of pictures: device pixels per scene and per logical pixel."""
        if scale == self._scale:
            return
        self.clear()
        self._scale = self._stamps.scale = scale
        self._hair = max(1, round(max(ratio, scale))) / scale
        self._fonts = make_fonts(ratio / scale)

    def set_colours(self, colours: Colours) -> None:
        """Take other colours; all pictures are made anew."""
        self._colours = colours
        self.clear()

    def clear(self) -> None:
        """Drop all pictures."""
        self._kept.clear()
        self._stamps.clear()
        self._bytes = 0

    @property
    def is_full(self) -> bool:
        """Whether a few more pictures would make others drop out."""
        return self._bytes > _BUDGET * 0.8

    def has(self, card: Card, width: float, height: float, level: Level) -> bool:
        """Whether the picture of a card is kept."""
        return self._key(card, width, height, level) in self._kept

    def sprite(self, card: Card, width: float, height: float, level: Level) -> QPixmap:
        """Return the picture of a card; `width` and `height` are in scene pixels."""
        key = self._key(card, width, height, level)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = self._painted(key)
            self._bytes += _size(kept)
            while self._bytes > _BUDGET and len(self._kept) > 1:
                self._bytes -= _size(self._kept.popitem(last=False)[1])
        else:
            self._kept.move_to_end(key)
        return kept

    def _key(self, card: Card, width: float, height: float, level: Level) -> _Key:
        return _Key(card, round(width * self._scale), round(height * self._scale), level)

    def _painted(self, key: _Key) -> QPixmap:
        margin = self.margin
        picture = QPixmap(key.width + 2 * margin, key.height + 2 * margin)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(self._scale, self._scale)
            box = QRectF(margin, margin, key.width, key.height)
            rect = QRectF(box.topLeft() / self._scale, box.size() / self._scale)
            paint = paint_card if key.level is Level.WHOLE else paint_title
            paint(self.ink(painter), key.card, rect)
        return picture


def bare(card: Card) -> Card:
    """Return a card without its texts: many look alike, and each is painted quickly."""
    return replace(card, title="", subtitle="", note="", tag_count=0)


def _size(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4
