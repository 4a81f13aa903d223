"""A line to type a selection into, what it picks, and what to do with that."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from explorer.theme import Theme
from explorer.views.icons import icon
from explorer.views.selectionbox.line import Line
from explorer.views.selectionbox.options import Options
from explorer.views.selectionbox.past import Past
from explorer.views.widgets import label, with_code

_EXAMPLE = "Select nodes, for example  +sales and status:failed"
_HINT = (
    "<p><b>name</b>, <b>na*</b> nodes by name<br><b>+name</b>, <b>name+</b>, <b>2+name+1</b> "
    "and what is up- or downstream<br><b>tag:</b>, <b>module:</b>, <b>type:</b>, <b>kind:</b>, "
    "<b>status:</b> nodes by what they are<br><b>and</b>, <b>or</b>, <b>not</b>, <b>( )</b> "
    "several together</p><p>Enter marks them, Shift+Enter shows only them.</p>"
)
_WIDEST = 560
_WIDEST_COUNT = "000 of 0,000"
_NOTHING = ("No node fits this now.", 0, 0)
_ACTIONS = (
    ("show_only", "Show only", "Show these nodes and no others (Shift+Enter)"),
    ("hide", "Hide", "Take these nodes out of the picture"),
    ("run", "Run", "Compute these nodes and what they need"),
)


class SelectionBox(QFrame):
    """Says what is typed, and is told what that picks. Marks nothing itself."""

    typed = Signal(str, int)
    """Emitted with the text and the place of the cursor."""
    mark_wanted = Signal(str)
    """Emitted with the text."""
    action_wanted = Signal(str, str)
    """Emitted with the text (empty: what is marked already) and one of show_only, hide, run."""
    left = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self._word = (0, 0)
        self._past = Past()
        self._marked = 0
        self._fault = ("", 0, 0)
        self._is_asked = self._is_quiet = False
        self._line = Line()
        self._line.setClearButtonEnabled(True)
        self._line.setPlaceholderText(_EXAMPLE)
        self._line.setToolTip(_HINT)
        self._line.setAccessibleName("Select nodes")
        self._line.setMaximumWidth(_WIDEST)
        self._sign = QAction(self)
        self._line.addAction(self._sign, Line.ActionPosition.LeadingPosition)
        self._count = label("", "small")
        self._sentence = label("", "refusal")
        self._sentence.setParent(window)
        self._sentence.hide()
        self._buttons = [self._button(*action) for action in _ACTIONS]
        self._options = Options(window)
        self._lay_out()
        self._connect()
        self._show_buttons(is_any=False)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._sign.setIcon(icon("selection", theme))
        self._line.set_fault_colour(theme.failed)

    @property
    def line(self) -> Line:
        """Where one types."""
        return self._line

    @property
    def options(self) -> tuple[str, ...]:
        """What is offered to be typed next."""
        return self._options.shown

    @property
    def said(self) -> str:
        """The sentence below the line, empty when nothing is wrong."""
        return "" if self._sentence.isHidden() else self._fault[0]

    @property
    def count(self) -> str:
        """How many nodes are picked, in words."""
        return self._count.text()

    def begin(self) -> None:
        """Let the person type."""
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def show_recent(self, texts: tuple[str, ...]) -> None:
        """Take the texts that Up and Down go through, the newest first."""
        self._past.show(texts)

    def show_marked(self, count: int) -> None:
        """Say how many nodes are marked, where no text says which."""
        self._marked = count
        if not self._line.text().strip():
            self._count.setText(f"{count:,} marked" if count else "")
            self._show_buttons(is_any=count > 0)

    def show_answer(self, picked: int, total: int, fault: tuple[str, int, int] | None) -> None:
        """Say how many nodes of all the text picks, and what is wrong: a sentence, from and to."""
        if not self._line.text().strip():
            self._say(None)
            self.show_marked(self._marked)
            return
        self._show_buttons(is_any=picked > 0)
        is_read = picked or fault is None
        self._count.setText(f"{picked:,} of {total:,}" if is_read else "")
        is_in_vain = self._is_asked and not picked and fault is None
        self._say(_NOTHING if is_in_vain else fault)

    def show_options(self, start: int, end: int, options: tuple[str, ...]) -> None:
        """Offer what may stand in place of some characters of the text."""
        self._word = (start, end)
        is_wanted = self._line.hasFocus() and not self._is_quiet and self._line.text() != ""
        self._offer(options if is_wanted else ())
        if self._is_unfinished():
            self._say(None)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._line, 1)
        self._count.setMinimumWidth(self._count.fontMetrics().horizontalAdvance(_WIDEST_COUNT))
        row.addWidget(self._count)
        for button in self._buttons:
            keeping = button.sizePolicy()
            keeping.setRetainSizeWhenHidden(True)  # else the line would jump at each letter
            button.setSizePolicy(keeping)
            row.addWidget(button)
        row.addStretch(0)

    def _connect(self) -> None:
        self._line.textEdited.connect(self._edited)
        self._line.textChanged.connect(self._changed)
        self._line.entered.connect(self._enter)
        self._line.escaped.connect(self._escape)
        self._line.stepped.connect(self._step)
        self._line.tabbed.connect(self._complete_first)
        self._line.installEventFilter(self)
        self._options.chosen.connect(self._complete)

    def _button(self, id: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setFlat(True)
        button.setToolTip(tip)
        button.setObjectName(id)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.action_wanted.emit(self._line.text(), id))
        return button

    def _edited(self) -> None:
        self._is_quiet = False
        self._past.leave()

    def _changed(self, text: str) -> None:
        self._is_asked = False
        self.typed.emit(text, self._line.cursorPosition())

    def _enter(self, is_shifted: bool) -> None:
        if (option := self._options.current) is not None:
            self._complete(option)
            return
        self._is_asked = self._is_quiet = True
        self._offer(())
        text = self._line.text()
        if is_shifted:
            self.action_wanted.emit(text, "show_only")
        elif text.strip():
            self.mark_wanted.emit(text)

    def _escape(self) -> None:
        if self._options.current is not None:
            self._offer(())
            return
        self._is_quiet = True
        self._offer(())
        self._line.clear()
        self.left.emit()

    def _step(self, rows: int) -> None:
        if self._options.shown and (rows > 0 or self._options.current is not None):
            self._options.step(rows)
        elif rows < 0 or self._past.is_walked:
            self._is_quiet = True
            self._offer(())
            self._line.setText(self._past.step(rows))
        else:
            self._is_quiet = False
            self.typed.emit(self._line.text(), self._line.cursorPosition())

    def _complete_first(self) -> None:
        self._complete(self._options.current or self._options.shown[0])

    def _complete(self, option: str) -> None:
        (start, end), text = self._word, self._line.text()
        self._is_quiet = not option.endswith(":")
        self._line.blockSignals(True)
        self._line.setText(text[:start] + option + text[end:])
        self._line.setCursorPosition(start + len(option))
        self._line.blockSignals(False)
        self._changed(self._line.text())

    def _below(self, indent: int) -> QPoint:
        """Return a place below the line, in the window's pixels."""
        window = self._options.parentWidget()
        assert window, "options are made over a window"
        return self._line.mapTo(window, QPoint(indent, self._line.height() + 2))

    def _offer(self, options: tuple[str, ...]) -> None:
        self._options.offer(options, self._below(24))
        self._line.takes_tab = bool(options)

    def _is_unfinished(self) -> bool:
        """Whether what is wrong is just being typed: nobody is told off in the middle of a word."""
        return not self._is_asked and bool(self.options) and self._fault[2] + 1 >= self._word[0]

    def _say(self, fault: tuple[str, int, int] | None) -> None:
        self._fault = fault or ("", 0, 0)
        _, start, end = self._fault
        self._line.show_fault((start, end) if end > start else None)
        self._sentence.setText(with_code(self._fault[0]))
        self._sentence.adjustSize()
        self._sentence.move(self._below(0))
        self._sentence.setVisible(fault is not None and self._line.hasFocus())
        self._sentence.raise_()

    def _show_buttons(self, *, is_any: bool) -> None:
        for button in self._buttons:
            button.setVisible(is_any)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self._sentence.hide()
            self._offer(())
        elif event.type() is QEvent.Type.FocusIn:
            self._sentence.setVisible(bool(self._fault[0]))
        return super().eventFilter(watched, event)
