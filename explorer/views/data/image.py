"""A figure or picture, fitted to its panel or at its own size."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

_MARGIN = 12


class ImageView(QWidget):
    """Shows a picture; a double click changes between fitted and natural size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self._is_fitted = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(40, 40))
        self.setAccessibleName("Picture")
        self.setToolTip("Double-click: natural size or fitted")

    def show_png(self, png: bytes) -> bool:
        """Show a picture; tells whether it could be read."""
        self._picture = QPixmap()
        is_read = self._picture.loadFromData(png, "PNG")
        self.update()
        return is_read

    # Qt overrides

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._is_fitted = not self._is_fitted
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        size = self._picture.size()
        if self._is_fitted and (size.width() > room.width() or size.height() > room.height()):
            size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        where = QRectF(0, 0, size.width(), size.height())
        where.moveCenter(QRectF(room).center())
        # figures are drawn for paper
        painter.fillRect(where, QColor("white"))
        painter.drawPixmap(where, self._picture, QRectF(self._picture.rect()))
        painter.end()
