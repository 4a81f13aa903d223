"""A line of text that underlines what is wrong with it, and passes some keys on."""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLineEdit, QWidget

_WAVE, _HEIGHT = 2.0, 1.5
"""Half a wave of the underline, and how far it swings, in pixels."""
_OWN_KEYS = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
)
_OWN_MODIFIERS = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.KeypadModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class Line(QLineEdit):
    """Tells of the keys that mean something else than text."""

    entered = Signal(bool)
    """Return was pressed; with Shift or not."""
    escaped = Signal()
    stepped = Signal(int)
    """Up (-1) or Down (1) was pressed."""
    tabbed = Signal()
    """Tab was pressed while `takes_tab`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fault: tuple[int, int] | None = None
        self._colour = QColor()
        self.takes_tab = False

    @property
    def fault(self) -> tuple[int, int] | None:
        """The characters that are underlined, from and to."""
        return self._fault

    def set_fault_colour(self, colour: str) -> None:
        """Take the colour of the underline."""
        self._colour = QColor(colour)
        self.update()

    def show_fault(self, fault: tuple[int, int] | None) -> None:
        """Underline some characters."""
        self._fault = fault
        self.update()

    def _act(self, key: int, is_shifted: bool) -> None:
        match key:
            case Qt.Key.Key_Escape:
                self.escaped.emit()
            case Qt.Key.Key_Up:
                self.stepped.emit(-1)
            case Qt.Key.Key_Down:
                self.stepped.emit(1)
            case _:
                self.entered.emit(is_shifted)

    def _x_of(self, place: int) -> float:
        """Return where a character begins; the text may be scrolled."""
        metrics, text = self.fontMetrics(), self.text()
        moved = metrics.horizontalAdvance(text[:place])
        moved -= metrics.horizontalAdvance(text[: self.cursorPosition()])
        return self.cursorRect().center().x() + 0.5 + moved

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.modifiers() not in _OWN_MODIFIERS:
            return super().event(event)
        is_press = event.type() is QEvent.Type.KeyPress
        if event.key() == Qt.Key.Key_Tab and self.takes_tab and is_press:
            self.tabbed.emit()
            return True
        if event.key() not in _OWN_KEYS or event.type() is QEvent.Type.KeyRelease:
            return super().event(event)
        if is_press:
            self._act(event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        event.accept()  # also when the window's shortcuts want it
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._fault is None:
            return
        left, right = map(self._x_of, self._fault)
        inner = self.contentsRect().adjusted(5, 0, -5, 0)
        left, right = max(left, inner.left()), min(right, inner.right())
        bottom = self.cursorRect().bottom() + 1.0
        count = max(int((right - left) / _WAVE), 1)
        wave = [QPointF(left + i * _WAVE, bottom - i % 2 * _HEIGHT) for i in range(count + 1)]
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._colour, 1.3))
            painter.drawPolyline(QPolygonF(wave))
