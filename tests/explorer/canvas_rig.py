"""A real canvas with a picture in it, and hands to use it with."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.layout import Layout
from core.model.graph import Graph, NodeId
from core.model.run import NodeRun
from core.picture import Picture, compose
from explorer.views.canvas import Canvas
from tests.core.picture_rig import diamond, layout


class Rig:
    """A canvas of 900 by 600 pixels that shows a dataflow, settled."""

    def __init__(
        self,
        qtbot: QtBot,
        graph: Graph | None = None,
        places: Layout | None = None,
        results: Mapping[NodeId, NodeRun] | None = None,
    ) -> None:
        self.graph = graph if graph is not None else diamond()
        self.places = places if places is not None else layout(self.graph)
        self.picture = compose(self.graph, self.places, results or {})
        self.canvas = Canvas()
        qtbot.addWidget(self.canvas)
        self.canvas.resize(900, 600)
        self.canvas.show()
        qtbot.waitExposed(self.canvas)
        self.show(self.picture)

    def show(self, picture: Picture) -> None:
        """Show a picture and wait until all is painted."""
        self.picture = picture
        self.canvas.show_picture(picture)
        self.settle()

    def select(self, node: str | None) -> None:
        """Show the same picture with another node selected."""
        chosen = None if node is None else NodeId(node)
        self.show(
            compose(
                self.graph,
                self.places,
                self.picture.results,
                selected=chosen,
                previous=self.picture,
            )
        )

    def settle(self) -> None:
        """End all that is under way."""
        self.canvas.settle()
        QApplication.processEvents()

    def place(self, node: str) -> QPoint:
        """Return the middle of a card."""
        return self.canvas.position_of(NodeId(node))

    def click(self, place: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        """Press and release a button."""
        QTest.mouseClick(self.canvas, button, Qt.KeyboardModifier.NoModifier, place)

    def hover(self, place: QPoint) -> None:
        """Move the mouse without a button."""
        self._mouse(QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton)

    def drag(
        self, start: QPoint, end: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton
    ) -> None:
        """Press, move in steps, release."""
        self._mouse(QEvent.Type.MouseButtonPress, start, button, button)
        for step in range(1, 6):
            place = start + (end - start) * step / 5
            self._mouse(QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton, button)
        self._mouse(QEvent.Type.MouseButtonRelease, end, button, Qt.MouseButton.NoButton)

    def wheel(
        self,
        place: QPoint,
        notches: float = 0.0,
        pixels: int = 0,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Turn the wheel by notches, or move two fingers by pixels."""
        event = QWheelEvent(
            QPointF(place),
            QPointF(self.canvas.mapToGlobal(place)),
            QPoint(0, pixels),
            QPoint(0, round(120 * notches) or pixels),
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.canvas, event)

    def key(self, key: Qt.Key) -> None:
        """Press and release a key."""
        QTest.keyClick(self.canvas, key)

    def image(self, ratio: float = 1.0) -> QImage:
        """Return what is to be seen, at some number of device pixels a logical one."""
        self.settle()
        image = QImage(self.canvas.size() * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        self.canvas.render(image)
        return image

    def has_colour(self, image: QImage, around: QPoint, wanted: str, reach: int = 6) -> bool:
        """Whether a pixel near a place has about some colour."""
        colour = QColor(wanted)
        return any(
            _is_near(image.pixelColor(around.x() + dx, around.y() + dy), colour)
            for dx in range(-reach, reach + 1)
            for dy in range(-reach, reach + 1)
        )

    def _mouse(
        self, kind: QEvent.Type, place: QPoint, button: Qt.MouseButton, held: Qt.MouseButton
    ) -> None:
        event = QMouseEvent(
            kind,
            QPointF(place),
            QPointF(self.canvas.mapToGlobal(place)),
            button,
            held,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(self.canvas, event)


def _is_near(one: QColor, other: QColor) -> bool:
    gaps = (one.red() - other.red(), one.green() - other.green(), one.blue() - other.blue())
    return all(abs(gap) <= 12 for gap in gaps)
