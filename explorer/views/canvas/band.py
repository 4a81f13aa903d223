"""Marking with the mouse: a band drawn around cards, and clicks that add to what is marked."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

_MODIFIERS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class Band(QObject):
    """Watches a widget for the left button with Shift or Ctrl, and keeps that to itself.

    Make it after what else watches the widget: the last one is asked first.
    """

    drawn = Signal(QRectF, bool)
    """Emitted with what the band holds, in the widget's pixels, and whether Ctrl was held."""
    clicked = Signal(QPointF)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._frame = _Frame(widget)
        self._start: QPointF | None = None
        self._is_drawn = False
        widget.installEventFilter(self)

    def _press(self, event: QMouseEvent) -> bool:
        is_left = event.button() is Qt.MouseButton.LeftButton
        if not is_left or not event.modifiers() & _MODIFIERS:
            return False
        self._start = event.position()
        self._is_drawn = False
        return True

    def _move(self, event: QMouseEvent) -> bool:
        if self._start is None:
            return False
        way = event.position() - self._start
        self._is_drawn |= way.manhattanLength() >= QApplication.startDragDistance()
        if self._is_drawn:
            self._frame.show_band(_between(self._start, event.position()))
        return True

    def _release(self, event: QMouseEvent) -> bool:
        start, self._start = self._start, None
        if start is None:
            return False
        self._frame.hide()
        if self._is_drawn:
            is_added = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.drawn.emit(_between(start, event.position()), is_added)
        else:
            self.clicked.emit(start)
        return True

    def _cancel(self, event: QKeyEvent) -> bool:
        """Let Esc give up a band, before the window takes it for something else."""
        if self._start is None or event.key() != Qt.Key.Key_Escape:
            return False
        self._start = None
        self._frame.hide()
        event.accept()
        return True

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QKeyEvent):
            return kind is QEvent.Type.ShortcutOverride and self._cancel(event)
        if not isinstance(event, QMouseEvent):
            return False
        match kind:
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonDblClick:
                return self._press(event)
            case QEvent.Type.MouseMove:
                return self._move(event)
            case QEvent.Type.MouseButtonRelease:
                return self._release(event)
            case _:
                return False


class _Frame(QWidget):
    """The band itself, over the widget."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_band(self, band: QRectF) -> None:
        self.setGeometry(band.toAlignedRect())
        self.show()

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        line = QGuiApplication.palette().accent().color()
        ground = QColor(line)
        ground.setAlphaF(0.12)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), ground)
            painter.setPen(line)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


def _between(one: QPointF, other: QPointF) -> QRectF:
    return QRectF(one, other).normalized()
