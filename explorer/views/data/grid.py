"""A table as Qt's item model, over the pages that have come. Cells are painted from the pages."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.model.preview import Column, TablePage
from core.model.record import ColumnProfile, Record
from explorer.views.data.pages import Pages
from explorer.views.data.profiles import tip

MAX_ROWS = 80_000_000
"""Above 2**31 pixels of height Qt's table hangs; at 24 pixels a row that is 89 million rows."""
_MAX_COLUMNS = 10_000_000
COLUMN_ROLE = Qt.ItemDataRole.UserRole
"""Gives the `Column` of a section of the horizontal header."""
PROFILE_ROLE = Qt.ItemDataRole.UserRole + 1
"""Gives the `ColumnProfile` of a section of the horizontal header, None while there is none."""
_NULL = "null"
_WAITING = "·"
_LONG = 30
"""Texts longer than this are shown whole in the tip."""
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_Index = QModelIndex | QPersistentModelIndex


class Grid(QAbstractTableModel):
    """Gives the known cells; those not known yet as a faint mark."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.pages: Pages | None = None
        self._record: Record | None = None

    def show(self, page: TablePage | None) -> None:
        """Start anew with the first page of a table."""
        self.beginResetModel()
        self.pages = Pages(page) if page else None
        self.endResetModel()

    def add(self, page: TablePage) -> None:
        """Take in a further page of the same table."""
        if self.pages is None:
            return
        self.pages.add(page)
        window = page.window
        rows, columns = max(1, len(page.cells)), max(1, len(page.columns))
        self.dataChanged.emit(
            self.index(window.row, window.column),
            self.index(window.row + rows - 1, window.column + columns - 1),
        )
        last = window.column + columns - 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, window.column, last)
        self.headerDataChanged.emit(Qt.Orientation.Vertical, window.row, window.row + rows - 1)

    def show_record(self, record: Record | None) -> None:
        """Take what is known of the table's columns in figures."""
        if record is not self._record:
            self._record = record
            if last := self.columnCount():
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last - 1)

    def profile(self, place: int) -> ColumnProfile | None:
        """Return a column in figures, None where that is not known."""
        columns = self._record.columns if self._record else ()
        return columns[place] if place < len(columns) else None

    def column(self, place: int) -> Column | None:
        """Return the head of a column, None while it is not known."""
        return self.pages.column(place) if self.pages else None

    def _label(self, row: int) -> str:
        label = self.pages.label(row) if self.pages else None
        return _WAITING if label is None else label

    def _head(self, column: Column | None, section: int, role: int) -> object:
        if role == COLUMN_ROLE:
            return column
        if role == Qt.ItemDataRole.DisplayRole:
            return column.name if column else _WAITING
        if role == Qt.ItemDataRole.ToolTipRole and column:
            return tip(column, self.profile(section), self._record.sampled if self._record else 0)
        return None

    # Qt overrides

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        is_inner = parent.isValid() or self.pages is None
        return 0 if is_inner or not self.pages else min(self.pages.row_count, MAX_ROWS)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        is_inner = parent.isValid() or self.pages is None
        return 0 if is_inner or not self.pages else min(self.pages.column_count, _MAX_COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _ROLES or not self.pages:
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            head = self.pages.column(column)
            return _RIGHT if head and head.is_numeric else _LEFT
        text = self.pages.cell(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return text if text and len(text) > _LONG else None
        if text is None:
            return _NULL if self.pages.has_row(row, column) else _WAITING
        return text

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if not self.pages:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self._label(section) if role == Qt.ItemDataRole.DisplayRole else None
        if role == PROFILE_ROLE:
            return self.profile(section)
        return self._head(self.pages.column(section), section, role)


_ROLES = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.ToolTipRole,
    }
)
