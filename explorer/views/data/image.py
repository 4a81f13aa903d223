"""A figure or picture, fitted to its panel or at a zoom of one's own."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

_MARGIN = 12
_SMALLEST, _LARGEST = 0.05, 16.0
_NOTCH = 1.2
"""Zoom of one notch of the wheel, which is 120 units."""


class ImageView(QWidget):
    """Shows a picture: the wheel zooms, dragging moves, a double click fits or shows it in full.

    At zoom 1 a pixel of the picture is a pixel of the screen.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self._zoom: float | None = None
        self._centre = QPointF()
        self._grip: QPointF | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(40, 40))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Picture")

    def show_png(self, png: bytes) -> bool:
        """Show a picture, fitted; tells whether it could be read."""
        self._picture = QPixmap()
        is_read = self._picture.loadFromData(png, "PNG")
        self.fit()
        return is_read

    @property
    def zoom(self) -> float:
        """How large a pixel of the picture is, in pixels of the screen."""
        return self._fitting_zoom() if self._zoom is None else self._zoom

    def fit(self) -> None:
        """Show the whole picture, never larger than it is."""
        self._zoom = None
        self._centre = QPointF(self._picture.width() / 2, self._picture.height() / 2)
        self.update()

    def set_zoom(self, zoom: float, around: QPointF | None = None) -> None:
        """Take a zoom; the place `around` (in the widget) stays where it is."""
        place = around or QPointF(self.rect().center())
        before = self._to_picture(place)
        self._zoom = min(max(zoom, _SMALLEST), _LARGEST)
        self._centre += before - self._to_picture(place)
        self.update()

    def _fitting_zoom(self) -> float:
        if self._picture.isNull():
            return 1.0
        ratio = self.devicePixelRatioF()
        across = (self.width() - 2 * _MARGIN) * ratio / self._picture.width()
        down = (self.height() - 2 * _MARGIN) * ratio / self._picture.height()
        return max(_SMALLEST, min(1.0, across, down))

    def _scale(self) -> float:
        return self.zoom / self.devicePixelRatioF()

    def _to_picture(self, place: QPointF) -> QPointF:
        return (place - QRectF(self.rect()).center()) / self._scale() + self._centre

    def _where(self) -> QRectF:
        scale = self._scale()
        corner = QRectF(self.rect()).center() - self._centre * scale
        return QRectF(
            corner.x(), corner.y(), self._picture.width() * scale, self._picture.height() * scale
        )

    # Qt overrides

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120
        self.set_zoom(self.zoom * _NOTCH**notches, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._zoom = self.zoom
            self._centre -= (event.position() - self._grip) / self._scale()
            self._grip = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._zoom is None and self._fitting_zoom() < 1.0:
            self.set_zoom(1.0, event.position())
        else:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.set_zoom(self.zoom * _NOTCH)
            case Qt.Key.Key_Minus:
                self.set_zoom(self.zoom / _NOTCH)
            case Qt.Key.Key_1:
                self.set_zoom(1.0)
            case Qt.Key.Key_0:
                self.fit()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.zoom < 2.0)
        where = self._where()
        # figures are drawn for paper
        painter.fillRect(where, QColor("white"))
        painter.drawPixmap(where, self._picture, QRectF(self._picture.rect()))
        painter.end()
