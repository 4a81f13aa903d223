"""What cards are painted with: a painter in scene pixels, colours, drawings and fonts."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from explorer.views.canvas.colours import Colours
from explorer.views.canvas.icons import Icons
from explorer.views.canvas.stamps import Stamps

_ICON_GRID = 16.0
_LEAST_TITLE, _LEAST_TEXT = 9.4, 8.2
"""Logical pixels."""


@dataclass(frozen=True, eq=False)
class Fonts:
    """Fonts in scene pixels, unhinted so that text keeps its width at every zoom."""

    title: QFont
    text: QFont
    tiny: QFont


def make_fonts(hair: float) -> Fonts:
    """Return the fonts of cards: Inter where the application loaded it, else the system's.

    `hair` is one logical pixel in scene pixels: text never gets too small to be read.
    """
    return Fonts(
        title=font(max(13, round(_LEAST_TITLE * hair)), QFont.Weight.DemiBold),
        text=font(max(11, round(_LEAST_TEXT * hair)), QFont.Weight.Normal),
        tiny=font(max(10, round(_LEAST_TEXT * hair)), QFont.Weight.DemiBold),
    )


def font(pixels: int, weight: QFont.Weight) -> QFont:
    """Return the interface's font in some size."""
    made = QFont()
    made.setFamilies(["Inter", *made.families()])
    made.setPixelSize(max(pixels, 1))
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@dataclass(frozen=True, eq=False)
class Ink:
    """A painter that is scaled to scene pixels.

    `scale` is device pixels per scene pixel; `hair` is one logical pixel, or more when zoomed
    in, as whole device pixels.
    """

    painter: QPainter
    colours: Colours
    icons: Icons
    fonts: Fonts
    stamps: Stamps
    scale: float
    hair: float

    def pen(self, colour: QColor, width: float = 1.0, dash: tuple[float, ...] = ()) -> QPen:
        """Return a pen some hairs wide; `dash` is in pen widths."""
        pen = QPen(colour, width * self.hair)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if dash:
            pen.setDashPattern(dash)
        return pen

    def snapped(self, value: float) -> float:
        """Return a coordinate moved to the nearest edge of a device pixel."""
        return round(value * self.scale) / self.scale

    def fill(self, path: QPainterPath, colour: QColor) -> None:
        """Fill a path without a border."""
        self.painter.fillPath(path, colour)

    def stamp(self, key: Hashable, place: QRectF, paint: Callable[["Ink", QRectF], None]) -> None:
        """Paint something that many cards share: a `key` stands for one look of one size."""

        def painted(painter: QPainter, rect: QRectF) -> None:
            paint(replace(self, painter=painter), rect)

        self.stamps.put(self.painter, key, place, painted)

    def stretch(
        self,
        key: Hashable,
        rect: QRectF,
        margin: float,
        paint: Callable[["Ink", QRectF], None],
    ) -> None:
        """Paint something that cards of all widths share, around a rectangle."""

        def painted(painter: QPainter, rect: QRectF) -> None:
            paint(replace(self, painter=painter), rect)

        self.stamps.stretch(self.painter, key, rect, margin, painted)

    def icon(self, path: QPainterPath, at: QRectF, colour: QColor, width: float = 1.5) -> None:
        """Stroke a drawing into a square; `width` is in the drawing's own 16ths."""
        pen = QPen(colour, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.painter.save()
        self.painter.translate(at.topLeft())
        self.painter.scale(at.width() / _ICON_GRID, at.height() / _ICON_GRID)
        self.painter.strokePath(path, pen)
        self.painter.restore()

    def text(self, said: str, face: QFont, colour: QColor, at: QPointF) -> None:
        """Write a text with its baseline starting at a point."""
        self.painter.setFont(face)
        self.painter.setPen(colour)
        self.painter.drawText(QPointF(at.x(), self.snapped(at.y())), said)


def elided(said: str, face: QFont, width: float, mode: Qt.TextElideMode) -> str:
    """Return a text shortened to a width in scene pixels, empty when nothing of it fits."""
    metrics = QFontMetricsF(face)
    if metrics.horizontalAdvance(said) <= width:
        return said
    short = metrics.elidedText(said, mode, max(width, 0.0))
    return "" if short == "…" else short


def width_of(said: str, face: QFont) -> float:
    """Return the width of a text in scene pixels."""
    return QFontMetricsF(face).horizontalAdvance(said)
