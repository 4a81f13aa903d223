"""Which rows of a node differ between the runs that are compared."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Qt

from core.model.comparison import Comparison, Difference
from core.model.graph import NodeId
from core.model.history import PastRun
from core.model.rows import RowsOfNode
from core.session import Received, Tickets, beside
from core.store import Archive
from core.worker.messages import Refused, RowsCompared
from explorer.controllers.recording import RecordingController
from explorer.link import WorkerLink
from explorer.state import State, Store, WorkerStatus

EXAMPLES = 10
"""Rows of each sort that are told at first."""
_AT_ONCE = 200_000
"""Rows that are compared without being asked to."""
_NOT_HELD = "Run the node again to see which rows differ: its value is no longer held."
_FIGURES = (
    "Which rows differ cannot be told: the values of the good run were not kept, only their "
    "figures. Values are kept when a run is pinned right after it."
)


class RowsController(QObject):
    """Has the worker put the rows of the node that is looked at beside those of the good run.

    At once where they are not too many, else when the person wants it.
    """

    def __init__(
        self, store: Store, link: WorkerLink, tickets: Tickets, recording: RecordingController
    ) -> None:
        super().__init__()
        self._store = store
        self._link = link
        self._tickets = tickets
        self._recording = recording
        self._comparison: Comparison | None = None
        self._asked: dict[int, tuple[NodeId, int]] = {}
        """The node that each request under way is about, and how many examples it wants."""
        link.received.connect(self._receive)
        # queued: nothing may be written while a change is being shown
        store.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    def compare(self, node: NodeId, count: int = EXAMPLES) -> None:
        """Tell which rows of a node differ, with so many examples of each sort."""
        state = self._store.state
        comparison = state.comparison
        found = comparison.nodes.get(node) if comparison else None
        if comparison is None or found is None:
            return
        if why := _why_not(node, comparison, state):
            self._show(node, RowsOfNode(why_not=why))
            return
        known = state.rows.get(node, RowsOfNode())
        self._show(node, RowsOfNode(known.comparison, "", count, is_waiting=True))
        ticket = self._tickets.next()
        self._asked = {ticket: (node, count)}
        before, after = comparison.before, state.past.run if state.past else None

        def folders(archive: Archive) -> tuple[Path | None, Path | None]:
            return _folder(archive, before), _folder(archive, after)

        def ask(places: tuple[Path | None, Path | None]) -> None:
            if ticket in self._asked:
                self._link.send(beside.comparison(ticket, node, *places, count))

        self._recording.look_up(folders, ask)

    def _follow(self) -> None:
        state = self._store.state
        if state.comparison is not self._comparison:
            self._comparison = state.comparison
            self._asked = {}
            self._store.update(rows={})
        if self._asked and state.worker.is_away:
            lost, self._asked = self._asked, {}
            for node, _ in lost.values():
                self._show(node, RowsOfNode(why_not=_NOT_HELD))
        if state.comparison is None or state.worker is not WorkerStatus.READY:
            return
        found = shown_difference(state.comparison, state.selected)
        if found and found.node not in state.rows and found.is_different and _is_small(found):
            self.compare(found.node)

    def _receive(self, batch: Iterable[Received]) -> None:
        for event, _ in batch:
            if not isinstance(event, RowsCompared | Refused) or event.ticket not in self._asked:
                continue
            node, count = self._asked.pop(event.ticket)
            if isinstance(event, Refused):
                self._show(node, RowsOfNode(why_not=event.message))
            else:
                self._show(node, RowsOfNode(beside.compared(event), "", count))

    def _show(self, node: NodeId, rows: RowsOfNode) -> None:
        self._store.update(rows={**self._store.state.rows, node: rows})


def shown_difference(comparison: Comparison, selected: NodeId | None) -> Difference | None:
    """Return the node that is shown side by side: the selected one, else the first that differs."""
    found = comparison.nodes.get(selected) if selected is not None else None
    return found or next(iter(comparison.different), None)


def _why_not(node: NodeId, comparison: Comparison, state: State) -> str:
    """Return why the values of a node cannot be put beside each other; empty when they can."""
    runs = (comparison.before, state.past.run) if state.past else (comparison.before,)
    for run in runs:
        if run.kept is None or not run.kept.nodes:
            return _FIGURES
        if node not in run.kept.nodes:
            why = run.kept.missing.get(node, "not part of it")
            return f"Which rows differ cannot be told: the good value was not kept ({why})."
    is_held = state.past or (node in state.results and state.results[node].status.has_value)
    return "" if is_held else _NOT_HELD


def _is_small(found: Difference) -> bool:
    records = (found.before, found.after)
    return all(record is not None and (record.rows or 0) <= _AT_ONCE for record in records)


def _folder(archive: Archive, run: PastRun | None) -> Path | None:
    return archive.values_folder(run.id) if run else None
