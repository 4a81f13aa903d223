"""A small panel that floats in a corner of another widget."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from explorer.theme import LIGHT, Theme

_MARGIN = 12
_RADIUS = 8.0
_OPACITY = 0.94


class CornerPane(QWidget):
    """Keeps to a corner at the bottom of its parent.

    It is painted into a picture, and that again only when asked for: what lies below may change
    at each frame, and then the picture is copied.
    """

    settled = Signal()
    """Its parent has another size."""

    def __init__(self, corner: Qt.Corner, parent: QWidget) -> None:
        super().__init__(parent)
        self._corner = corner
        self._ground = parent
        self._drawn = QPixmap()
        self.theme = LIGHT
        self.setCursor(Qt.CursorShape.ArrowCursor)
        parent.installEventFilter(self)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.theme = theme
        self.refresh()

    def room(self) -> QSize:
        """Return the size that the panel may have at most."""
        return self._ground.size() - QSize(2 * _MARGIN, 2 * _MARGIN)

    def refresh(self) -> None:
        """Take the size that is needed now, and paint everything anew."""
        self.resize(self.pane_size())
        self._settle()
        self._drawn = QPixmap()
        self.update()

    def pane_size(self) -> QSize:
        """Return the size that the panel should have."""
        raise NotImplementedError

    def paint_pane(self, painter: QPainter) -> None:
        """Paint what is on the panel."""
        raise NotImplementedError

    def paint_over(self, painter: QPainter) -> None:
        """Paint what changes at each frame."""

    def _settle(self) -> None:
        room = self._ground.size() - self.size()
        is_left = self._corner is Qt.Corner.BottomLeftCorner
        self.move(QPoint(_MARGIN if is_left else room.width() - _MARGIN, room.height() - _MARGIN))

    def _draw(self, ratio: float) -> QPixmap:
        drawn = QPixmap(self.size() * ratio)
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        ground = QColor(self.theme.surface_raised)
        ground.setAlphaF(_OPACITY)
        with QPainter(drawn) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self.theme.border_strong), 1.0))
            painter.setBrush(ground)
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS
            )
            self.paint_pane(painter)
        return drawn

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            if self.pane_size() == self.size():
                self._settle()
            else:
                self.refresh()
            self.settled.emit()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            ratio = painter.deviceTransform().m11()
            if self._drawn.isNull() or self._drawn.devicePixelRatio() != ratio:
                self._drawn = self._draw(ratio)
            painter.drawPixmap(0, 0, self._drawn)
            self.paint_over(painter)
