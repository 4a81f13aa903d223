"""The plain way to draw a dataflow with Qt: an item for each node and each wire."""

import time
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from core.layout import Layout
from tests.benchmarks.dataflows import Dataflow


class _Card(QGraphicsItem):
    def __init__(self, title: str, subtitle: str, width: float, height: float) -> None:
        super().__init__()
        self._texts = (title, subtitle)
        self._rect = QRectF(0, 0, width, height)

    def boundingRect(self) -> QRectF:  # noqa: N802  as Qt names it
        return self._rect.adjusted(-1, -1, 1, 1)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setPen(QPen(QColor("#d9dde6")))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRoundedRect(self._rect, 8, 8)
        if option.levelOfDetailFromTransform(painter.worldTransform()) > 0.4:
            painter.setPen(QColor("#1b2130"))
            painter.setFont(QFont("Inter", 10))
            painter.drawText(QPointF(12, 20), self._texts[0])
            painter.drawText(QPointF(12, 38), self._texts[1])


class PlainScene:
    """A shown QGraphicsView of 1600 by 1000 pixels."""

    def __init__(self, flow: Dataflow, places: Layout) -> None:
        started = time.thread_time()
        self._places = places
        self._scene = QGraphicsScene()
        for i, (left, top, width, height) in enumerate(places.boxes.tolist()):
            card = _Card(flow.names[i], flow.types[i], width, height)
            card.setPos(left, top)
            self._scene.addItem(card)
        pen = QPen(QColor("#a9b2c3"), 1.5)
        for start, end in zip(
            places.offsets[:-1].tolist(), places.offsets[1:].tolist(), strict=True
        ):
            wire = QGraphicsPathItem(_path(places.points[start:end].tolist()))
            wire.setPen(pen)
            wire.setZValue(-1)
            self._scene.addItem(wire)
        self._view = QGraphicsView(self._scene)
        self._view.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._view.resize(1600, 1000)
        self._view.show()
        self._view.fitInView(self._scene.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
        QApplication.processEvents()
        self.drawn = (time.thread_time() - started) * 1000
        """Milliseconds until the first drawing."""

    def pan(self, step: int) -> None:
        """Paint a frame of a pan."""
        bar = self._view.horizontalScrollBar()
        bar.setValue(bar.value() + step)
        self._paint()

    def zoom(self, factor: float) -> None:
        """Paint a frame of a zoom."""
        self._view.scale(factor, factor)
        self._paint()

    def read(self) -> None:
        """Look at the middle at natural size."""
        self._view.resetTransform()
        self._view.centerOn(*self._places.boxes[len(self._places.ids) // 2, :2].tolist())
        QApplication.processEvents()

    def hit(self, x: int, y: int) -> QGraphicsItem | None:
        """Return what is at a place of the window."""
        return self._view.itemAt(x, y)

    def _paint(self) -> None:
        self._view.viewport().update()
        QApplication.processEvents()


def _path(points: list[list[float]]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = (x0 + x1) / 2
        path.cubicTo(middle, y0, middle, y1, x1, y1)
    return path
