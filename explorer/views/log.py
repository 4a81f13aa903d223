"""What user code printed and logged, by node."""

import re

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.model.graph import NodeId
from core.model.log import LogEntry, LogStream
from explorer.theme import LIGHT, Theme
from explorer.views.style import code_font
from explorer.views.widgets import on_surface

_MAX_BLOCKS = 20_000
_EVERYTHING = "All nodes"
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
"""Terminal control sequences of ECMA-48: colours, moves of the cursor, window titles."""


class LogPanel(QWidget):
    """Shows entries as they come; a box narrows them to one node."""

    node_chosen = Signal(object)
    clear_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        on_surface(self)
        self._theme = LIGHT
        self._entries: tuple[LogEntry, ...] = ()
        self._written = 0
        self._last: NodeId | None = None
        self._known: set[NodeId] = set()
        self._text = _LogText()
        self._text.node_chosen.connect(self.node_chosen)
        self._which = QComboBox()
        self._which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._which.setAccessibleName("Show what was printed by")
        self._which.addItem(_EVERYTHING)
        self._which.currentIndexChanged.connect(self._write_anew)
        clear = QPushButton("Clear")
        clear.clicked.connect(self.clear_wanted)
        top = QFrame()
        top.setProperty("role", "bar")
        row = QHBoxLayout(top)
        row.setContentsMargins(8, 5, 8, 5)
        row.addWidget(self._which)
        row.addStretch(1)
        row.addWidget(clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self._text)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self._write_anew()

    def show_log(self, entries: tuple[LogEntry, ...]) -> None:
        """Show entries; where they go on from those shown, only the new ones are written."""
        goes_on = entries[: self._written] == self._entries[: self._written]
        self._entries = entries
        if not entries:
            self._forget_nodes()
        self._offer_nodes(entries[self._written :] if goes_on else entries)
        if goes_on and len(entries) >= self._written:
            self._write()
        else:
            self._write_anew()

    def show_node(self, node: NodeId) -> None:
        """Narrow the log to one node."""
        place = self._which.findText(node)
        self._which.setCurrentIndex(max(0, place))

    @property
    def text(self) -> str:
        """All that is shown."""
        return self._text.toPlainText()

    def _offer_nodes(self, entries: tuple[LogEntry, ...]) -> None:
        for entry in entries:
            if entry.node is not None and entry.node not in self._known:
                self._known.add(entry.node)
                self._which.addItem(entry.node)

    def _forget_nodes(self) -> None:
        self._known.clear()
        with QSignalBlocker(self._which):
            self._which.clear()
            self._which.addItem(_EVERYTHING)

    def _write_anew(self) -> None:
        self._text.clear()
        self._written, self._last = 0, None
        self._write()

    def _write(self) -> None:
        bar = self._text.verticalScrollBar()
        is_at_end = bar.value() >= bar.maximum() - 1
        wanted = self._which.currentText() if self._which.currentIndex() > 0 else None
        cursor = QTextCursor(self._text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        for entry in self._entries[self._written :]:
            if wanted is None or entry.node == wanted:
                self._write_entry(cursor, entry)
        cursor.endEditBlock()
        self._written = len(self._entries)
        if is_at_end:
            bar.setValue(bar.maximum())

    def _write_entry(self, cursor: QTextCursor, entry: LogEntry) -> None:
        if entry.node != self._last and not cursor.atBlockStart():
            cursor.insertText("\n")
        if entry.node is not None and entry.node != self._last:
            self._write_name(cursor, entry.node)
        self._last = entry.node
        colour = {
            LogStream.OUT: self._theme.text,
            LogStream.ERROR: self._theme.failed,
            LogStream.NOTE: self._theme.text_muted,
        }[entry.stream]
        _write_text(cursor, entry.text, _tinted(colour))
        if entry.stream is LogStream.NOTE and not entry.text.endswith("\n"):
            cursor.insertText("\n")

    def _write_name(self, cursor: QTextCursor, node: NodeId) -> None:
        if not cursor.atStart():
            cursor.insertText("\n")
        shape = _tinted(self._theme.accent)
        shape.setFontWeight(QFont.Weight.DemiBold)
        shape.setAnchor(True)
        shape.setAnchorHref(node)
        cursor.insertText(node, shape)
        cursor.insertText("\n", QTextCharFormat())


class _LogText(QPlainTextEdit):
    """The text of the log. Names of nodes lead to them."""

    node_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(readOnly=True)
        self.setFont(code_font(12))
        self.setMaximumBlockCount(_MAX_BLOCKS)
        self.document().setDocumentMargin(10)
        self.setPlaceholderText("What nodes print and log appears here.")
        self.setAccessibleName("Log")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.viewport().setMouseTracking(True)

    # Qt overrides

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        node = self.anchorAt(event.position().toPoint())
        if node and not self.textCursor().hasSelection():
            self.node_chosen.emit(NodeId(node))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        leads = bool(self.anchorAt(event.position().toPoint()))
        shape = Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)


def _write_text(cursor: QTextCursor, text: str, shape: QTextCharFormat) -> None:
    """Write text as a terminal would: after a carriage return the line begins anew."""
    plain = _ESCAPES.sub("", text).replace("\r\n", "\n")
    first, *rest = plain.split("\r")
    cursor.insertText(first, shape)
    for part in rest:
        modes = QTextCursor.MoveMode
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, modes.KeepAnchor)
        cursor.removeSelectedText()
        cursor.insertText(part, shape)


def _tinted(colour: str) -> QTextCharFormat:
    shape = QTextCharFormat()
    shape.setForeground(QColor(colour))
    return shape
