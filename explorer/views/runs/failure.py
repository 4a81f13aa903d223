"""Why a run failed: the exception, the user's own lines that led to it, what the node received."""

from functools import partial
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.model.run import Failure, Frame
from explorer.theme import LIGHT, Theme
from explorer.views.icons import icon
from explorer.views.style import code_font
from explorer.views.widgets import LINKS, clear, link

_MOST_FRAMES = 30


class FailureCard(QFrame):
    """Shows one failure; each frame leads to its line."""

    node_chosen = Signal(object)
    editor_wanted = Signal(object, int)
    case_wanted = Signal(object)
    """Emitted with the NodeId whose smallest failing input is wanted."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "failure")
        self._theme = LIGHT
        self._failure: Failure | None = None
        self._copy = QToolButton()
        self._copy.setToolTip("Copy the error with its traceback")
        self._copy.setAccessibleName("Copy the error")
        self._copy.setIconSize(QSize(14, 14))
        self._copy.clicked.connect(self._copy_text)
        self.smallest = QPushButton("Smallest case")
        self.smallest.setToolTip("Find the smallest input with which it still fails")
        self.smallest.clicked.connect(self._want_case)
        self._type = QLabel()
        self._node = QLabel(textInteractionFlags=LINKS)
        self._node.linkActivated.connect(self._go_to_node)
        self._message = QLabel(wordWrap=True)
        self._message.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._frames = QVBoxLayout()
        self._frames.setSpacing(7)
        self._arguments = QGridLayout()
        self._arguments.setHorizontalSpacing(12)
        self._arguments.setVerticalSpacing(3)
        self._arguments.setColumnStretch(1, 1)
        self._lay_out()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self._copy.setIcon(icon("copy", theme))
        if self._failure:
            self.show_failure(self._failure)

    def show_failure(self, failure: Failure) -> None:
        """Show why a run failed."""
        self._failure = failure
        theme = self._theme
        self._type.setText(
            f"<span style='color:{theme.failed}; font-weight:600'>{escape(failure.type)}</span>"
        )
        self._node.setText(f"in {link('node', failure.node, theme)}" if failure.node else "")
        self.smallest.setVisible(failure.node is not None and bool(failure.type))
        self._message.setText(failure.message)
        self._message.setVisible(bool(failure.message))
        clear(self._frames)
        for place, frame in enumerate(failure.frames[-_MOST_FRAMES:]):
            self._frames.addWidget(self._frame(frame, place))
        self._show_arguments(failure)

    def _show_arguments(self, failure: Failure) -> None:
        clear(self._arguments)
        if failure.arguments:
            heading = QLabel("It received")
            heading.setProperty("role", "heading")
            heading.setContentsMargins(0, 6, 0, 2)
            self._arguments.addWidget(heading, 0, 0, 1, 2)
        for row, (name, text) in enumerate(failure.arguments.items(), 1):
            label, value = QLabel(name), QLabel(text, wordWrap=True)
            label.setFont(code_font(12))
            value.setProperty("role", "small")
            self._arguments.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._arguments.addWidget(value, row, 1)

    def _frame(self, frame: Frame, place: int) -> QWidget:
        theme = self._theme
        where = link(str(place), f"{frame.file.name}:{frame.line}", theme)
        function = f"<span style='color:{theme.text_muted}'>in {escape(frame.function)}</span>"
        head = QLabel(f"{where} {function}", textInteractionFlags=LINKS)
        head.setToolTip(str(frame.file))
        head.linkActivated.connect(partial(self._open, frame))
        line = QLabel(frame.text)
        line.setFont(code_font(12))
        line.setToolTip(frame.text)
        line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(head)
        column.addWidget(line)
        return both

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        for part in (self._type, self._node):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.smallest)
        head.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._message)
        column.addSpacing(2)
        column.addLayout(self._frames)
        column.addLayout(self._arguments)

    def _open(self, frame: Frame, _: str) -> None:
        self.editor_wanted.emit(frame.file, frame.line)

    def _go_to_node(self, _: str) -> None:
        if self._failure and self._failure.node:
            self.node_chosen.emit(self._failure.node)

    def _want_case(self) -> None:
        if self._failure and self._failure.node:
            self.case_wanted.emit(self._failure.node)

    def _copy_text(self) -> None:
        if self._failure:
            QGuiApplication.clipboard().setText(_text(self._failure))


def _text(failure: Failure) -> str:
    """Return a failure as one would send it to somebody."""
    lines = [f"{failure.type}: {failure.message}"]
    lines += [f"  {f.file}:{f.line} in {f.function}\n    {f.text}" for f in failure.frames]
    lines += [f"  {name} = {text}" for name, text in failure.arguments.items()]
    return "\n".join([*lines, "", failure.traceback]).rstrip()
