"""What user code printed and logged, by node."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
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

_MAX_BLOCKS = 20_000
_EVERYTHING = "All nodes"


class LogPanel(QWidget):
    """Shows entries as they come; a box narrows them to one node."""

    node_chosen = Signal(object)
    clear_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._entries: tuple[LogEntry, ...] = ()
        self._written = 0
        self._last: NodeId | None = None
        self._text = QPlainTextEdit(readOnly=True)
        self._text.setFont(code_font(12))
        self._text.setMaximumBlockCount(_MAX_BLOCKS)
        self._text.setPlaceholderText("What nodes print and log appears here.")
        self._text.setAccessibleName("Log")
        self._which = QComboBox()
        self._which.setAccessibleName("Show what was printed by")
        self._which.addItem(_EVERYTHING)
        self._which.currentIndexChanged.connect(self._write_anew)
        clear = QPushButton("Clear")
        clear.clicked.connect(self.clear_wanted)
        top = QHBoxLayout()
        top.setContentsMargins(8, 6, 8, 6)
        top.addWidget(self._which)
        top.addStretch(1)
        top.addWidget(clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._text)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self._write_anew()

    def show_log(self, entries: tuple[LogEntry, ...]) -> None:
        """Show entries; where they go on from those shown, only the new ones are written."""
        goes_on = entries[: self._written] == self._entries[: self._written]
        self._entries = entries
        self._offer_nodes()
        if goes_on and len(entries) >= self._written:
            self._write()
        else:
            self._write_anew()

    def show_node(self, node: NodeId) -> None:
        """Narrow the log to one node."""
        place = self._which.findText(node)
        self._which.setCurrentIndex(max(0, place))

    def _offer_nodes(self) -> None:
        known = {self._which.itemText(i) for i in range(1, self._which.count())}
        for node in dict.fromkeys(entry.node for entry in self._entries):
            if node is not None and node not in known:
                self._which.addItem(node)
        if not self._entries:
            with QSignalBlocker(self._which):
                self._which.clear()
                self._which.addItem(_EVERYTHING)

    def _write_anew(self) -> None:
        self._text.clear()
        self._written, self._last = 0, None
        self._write()

    def _write(self) -> None:
        bar = self._text.verticalScrollBar()
        is_at_end = bar.value() >= bar.maximum() - 4
        wanted = self._which.currentText() if self._which.currentIndex() > 0 else None
        cursor = QTextCursor(self._text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        for entry in self._entries[self._written :]:
            if wanted is None or entry.node == wanted:
                self._write_entry(cursor, entry)
        self._written = len(self._entries)
        if is_at_end:
            bar.setValue(bar.maximum())

    def _write_entry(self, cursor: QTextCursor, entry: LogEntry) -> None:
        if entry.node is not None and entry.node != self._last:
            gap = "" if cursor.atStart() else "\n"
            cursor.insertText(f"{gap}{entry.node}\n", _tinted(self._theme.accent))
        self._last = entry.node
        colour = {
            LogStream.OUT: self._theme.text,
            LogStream.ERROR: self._theme.failed,
            LogStream.NOTE: self._theme.text_muted,
        }[entry.stream]
        text = entry.text if entry.text.endswith("\n") else f"{entry.text}\n"
        cursor.insertText(text, _tinted(colour))


def _tinted(colour: str) -> QTextCharFormat:
    shape = QTextCharFormat()
    shape.setForeground(QColor(colour))
    return shape
