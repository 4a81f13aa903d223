"""What a person does with mouse, trackpad and keys, as intents."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from core.picture.walk import Step

_NOTCH = 120
"""Eighths of a degree in one notch of a wheel."""
_ZOOM_A_NOTCH = 1.25
_ZOOM_A_PIXEL = 1.004
_STEPS = {
    Qt.Key.Key_Left: Step.LEFT,
    Qt.Key.Key_Right: Step.RIGHT,
    Qt.Key.Key_Up: Step.UP,
    Qt.Key.Key_Down: Step.DOWN,
}
_DRAGGING = Qt.MouseButton.LeftButton | Qt.MouseButton.MiddleButton


class Hand(QObject):
    """Watches a widget. All places are in the widget's logical pixels."""

    dragged = Signal(float, float)
    """The scene was dragged by so much since the last time."""
    zoomed = Signal(float, QPointF, bool)
    """A factor, the place that stays, and whether the device moves smoothly by itself."""
    clicked = Signal(QPointF)
    activated = Signal(QPointF)
    pointed = Signal(object)
    """The place under the cursor, None when it left."""
    stepped = Signal(Step)
    entered = Signal()
    """Return was pressed."""
    went_home = Signal()
    """Home was pressed."""
    widened = Signal(int)
    """By so many steps more is to be seen around a node: the wheel with Alt."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._is_dragging = False
        self._pointed: QPointF | None = None
        self._turned = 0
        widget.installEventFilter(self)

    def point_again(self) -> None:
        """Tell once more where the cursor is: what is below it may have moved."""
        self.pointed.emit(self._pointed)

    def _point(self, place: QPointF | None) -> None:
        self._pointed = place
        self.pointed.emit(place)

    def _press(self, event: QMouseEvent) -> bool:
        if not event.button() & _DRAGGING:
            return False
        self._pressed = self._last = event.position()
        self._is_dragging = False
        if event.button() is Qt.MouseButton.MiddleButton:
            self._begin_drag()
        return True

    def _move(self, event: QMouseEvent) -> bool:
        place = event.position()
        if self._pressed is None:
            self._point(place)
            return False
        way = place - self._pressed
        if not self._is_dragging and way.manhattanLength() >= QApplication.startDragDistance():
            self._begin_drag()
        if self._is_dragging:
            self.dragged.emit(place.x() - self._last.x(), place.y() - self._last.y())
            self._last = place
        return True

    def _release(self, event: QMouseEvent) -> bool:
        if self._pressed is None:
            return False
        was_drag, self._pressed, self._is_dragging = self._is_dragging, None, False
        self._widget.unsetCursor()
        if not was_drag and event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit(event.position())
        self._point(event.position())
        return True

    def _double_click(self, event: QMouseEvent) -> bool:
        if event.button() is Qt.MouseButton.LeftButton:
            self.activated.emit(event.position())
        return True

    def _wheel(self, event: QWheelEvent) -> bool:
        pixels, angle = event.pixelDelta(), event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return self._widen(angle.y() or angle.x())  # Qt turns a wheel with Alt sideways
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.dragged.emit(float(angle.y() + angle.x()), 0.0)
        elif not pixels.isNull():
            self.zoomed.emit(_ZOOM_A_PIXEL ** pixels.y(), event.position(), True)
        elif angle.y():
            self.zoomed.emit(_ZOOM_A_NOTCH ** (angle.y() / _NOTCH), event.position(), False)
        event.accept()
        return True

    def _widen(self, turned: int) -> bool:
        """Tell of whole notches; fine wheels and trackpads take several events for one."""
        self._turned = turned + (self._turned if self._turned * turned > 0 else 0)
        notches = int(self._turned / _NOTCH)
        self._turned -= notches * _NOTCH
        if notches:
            self.widened.emit(notches)
        return True

    def _pinch(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() is not Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self.zoomed.emit(1.0 + event.value(), event.position(), True)
        return True

    def _key(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain != Qt.KeyboardModifier.NoModifier:
            return False
        if step := _STEPS.get(Qt.Key(event.key())):
            self.stepped.emit(step)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            return True
        if event.key() == Qt.Key.Key_Home:
            self.went_home.emit()
            return True
        return False

    def _leave(self) -> bool:
        self._point(None)
        return False

    def _begin_drag(self) -> None:
        self._is_dragging = True
        self._widget.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._point(None)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event:
            case QMouseEvent():
                return self._mouse(event)
            case QWheelEvent():
                return self._wheel(event)
            case QNativeGestureEvent():
                return self._pinch(event)
            case QKeyEvent() if event.type() is QEvent.Type.KeyPress:
                return self._key(event)
            case _:
                return self._leave() if event.type() is QEvent.Type.Leave else False

    def _mouse(self, event: QMouseEvent) -> bool:
        match event.type():
            case QEvent.Type.MouseButtonPress:
                return self._press(event)
            case QEvent.Type.MouseMove:
                return self._move(event)
            case QEvent.Type.MouseButtonRelease:
                return self._release(event)
            case QEvent.Type.MouseButtonDblClick:
                return self._double_click(event)
            case _:
                return False
