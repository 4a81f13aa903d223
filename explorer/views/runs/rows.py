"""The nodes of a run as rows: when each began, as far as one can tell, and how long it took."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import compress, count
from operator import is_not

import numpy as np
from numpy.typing import NDArray
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
    """Rows in run order."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._nodes: tuple[NodeId, ...] = ()
        self._parts: tuple[NodeRun, ...] = ()
        self._seconds = np.zeros(0)
        self._starts: NDArray[np.float64] | None = None
        self._standing: dict[Status, set[int]] = {}

    @property
    def total(self) -> float:
        """The time of all nodes together, in seconds."""
        return float(self._seconds.sum())

    def show(self, run: Run | None) -> None:
        """Show a run; while the same one goes on, only rows that differ are told."""
        nodes, parts = (tuple(run.nodes), tuple(run.nodes.values())) if run else ((), ())
        if nodes != self._nodes:
            self.beginResetModel()
            self._nodes, self._parts = nodes, ()
            self._seconds = np.zeros(len(nodes))
            self._standing = {status: set() for status in Status}
            self._take(parts, range(len(parts)))
            self.endResetModel()
        elif rows := [*compress(count(), map(is_not, parts, self._parts))]:
            self._take(parts, rows)
            self.dataChanged.emit(self.index(rows[0]), self.index(rows[-1]))

    def place(self, status: Status) -> int:
        """Return the first row in a state, -1 when there is none."""
        return min(self._standing.get(status, ()), default=-1)

    def _take(self, parts: tuple[NodeRun, ...], rows: Iterable[int]) -> None:
        before, self._parts, self._starts = self._parts, parts, None
        for row in rows:
            if before:
                self._standing[before[row].status].discard(row)
            self._standing[parts[row].status].add(row)
            self._seconds[row] = parts[row].seconds or 0.0

    def _row(self, place: int) -> RunRow:
        if self._starts is None:
            self._starts = np.cumsum(self._seconds) - self._seconds
        return RunRow(self._nodes[place], self._parts[place], float(self._starts[place]))

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._nodes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._row(index.row())
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return _sentence(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.part.message or None
        return None


def _sentence(row: RunRow) -> str:
    took = "" if row.part.seconds is None else duration(row.part.seconds)
    parts = (row.node, STATUS_WORDS[row.part.status], row.part.summary, took)
    return ", ".join(filter(None, parts))
