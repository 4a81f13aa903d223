"""Source text with line numbers, colours, and names that lead to nodes."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from core.model.graph import NodeId
from explorer.theme import LIGHT, Theme
from explorer.views.node.colouring import Stretch, stretches
from explorer.views.style import code_font

_MARGIN = 12


class SourceView(QPlainTextEdit):
    """Shows a function as it is written. Read-only."""

    node_chosen = Signal(object)
    """Emitted with the NodeId of a name that was clicked with Ctrl held, or double-clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._first_line = 1
        self._failing = 0
        self._links: dict[tuple[int, int, int], NodeId] = {}
        self._stretches: tuple[Stretch, ...] = ()
        self.setReadOnly(True)
        self.setFont(code_font())
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName("Source")
        self.viewport().setMouseTracking(True)
        self._numbers = _Numbers(self)
        self.updateRequest.connect(self._follow)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self._colour()

    def show_source(
        self, text: str, first_line: int, links: Iterable[NodeId] = (), failing_line: int = 0
    ) -> None:
        """Show a text whose first line has number `first_line`.

        Names that are nodes in `links` lead there. `failing_line` is the number of the line to
        mark, 0 for none.
        """
        self._first_line = first_line
        self._failing = failing_line
        self._stretches = tuple(stretches(text))
        known = frozenset[str](links)
        self._links = {
            (s.line, s.start, s.end): NodeId(s.text)
            for s in self._stretches
            if s.role in ("name", "builtin") and s.text in known
        }
        self.setPlainText(text.rstrip("\n"))
        last = first_line + self.blockCount()
        self.setViewportMargins(self._numbers.width_for(last), 0, 0, 0)
        self._colour()
        if failing_line:
            block = self.document().findBlockByNumber(failing_line - first_line)
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()

    def paint_numbers(self, painter: QPainter, area: QRect) -> None:
        """Paint the line numbers of an area of the margin."""
        painter.fillRect(area, QColor(self._theme.surface))
        painter.setFont(self.font())
        height = self.fontMetrics().height()
        block = self.firstVisibleBlock()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if box.top() > area.bottom():
                break
            number = self._first_line + block.blockNumber()
            is_failing = number == self._failing
            painter.setPen(QColor(self._theme.failed if is_failing else self._theme.text_faint))
            width = self._numbers.width() - _MARGIN
            where = QRect(0, int(box.top()), width, height)
            painter.drawText(where, int(Qt.AlignmentFlag.AlignRight), str(number))
            block = block.next()

    def _colour(self) -> None:
        marks = [self._mark(s) for s in self._stretches if s.role != "name"]
        marks += [self._link(*place) for place in self._links]
        if self._failing:
            marks.insert(0, self._failing_mark())
        self.setExtraSelections(marks)
        self._numbers.update()

    def _mark(self, stretch: Stretch) -> QTextEdit.ExtraSelection:
        mark = self._selection(stretch.line, stretch.start, stretch.end)
        colour = getattr(self._theme, f"code_{stretch.role}")
        shape = QTextCharFormat()
        shape.setForeground(QColor(colour))
        shape.setFontItalic(stretch.role == "comment")
        mark.format = shape
        return mark

    def _link(self, line: int, start: int, end: int) -> QTextEdit.ExtraSelection:
        mark = self._selection(line, start, end)
        shape = QTextCharFormat()
        shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        shape.setUnderlineColor(QColor(self._theme.accent))
        mark.format = shape
        return mark

    def _failing_mark(self) -> QTextEdit.ExtraSelection:
        mark = self._selection(self._failing - self._first_line, 0, 0)
        shape = QTextCharFormat()
        tint = QColor(self._theme.failed)
        tint.setAlpha(46)
        shape.setBackground(tint)
        shape.setProperty(QTextFormat.Property.FullWidthSelection, True)
        mark.format = shape
        return mark

    def _selection(self, line: int, start: int, end: int) -> QTextEdit.ExtraSelection:
        cursor = QTextCursor(self.document().findBlockByNumber(line))
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.MoveAnchor, start)
        cursor.movePosition(
            QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, end - start
        )
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        return selection

    def _node_at(self, place: QPoint) -> NodeId | None:
        cursor = self.cursorForPosition(place)
        line, column = cursor.blockNumber(), cursor.positionInBlock()
        return next(
            (
                node
                for (at, start, end), node in self._links.items()
                if at == line and start <= column <= end
            ),
            None,
        )

    def _follow(self, area: QRect, scrolled: int) -> None:
        if scrolled:
            self._numbers.scroll(0, scrolled)
        else:
            self._numbers.update(0, area.y(), self._numbers.width(), area.height())

    def _lead(self, event: QMouseEvent) -> bool:
        node = self._node_at(event.position().toPoint())
        if node is not None:
            self.node_chosen.emit(node)
        return node is not None

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inner = self.contentsRect()
        width = self.viewportMargins().left()
        self._numbers.setGeometry(inner.left(), inner.top(), width, inner.height())

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


class _Numbers(QWidget):
    """The margin with the line numbers."""

    def __init__(self, view: SourceView) -> None:
        super().__init__(view)
        self._view = view

    def width_for(self, number: int) -> int:
        width = self._view.fontMetrics().horizontalAdvance("0") * len(str(number)) + 2 * _MARGIN
        inner = self._view.contentsRect()
        self.setGeometry(inner.left(), inner.top(), width, inner.height())
        return width

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(self._view.viewportMargins().left(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._view.paint_numbers(painter, event.rect())
        painter.end()
