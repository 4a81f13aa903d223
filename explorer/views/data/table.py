"""A table that fetches what is looked at."""

from itertools import islice

from PySide6.QtCore import QAbstractItemModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from core.model.preview import Column, TablePage
from explorer.theme import LIGHT, Theme
from explorer.views.data.grid import COLUMN_ROLE, Grid
from explorer.views.style import figures_font, ui_font

_ROW_HEIGHT = 24
_HEADER_HEIGHT = 46
_MIN_WIDTH, _MAX_WIDTH = 64, 320
_SAMPLE_ROWS = 40
_SCREENS_AHEAD = 1
_COPY_LIMIT = 200_000
"""Cells that are copied at most."""


class TableView(QTableView):
    """Shows pages of a frame, and asks for more while one scrolls."""

    page_wanted = Signal(object)
    """Emitted with the `Window` that is about to be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = Grid(self)
        self._header = _Header(self)
        self.setModel(self._grid)
        self.setHorizontalHeader(self._header)
        self.setFont(figures_font())
        self.setAlternatingRowColors(False)
        self.setShowGrid(True)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Rows")
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(_ROW_HEIGHT)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.verticalScrollBar().valueChanged.connect(self._fetch)
        self.horizontalScrollBar().valueChanged.connect(self._fetch)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._grid.set_theme(theme)
        self._header.set_theme(theme)
        self.setStyleSheet(f"QTableView {{ gridline-color: {theme.border}; }}")

    def show_table(self, page: TablePage) -> None:
        """Show a table, beginning with its first page."""
        self._grid.show(page)
        self._fit_columns(page)
        self.scrollToTop()

    def add_page(self, page: TablePage) -> None:
        """Show a further page of the same table."""
        self._grid.add(page)

    def go_to_column(self, name: str) -> bool:
        """Bring the first known column of a name into view; tells whether there is one."""
        for place in range(self._grid.columnCount()):
            column = self._grid.column(place)
            if column and name.lower() in column.name.lower():
                self.scrollTo(self._grid.index(max(0, self.rowAt(0)), place))
                self.selectColumn(place)
                return True
        return False

    def copy(self) -> None:
        """Put the selected cells on the clipboard as tab-separated values, with their header.

        Rows that were never in view have not been fetched and are left out.
        """
        selection = self.selectionModel().selection()
        ranges = [selection.at(place) for place in range(selection.count())]
        pages = self._grid.pages
        if not ranges or not pages:
            return
        columns = sorted({c for r in ranges for c in range(r.left(), r.right() + 1)})
        chosen = (row for r in ranges for row in range(r.top(), r.bottom() + 1))
        known = (row for row in chosen if pages.has_row(row, columns[0]))
        rows = sorted(set(islice(known, max(1, _COPY_LIMIT // len(columns)))))
        heads = (pages.column(column) for column in columns)
        lines = ["\t".join(head.name if head else "" for head in heads)]
        lines += [
            "\t".join(_tsv(pages.cell(row, column) or "") for column in columns) for row in rows
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _fit_columns(self, page: TablePage) -> None:
        """Choose widths from the first rows, without asking Qt for every cell."""
        metrics = self.fontMetrics()
        for place, column in enumerate(page.columns):
            texts = [row[place] or "" for row in page.cells[:_SAMPLE_ROWS]]
            widest = max((metrics.horizontalAdvance(text[:60]) for text in texts), default=0)
            head = max(map(metrics.horizontalAdvance, (column.name, column.dtype)))
            width = max(widest, head + 8) + 24
            self.setColumnWidth(place, min(max(width, _MIN_WIDTH), _MAX_WIDTH))
        labels = max((metrics.horizontalAdvance(t[:40]) for t in page.index[:200]), default=0)
        last = metrics.horizontalAdvance(f"{page.row_count:d}")
        self.verticalHeader().setFixedWidth(min(max(labels, last) + 22, 260))

    def _fetch(self) -> None:
        pages = self._grid.pages
        if not pages or not self.isVisible():
            return
        height = max(1, self.viewport().height() // _ROW_HEIGHT)
        top = max(0, self.rowAt(0))
        rows = range(
            max(0, top - _SCREENS_AHEAD * height),
            min(pages.row_count, top + (1 + _SCREENS_AHEAD) * height + 1),
        )
        left = max(0, self.columnAt(0))
        right = self.columnAt(self.viewport().width() - 1)
        columns = range(left, (right if right >= 0 else pages.column_count - 1) + 1)
        for window in pages.missing(rows, columns):
            self.page_wanted.emit(window)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fetch()


class _Header(QHeaderView):
    """Paints name, dtype, and the share of nulls as a small bar."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = LIGHT
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.viewport().update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEADER_HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        model: QAbstractItemModel = self.model()
        column: Column | None = model.headerData(logical, self.orientation(), COLUMN_ROLE)
        theme = self._theme
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, QColor(theme.surface))
        painter.setPen(QColor(theme.border))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if column:
            self._paint_words(painter, rect.adjusted(8, 6, -8, -6), column)
        painter.restore()

    def _paint_words(self, painter: QPainter, box: QRect, column: Column) -> None:
        theme = self._theme
        side = Qt.AlignmentFlag.AlignRight if column.is_numeric else Qt.AlignmentFlag.AlignLeft
        for font, colour, text, edge in (
            (ui_font(12), theme.text, column.name, Qt.AlignmentFlag.AlignTop),
            (ui_font(10), theme.text_muted, column.dtype, Qt.AlignmentFlag.AlignBottom),
        ):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            fitting = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideMiddle, box.width()
            )
            painter.drawText(box, int(side | edge), fitting)
        if column.nulls:
            whole = QRect(box.left() - 8, box.bottom() + 4, box.width() + 16, 2)
            painter.fillRect(whole, QColor(theme.border))
            share = whole.adjusted(0, 0, 0, 0)
            share.setWidth(max(2, round(whole.width() * column.nulls)))
            painter.fillRect(share, QColor(theme.warned))


def _tsv(text: str) -> str:
    return text.replace("\t", " ").replace("\r", " ").replace("\n", " ")
