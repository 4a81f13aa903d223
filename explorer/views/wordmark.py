"""The mark of the program: three cards and the wires between them."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

_SIDE = 48
_CARDS = ((4.0, 7.0), (4.0, 31.0), (29.0, 19.0))
_WIDTH, _HEIGHT, _ROUND = 15.0, 10.0, 3.5
_WIRE = 2.2


class Mark(QWidget):
    """Drawn in the accent of the palette, so that it follows the theme."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(_SIDE, _SIDE))

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = QGuiApplication.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.color(QPalette.ColorRole.Mid), _WIRE))
        end = QPointF(_CARDS[2][0], _CARDS[2][1] + _HEIGHT / 2)
        for left, top in _CARDS[:2]:
            start = QPointF(left + _WIDTH, top + _HEIGHT / 2)
            middle = (start.x() + end.x()) / 2
            wire = QPainterPath(start)
            wire.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end)
            painter.drawPath(wire)
        painter.setPen(Qt.PenStyle.NoPen)
        accent = colours.color(QPalette.ColorRole.Accent)
        for place, (left, top) in enumerate(_CARDS):
            painter.setOpacity(1.0 if place == len(_CARDS) - 1 else 0.55)
            painter.setBrush(accent)
            painter.drawRoundedRect(QRectF(left, top, _WIDTH, _HEIGHT), _ROUND, _ROUND)
        painter.end()
