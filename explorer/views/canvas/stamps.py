"""Small pictures that many cards share, each painted once a scale."""

import math
from collections.abc import Callable, Hashable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap


class Stamps:
    """Pictures at one scale: device pixels per scene pixel."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, QPixmap] = {}
        self.scale = 1.0

    def clear(self) -> None:
        """Drop all pictures."""
        self._kept.clear()

    def put(
        self,
        painter: QPainter,
        key: Hashable,
        place: QRectF,
        paint: Callable[[QPainter, QRectF], None],
    ) -> None:
        """Copy a picture to a place in scene pixels, painting it if it is not there yet."""
        stamp = self._kept.get(key)
        if stamp is None:
            width, height = (math.ceil(side * self.scale) + 1 for side in place.size().toTuple())
            stamp = self._kept[key] = QPixmap(width, height)
            stamp.fill(Qt.GlobalColor.transparent)
            with QPainter(stamp) as brush:
                brush.setRenderHint(QPainter.RenderHint.Antialiasing)
                brush.scale(self.scale, self.scale)
                paint(brush, QRectF(0, 0, place.width(), place.height()))
        painter.setWorldMatrixEnabled(False)
        painter.drawPixmap(round(place.x() * self.scale), round(place.y() * self.scale), stamp)
        painter.setWorldMatrixEnabled(True)

    def stretch(
        self,
        painter: QPainter,
        key: Hashable,
        rect: QRectF,
        margin: float,
        paint: Callable[[QPainter, QRectF], None],
    ) -> None:
        """Copy a picture that may be as wide as one likes to a rectangle in scene pixels.

        It is kept as two ends and a column between them, so that cards of all widths share it.
        `margin` is the room it takes around the rectangle; a key stands for one height.
        """
        edge = math.ceil(margin * self.scale)
        left, top = round(rect.x() * self.scale), round(rect.y() * self.scale)
        wide, high = round(rect.width() * self.scale), round(rect.height() * self.scale)
        end = edge + min(high // 2 + edge + 2, (wide - 1) // 2)
        key = (key, high, end)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = QPixmap(2 * end + 1, high + 2 * edge)
            kept.fill(Qt.GlobalColor.transparent)
            whole = QRectF(edge, edge, kept.width() - 2 * edge, high)
            with QPainter(kept) as brush:
                brush.setRenderHint(QPainter.RenderHint.Antialiasing)
                brush.scale(self.scale, self.scale)
                paint(brush, QRectF(whole.topLeft() / self.scale, whole.size() / self.scale))
        left, top, tall = left - edge, top - edge, kept.height()
        between = wide + 2 * edge - 2 * end
        painter.setWorldMatrixEnabled(False)
        painter.drawPixmap(left, top, kept, 0, 0, end, tall)
        painter.drawPixmap(left + end, top, between, tall, kept, end, 0, 1, tall)
        painter.drawPixmap(left + end + between, top, kept, end + 1, 0, end, tall)
        painter.setWorldMatrixEnabled(True)
