"""Where something bad in a value began."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt

from core.model.graph import NodeId
from core.model.run import RunStatus, Status
from core.model.tracing import Symptom
from core.session import Received, Tickets, tracing
from core.worker.messages import Refused, Traced
from core.worker.messages import Trace as TraceRequest
from explorer.controllers.run import RunController
from explorer.link import WorkerLink
from explorer.state import Banner, Store, WorkerStatus

_THERE = (Status.DONE, Status.REUSED, Status.GIVEN)
_GONE = (WorkerStatus.NONE, WorkerStatus.DEAD)


@dataclass(frozen=True, slots=True)
class _Wish:
    node: NodeId
    column: str | None
    symptom: Symptom | None


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
        state = self._store.state
        if node is None or node not in state.graph.nodes:
            return
        self._wish = _Wish(node, column, symptom)
        result = state.results.get(node)
        if result is None or result.status not in _THERE or state.worker in _GONE:
            self._run.to_node(node)
        self._proceed()

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
        if is_hopeless or (state.run and state.run.failure):
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
        result = state.results.get(wish.node)
        if result is None or result.status not in _THERE:
            return
        self._wish = None
        self._asked = tracing.request(self._tickets.next(), wish.node, wish.symptom, wish.column)
        what = wish.symptom.value if wish.symptom else "what is odd"
        where = f"`{wish.column}` of `{wish.node}`" if wish.column else f"`{wish.node}`"
        self._store.update(trace=None, tracing=f"Tracing {what} in {where}")
        self._link.send(self._asked)

    def _receive(self, batch: Iterable[Received]) -> None:
        for event, _ in batch:
            if self._asked is None:
                return
            if isinstance(event, Traced) and event.ticket == self._asked.ticket:
                found = tracing.trace(event, self._asked)
                self._asked = None
                self._store.update(trace=found, tracing="")
            elif isinstance(event, Refused) and event.ticket == self._asked.ticket:
                self._asked = None
                self._store.update(tracing="", banner=Banner("warning", event.message))
