"""A table that fetches what is looked at."""

from itertools import chain, islice

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from core.model.preview import TablePage
from core.model.record import Record
from core.model.tracing import Symptom
from explorer.theme import Theme
from explorer.views.data.cells import PADDING, Cells
from explorer.views.data.copying import as_tsv
from explorer.views.data.grid import Grid
from explorer.views.data.header import Header
from explorer.views.data.requests import add_requests, plain
from explorer.views.style import figures_font

_ROW_HEIGHT = 24
_MIN_WIDTH, _MAX_WIDTH, _MAX_INDEX = 56, 320, 260
_SAMPLE_ROWS = 40
_MOST_TRACED = 100_000
_SCREENS_AHEAD = 1
_PAUSE = 30
"""Milliseconds between two looks at what is in view: what is only scrolled past is not fetched."""


class TableView(QTableView):
    """Shows pages of a frame, and asks for more while one scrolls."""

    page_wanted = Signal(object)
    """Emitted with the `Window` that is about to be seen."""

    trace_wanted = Signal(str, object)
    """Emitted with a column, "" for the rows, and the `Symptom` whose beginning is asked for."""

    rows_trace_wanted = Signal(object, object, object)
    """Emitted with the places of the selected rows, the one column or None for several, and the
    `Symptom` or None for whatever is odd."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = Grid(self)
        self._header = Header(self)
        self._header.trace_wanted.connect(self.trace_wanted)
        self._cells = Cells(self._grid, self)
        self.setModel(self._grid)
        self.setItemDelegate(self._cells)
        self.setHorizontalHeader(self._header)
        self.setFont(figures_font())
        self.setAlternatingRowColors(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Rows")
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(_ROW_HEIGHT)
        rows.setHighlightSections(False)
        rows.setFont(figures_font(11))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._fetch)
        self.verticalScrollBar().valueChanged.connect(self._fetch_soon)
        self.horizontalScrollBar().valueChanged.connect(self._fetch_soon)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._header.set_theme(theme)
        self._cells.set_theme(theme)
        self.viewport().update()

    def show_table(self, page: TablePage) -> None:
        """Show a table, beginning with its first page."""
        self._grid.show(page)
        self._fit_columns(page)
        self.scrollToTop()

    def show_record(self, record: Record | None) -> None:
        """Show in the head what is known of the columns in figures."""
        self._grid.show_record(record)

    def add_page(self, page: TablePage) -> None:
        """Show a further page of the same table."""
        self._grid.add(page)

    def go_to_column(self, name: str) -> bool:
        """Bring the first known column of a name into view; tells whether there is one."""
        for place in range(self._grid.columnCount()):
            column = self._grid.column(place)
            if column and name.lower() in column.name.lower():
                self.show_column(place)
                return True
        return False

    def show_column(self, place: int) -> None:
        """Bring a column into view, and select it."""
        self.scrollTo(self._grid.index(max(0, self.rowAt(0)), place))
        self.selectColumn(place)

    def copy(self) -> None:
        """Put the selected cells on the clipboard as tab-separated values, with their header."""
        pages = self._grid.pages
        text = as_tsv(pages, self.selectionModel().selection()) if pages else ""
        if text:
            QGuiApplication.clipboard().setText(text)

    def trace_rows(self) -> None:
        """Ask where what is odd about the selected rows began; of very many, the first."""
        self._trace_selected(None)

    def menu(self) -> QMenu:
        """Return what can be done with the selected cells."""
        menu = QMenu(self)
        menu.addAction("Copy with header").triggered.connect(self.copy)
        menu.addAction("Select all").triggered.connect(self.selectAll)
        parts = self.selectionModel().selection().toList()
        if not parts:
            return menu
        menu.addSeparator()
        is_row = len({row for part in parts for row in (part.top(), part.bottom())}) == 1
        is_cell = is_row and len(parts) == 1 and parts[0].width() == 1
        what = "this cell" if is_cell else "this row" if is_row else "these rows"
        menu.addAction(f"Trace {what}").triggered.connect(self.trace_rows)
        place = self.currentIndex().column()
        if self._grid.pages and (column := self._grid.column(place)):
            more = menu.addMenu(f"Trace in {plain(column.name)}")
            cell = self._grid.pages.cell(self.currentIndex().row(), place)
            add_requests(more, column, self._grid.profile(place), self._ask, cell)
        return menu

    def _trace_selected(self, symptom: Symptom | None) -> None:
        chosen = self.selectionModel().selection().toList()
        every = chain.from_iterable(range(part.top(), part.bottom() + 1) for part in chosen)
        rows = set(islice(every, _MOST_TRACED))
        columns = {place for part in chosen for place in (part.left(), part.right())}
        if rows:
            column = self._grid.column(columns.pop()) if len(columns) == 1 else None
            name = column.name if column else None
            self.rows_trace_wanted.emit(tuple(sorted(rows)), name, symptom)

    def _ask(self, column: str, symptom: Symptom) -> None:
        if symptom is Symptom.UNSEEN_CATEGORY:  # that of the selected cell
            self._trace_selected(symptom)
        else:
            self.trace_wanted.emit(column, symptom)

    def _fit_columns(self, page: TablePage) -> None:
        """Choose widths from the first rows, without asking Qt for every cell."""
        metrics = QFontMetrics(self.font())
        for place, column in enumerate(page.columns):
            texts = [row[place] or "" for row in page.cells[:_SAMPLE_ROWS]]
            widest = max((metrics.horizontalAdvance(text[:60]) for text in texts), default=0)
            width = max(widest, self._header.needed_width(column)) + 2 * PADDING + 2
            self.setColumnWidth(place, min(max(width, _MIN_WIDTH), _MAX_WIDTH))
        labels = max((metrics.horizontalAdvance(t[:40]) for t in page.index[:200]), default=0)
        last = metrics.horizontalAdvance(f"{page.row_count:d}")
        self.verticalHeader().setFixedWidth(min(max(labels, last) + 26, _MAX_INDEX))

    def _fetch_soon(self) -> None:
        if not self._pause.isActive():
            self._pause.start()

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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fetch_soon()
