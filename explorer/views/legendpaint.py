"""Paints the lines of a legend."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from core.picture.colouring import Entry
from explorer.theme import Theme
from explorer.views.style import figures_font, ui_font

HEAD, ROW = 28, 22
"""Heights of lines in logical pixels."""
EDGE, GAP = 10, 8
SIGN = 9
_SWATCH = 11
_DIMMED = 0.4
_SLACK = 3
"""Letters may take a little more than they say."""
_POINTED = 28
"""Of 255: how much of the text's colour is laid over a line."""
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, eq=False)
class LegendBrush:
    """A painter with the colours of a theme; `swatches` are those of the tints."""

    painter: QPainter
    theme: Theme
    swatches: tuple[QColor, ...]

    def head(self, line: QRect, title: str, sign: QRect, *, is_folded: bool) -> None:
        """Paint by what cards are coloured, with signs that it can be changed and folded."""
        self.painter.setFont(_head_font())
        self.painter.setPen(QColor(self.theme.text))
        box = line.adjusted(EDGE, 0, -EDGE, 0)
        self.painter.drawText(box, int(_MIDDLE), title)
        width = QFontMetrics(_head_font()).horizontalAdvance(title)
        self._chevron(QPointF(box.left() + width + GAP, line.center().y() + 1), down=True)
        middle = QRectF(sign).center()
        for drop in (-2.5, 2.5):
            self._chevron(QPointF(middle.x(), middle.y() + drop), down=not is_folded)

    def entry(self, line: QRect, entry: Entry, *, is_dimmed: bool) -> None:
        """Paint a class: its colour, its title, how many nodes it has."""
        painter, theme = self.painter, self.theme
        painter.setOpacity(_DIMMED if is_dimmed else 1.0)
        painter.setPen(QPen(QColor(theme.border_strong), 1.0))
        painter.setBrush(self.swatches[entry.tint])
        top = line.top() + (line.height() - _SWATCH) / 2
        painter.drawRoundedRect(QRectF(line.left() + EDGE, top, _SWATCH, _SWATCH), 3, 3)
        box = line.adjusted(EDGE + _SWATCH + GAP, 0, -EDGE, 0)
        painter.setFont(figures_font())
        painter.setPen(QColor(theme.text_muted))
        count = f"{entry.count:,}"
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | _MIDDLE), count)
        box.setRight(box.right() - painter.fontMetrics().horizontalAdvance(count) - GAP)
        painter.setPen(QColor(theme.text))
        mode = Qt.TextElideMode.ElideMiddle
        said = painter.fontMetrics().elidedText(entry.title, mode, box.width())
        painter.drawText(box, int(_MIDDLE), said)
        painter.setOpacity(1.0)

    def foot(self, line: QRect, said: str, *, is_link: bool) -> None:
        """Paint what can be done with the classes that are lit, or what is to be added."""
        self.painter.setPen(QColor(self.theme.accent if is_link else self.theme.text_faint))
        self.painter.setFont(ui_font(12))
        self.painter.drawText(line.adjusted(EDGE, 0, -EDGE, 0), int(_MIDDLE), said)

    def pointed(self, line: QRect) -> None:
        """Mark the line under the cursor."""
        shade = QColor(self.theme.text)
        shade.setAlpha(_POINTED)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(shade)
        self.painter.drawRoundedRect(QRectF(line).adjusted(4, 1, -4, -1), 4, 4)

    def frame(self, rect: QRect) -> None:
        """Tell that keys go here."""
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(QColor(self.theme.accent), 1.5))
        self.painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 7, 7)

    def _chevron(self, middle: QPointF, *, down: bool) -> None:
        pen = QPen(QColor(self.theme.text_muted), 1.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.painter.setPen(pen)
        drop = 1.5 if down else -1.5
        self.painter.drawPolyline(
            [
                middle + QPointF(-3.0, -drop),
                middle + QPointF(0.0, drop),
                middle + QPointF(3.0, -drop),
            ]
        )


def head_width(title: str) -> int:
    """Return how wide the head is, in logical pixels."""
    return QFontMetrics(_head_font()).horizontalAdvance(title) + 2 * SIGN + 3 * GAP


def width_of(entry: Entry) -> int:
    """Return how wide the line of a class would like to be."""
    metrics = QFontMetrics(figures_font())
    said = metrics.horizontalAdvance(entry.title) + metrics.horizontalAdvance(f"{entry.count:,}")
    return said + _SWATCH + 2 * GAP + _SLACK


def _head_font() -> QFont:
    return ui_font(12, QFont.Weight.DemiBold)
