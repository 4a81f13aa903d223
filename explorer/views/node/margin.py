"""The line numbers beside a source text."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from explorer.theme import LIGHT, Theme

_LEFT, _RIGHT = 14, 12


class LineNumbers(QWidget):
    """Counts from the line that the text has in its file; marks one of them."""

    def __init__(self, text: QPlainTextEdit) -> None:
        super().__init__(text)
        self._text = text
        self._theme = LIGHT
        self._first = 1
        self._marked = 0
        text.updateRequest.connect(self._follow)

    @property
    def needed_width(self) -> int:
        """How wide it must be for its largest number, in pixels; 0 where it shows none."""
        if self._first <= 0:
            return 0
        digits = len(str(self._first + self._text.blockCount()))
        return self._text.fontMetrics().horizontalAdvance("0") * digits + _LEFT + _RIGHT

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.update()

    def show_numbers(self, first: int, marked: int = 0) -> None:
        """Count from `first` (0: show no numbers) and mark the line `marked` (0: none)."""
        self._first = first
        self._marked = marked
        self.update()

    def _follow(self, area: QRect, scrolled: int) -> None:
        if scrolled:
            self.scroll(0, scrolled)
        else:
            self.update(0, area.y(), self.width(), area.height())

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.surface))
        painter.setFont(self._text.font())
        height = self._text.fontMetrics().height()
        line = self._text.cursorForPosition(self._text.viewport().rect().topLeft()).block()
        while line.isValid():
            top = self._text.cursorRect(QTextCursor(line)).top()
            if top > event.rect().bottom():
                break
            number = self._first + line.blockNumber()
            is_marked = number == self._marked
            painter.setPen(QColor(self._theme.failed if is_marked else self._theme.text_faint))
            box = QRect(0, top, self.width() - _RIGHT, height)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight), str(number))
            line = line.next()
        painter.end()
