"""Source text with line numbers, colours, and names that lead to nodes."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from core.model.graph import NodeId
from explorer.theme import LIGHT, Theme
from explorer.views.node.colouring import stretches
from explorer.views.node.highlighter import Highlighter
from explorer.views.node.margin import LineNumbers
from explorer.views.style import code_font

_TINT = 40
"""Opacity of the failing line's ground, of 255."""


class SourceView(QPlainTextEdit):
    """Shows a function as it is written. Read-only."""

    node_chosen = Signal(object)
    """Emitted with the NodeId of a name that was clicked with Ctrl held, or double-clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._failing = -1
        self.setReadOnly(True)
        self.setFont(code_font())
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName("Source")
        self.document().setDocumentMargin(6)
        self.viewport().setMouseTracking(True)
        self._numbers = LineNumbers(self)
        self._highlighter = Highlighter(self.document())

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self._numbers.set_theme(theme)
        self._highlighter.set_theme(theme)
        self._mark_failing()

    def show_source(
        self, text: str, first_line: int, links: Iterable[NodeId] = (), failing_line: int = 0
    ) -> None:
        """Show a text whose first line has number `first_line`.

        Names that are nodes in `links` lead there. `failing_line` is the number of the line to
        mark, 0 for none.
        """
        self._highlighter.take(stretches(text), frozenset[str](links))
        self.setPlainText(text.rstrip("\n"))
        self._numbers.show_numbers(first_line, failing_line)
        self._failing = failing_line - first_line if failing_line else -1
        self._mark_failing()
        self._place_numbers()
        if self._failing >= 0:
            block = self.document().findBlockByNumber(self._failing)
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()

    def show_message(self, text: str) -> None:
        """Say why there is no source."""
        self._highlighter.take((), frozenset())
        self.setPlainText("")
        self.setPlaceholderText(text)
        self._numbers.show_numbers(0)
        self._failing = -1
        self._mark_failing()
        self._place_numbers()

    def _mark_failing(self) -> None:
        block = self.document().findBlockByNumber(self._failing)
        if not block.isValid():
            self.setExtraSelections([])
            return
        mark = QTextEdit.ExtraSelection()
        tint = QColor(self._theme.failed)
        tint.setAlpha(_TINT)
        shape = QTextCharFormat()
        shape.setBackground(tint)
        shape.setProperty(QTextFormat.Property.FullWidthSelection, True)
        mark.format = shape
        mark.cursor = QTextCursor(block)
        self.setExtraSelections([mark])

    def _place_numbers(self) -> None:
        width = self._numbers.needed_width
        self.setViewportMargins(width, 0, 0, 0)
        inner = self.contentsRect()
        self._numbers.setGeometry(inner.left(), inner.top(), width, inner.height())

    def _node_at(self, place: QPoint) -> NodeId | None:
        cursor = self.cursorForPosition(place)
        return self._highlighter.link_at(cursor.blockNumber(), cursor.positionInBlock())

    def _lead(self, event: QMouseEvent) -> bool:
        node = self._node_at(event.position().toPoint())
        if node is not None:
            self.node_chosen.emit(node)
        return node is not None

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_numbers()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._lead(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._lead(event):
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        leads = self._node_at(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            node = self._node_at(event.pos())
            text = f"Double-click to go to {node}" if node is not None else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().viewportEvent(event)
