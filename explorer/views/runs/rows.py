"""The nodes of a run as rows: when each began, as far as one can tell, and how long it took."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.model.graph import NodeId
from core.model.run import NodeRun, Run, Status
from core.picture.words import STATUS_WORDS, duration

ROW_ROLE = Qt.ItemDataRole.UserRole
"""Gives the `RunRow` of an index."""
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class RunRow:
    """One node. `start` is the sum of the seconds of those before it: nodes run one by one."""

    node: NodeId
    part: NodeRun
    start: float


class RunRows(QAbstractListModel):
    """Rows in run order. `total` is the time of all nodes together, in seconds."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[RunRow, ...] = ()
        self.total = 0.0

    def show(self, run: Run | None) -> None:
        """Show a run; rows stay where they are while the same run goes on."""
        rows = tuple(_rows(run)) if run else ()
        is_same = [row.node for row in rows] == [row.node for row in self.rows]
        if not is_same:
            self.beginResetModel()
        self.rows = rows
        self.total = rows[-1].start + (rows[-1].part.seconds or 0.0) if rows else 0.0
        if not is_same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def place(self, *wanted: Status) -> int:
        """Return the first row in one of the given states, -1 when there is none."""
        return next((i for i, row in enumerate(self.rows) if row.part.status in wanted), -1)

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return _sentence(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.part.message or None
        return None


def _rows(run: Run) -> Iterator[RunRow]:
    start = 0.0
    for node, part in run.nodes.items():
        yield RunRow(node, part, start)
        start += part.seconds or 0.0


def _sentence(row: RunRow) -> str:
    took = "" if row.part.seconds is None else duration(row.part.seconds)
    parts = (row.node, STATUS_WORDS[row.part.status], row.part.summary, took)
    return ", ".join(filter(None, parts))
