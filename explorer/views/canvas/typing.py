"""Typing on the canvas: letters that find a node by its name."""

from html import escape

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

_PATIENCE_MILLISECONDS = 1500
"""How long after a letter the next one goes on with the name."""
_EDGE = 18
"""Pixels between the chip and the lower edge of the widget."""
_PLAIN = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Typing(QObject):
    """Watches a widget for letters.

    A name begins with a letter that is no command of its own; while it is being typed every
    letter belongs to it, also one that is a command else. Enter goes on to the next node,
    Shift+Enter back, Esc ends it; so does waiting.
    """

    typed = Signal(str, int)
    """Emitted with what is typed so far, and how many nodes to go on by."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._text = ""
        self._chip = QLabel(widget)
        self._chip.setProperty("role", "typed")
        self._chip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._chip.hide()
        self._clock = QTimer(self, singleShot=True, interval=_PATIENCE_MILLISECONDS)
        self._clock.timeout.connect(self.end)
        widget.installEventFilter(self)

    @property
    def shown(self) -> str:
        """What the chip says; empty while nothing is typed."""
        return "" if self._chip.isHidden() else self._chip.text()

    def show(self, typed: str, place: int, count: int) -> None:
        """Say where typing led: the place among so many nodes, 0 for none."""
        if not self._text:
            return
        told = f"{place:,} of {count:,}" if place else "no such node"
        self._chip.setText(f"<b>{escape(typed)}</b>&nbsp;&nbsp;{told}")
        self._chip.adjustSize()
        room, chip = self._widget.rect(), self._chip.rect()
        self._chip.move((room.width() - chip.width()) // 2, room.height() - chip.height() - _EDGE)
        self._chip.show()

    def end(self) -> None:
        """Take the next letter as the first."""
        self._text = ""
        self._clock.stop()
        self._chip.hide()

    def _is_ours(self, event: QKeyEvent) -> bool:
        """Whether a key belongs to the name that is being typed, or begins one."""
        if event.modifiers() not in _PLAIN:
            return False
        text, key = event.text(), event.key()
        if not self._text:
            return text.isalpha() or text == "_"
        return _is_in_names(text) or key in (*_ENTER, Qt.Key.Key_Backspace, Qt.Key.Key_Escape)

    def _take(self, event: QKeyEvent) -> None:
        key, steps = event.key(), 0
        if key in _ENTER:
            steps = -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        elif key == Qt.Key.Key_Backspace:
            self._text = self._text[:-1]
        elif key == Qt.Key.Key_Escape:
            self._text = ""
        else:
            self._text += event.text()
        if not self._text:
            self.end()
            return
        self._clock.start()
        self.typed.emit(self._text, steps)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.end()
        if not isinstance(event, QKeyEvent) or not self._is_ours(event):
            return False
        if event.type() is QEvent.Type.ShortcutOverride and self._text:
            event.accept()  # the window's commands come later
            return True
        if event.type() is QEvent.Type.KeyPress:
            self._take(event)
            return True
        return False


def _is_in_names(text: str) -> bool:
    return len(text) == 1 and (text.isalnum() or text in "_.")
