"""Where something bad in a value began."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt

from core.model.graph import NodeId
from core.model.run import RunStatus, Status
from core.model.tracing import Symptom, Trace, is_absent
from core.picture.symptoms import WHOLE_REQUESTS
from core.reading.telling import excerpts
from core.session import Received, Tickets, tracing
from core.worker.messages import Refused, Traced
from core.worker.messages import Trace as TraceRequest
from explorer.controllers.run import RunController
from explorer.link import WorkerLink
from explorer.state import Banner, Store, WorkerStatus

_THERE = (Status.DONE, Status.REUSED, Status.GIVEN)
_GONE = (WorkerStatus.NONE, WorkerStatus.DEAD)
_WHICH_CATEGORY = "Which category? Right-click a cell that has it, in the panel Data."


@dataclass(frozen=True, slots=True)
class _Wish:
    node: NodeId
    column: str | None = None
    symptom: Symptom | None = None
    places: tuple[int, ...] = ()
    check: NodeId | None = None

    @property
    def sentence(self) -> str:
        """What is being traced."""
        what = "what is odd"
        if self.symptom:
            what = WHOLE_REQUESTS[self.symptom].removeprefix("Trace ")
        if self.places and not self.symptom:
            count = len(self.places)
            what = "one row" if count == 1 else f"{count:,} rows"
        if self.check:
            what = f"the rows that `{self.check}` did not pass for"
        where = f"`{self.column}` of `{self.node}`" if self.column else f"`{self.node}`"
        return f"Tracing {what} in {where}"


class TracingController(QObject):
    """Asks the worker to trace, after a run where there is no value yet."""

    def __init__(
        self,
        store: Store,
        link: WorkerLink,
        tickets: Tickets,
        run: RunController,
    ) -> None:
        super().__init__()
        self._store = store
        self._link = link
        self._tickets = tickets
        self._run = run
        self._wish: _Wish | None = None
        self._asked: TraceRequest | None = None
        link.received.connect(self._receive)
        # queued: nothing may be written while a change is being shown
        store.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    def trace(
        self, node: NodeId | None, column: str | None = None, symptom: Symptom | None = None
    ) -> None:
        """Find where a symptom of a node's value began; without one, where anything odd did.

        A node without a value is run to first.
        """
        if node is None:
            return
        if symptom is Symptom.UNSEEN_CATEGORY:
            self._store.update(banner=Banner("info", _WHICH_CATEGORY))
            return
        record = self._store.state.records.get(node)
        if symptom and record and self._is_there(node) and is_absent(symptom, record, column):
            self._wish = self._asked = None
            self._show(Trace(node, column, symptom))
            return
        self._begin(_Wish(node, column, symptom))

    def trace_rows(
        self,
        node: NodeId,
        places: tuple[int, ...],
        column: str | None = None,
        symptom: Symptom | None = None,
    ) -> None:
        """Find where what is odd about some rows began; `places` count from 0."""
        self._begin(_Wish(node, column, symptom, places))

    def trace_check(self, node: NodeId, check: NodeId) -> None:
        """Find where the rows of a node began to be what a check did not pass for."""
        self._begin(_Wish(node, check=check))

    def again(self) -> None:
        """Trace once more what is shown: its values may be others now."""
        shown = self._store.state.trace
        if shown and (shown.places or shown.check):
            wish = (shown.node, shown.column, shown.symptom, shown.places, shown.check)
            self._begin(_Wish(*wish))
        elif shown:
            self.trace(shown.node, shown.column, shown.symptom)

    def _show(self, found: Trace) -> None:
        run = self._store.state.results.get(found.node)
        lines = excerpts(self._store.state.graph, found)
        self._store.update(trace=found, traced=run, tracing="", excerpts=lines)

    def _begin(self, wish: _Wish) -> None:
        state = self._store.state
        if wish.node not in state.graph.nodes:
            return
        self._wish = wish
        # a failed check leaves its node without a value; the one before checking has one
        if not (wish.check or self._is_there(wish.node)) or state.worker in _GONE:
            self._run.to_node(wish.node)
        self._proceed()

    def _is_there(self, node: NodeId) -> bool:
        result = self._store.state.results.get(node)
        return result is not None and result.status in _THERE

    def clear(self) -> None:
        """Leave the trace that is shown."""
        self._wish = self._asked = None
        self._store.update(trace=None, tracing="")

    def _follow(self) -> None:
        state, wish = self._store.state, self._wish
        if state.trace is not None and state.trace.node not in state.graph.nodes:
            self.clear()
        if self._asked is not None and state.worker in _GONE:
            self._asked = None
            self._store.update(tracing="")
        if wish is None:
            return
        is_hopeless = state.worker in _GONE and state.question is None
        if is_hopeless or (state.run and state.run.failure and not wish.check):
            self._wish = None
        else:
            self._proceed()

    def _proceed(self) -> None:
        """Ask, as soon as there is a value and nothing runs."""
        state, wish = self._store.state, self._wish
        if wish is None or state.worker is not WorkerStatus.READY or state.question:
            return
        if state.run and state.run.status is RunStatus.RUNNING:
            return
        if not (wish.check or self._is_there(wish.node)):
            return
        self._wish = None
        asked = (self._tickets.next(), wish.node, wish.symptom, wish.column)
        self._asked = tracing.request(*asked, places=wish.places, check=wish.check)
        self._store.update(trace=None, tracing=wish.sentence)
        self._link.send(self._asked)

    def _receive(self, batch: Iterable[Received]) -> None:
        for event, _ in batch:
            if self._asked is None:
                return
            if isinstance(event, Traced) and event.ticket == self._asked.ticket:
                found = tracing.trace(event, self._asked)
                self._asked = None
                self._show(found)
            elif isinstance(event, Refused) and event.ticket == self._asked.ticket:
                self._asked = None
                self._store.update(tracing="", banner=Banner("warning", event.message))
