"""Values that took long and outlived their worker."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt, Signal

from core.model.graph import NodeId
from core.model.run import NodeRun, Status
from core.session import Received, Tickets, ValueFolder, requests
from core.session.folding import sane
from core.worker.messages import Hello, Loaded, Recalled
from explorer.link import WorkerLink
from explorer.state import Store, WorkerStatus

_THERE = (WorkerStatus.READY, WorkerStatus.RUNNING, WorkerStatus.CANCELLING)
_NOTE = "It took long, so it was kept when its worker ended."


class RecallController(QObject):
    """Has the worker that follows another take its kept values back, before anything runs."""

    asked = Signal()
    """The worker is asked for what is true of the state as it is now."""
    recalled = Signal(object)
    """Emitted with a frozenset of the nodes that have a value again, before they show it."""

    def __init__(
        self, store: Store, link: WorkerLink, tickets: Tickets, values: ValueFolder
    ) -> None:
        super().__init__()
        self._store = store
        self._link = link
        self._tickets = tickets
        self._values = values
        self._is_due = False
        self._ticket = 0
        self._recalled: dict[NodeId, NodeRun] = {}
        link.received.connect(self._receive)
        # queued: nothing may be written while a change is being shown
        store.changed.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def _receive(self, batch: Iterable[Received]) -> None:
        for event, _ in batch:
            match event:
                case Hello():
                    self._is_due = self._values.path.is_dir()
                    self._recalled = {}
                case Loaded() if self._is_due:
                    self._is_due = False
                    self._ask()
                case Recalled(ticket=self._ticket):
                    self._recalled = dict(_results(event))
                    self._show()
                case _:
                    continue

    def _ask(self) -> None:
        state = self._store.state
        self._ticket = self._tickets.next()
        request = requests.recall(self._ticket, self._values.path, state.inputs, state.overrides)
        self._link.send(request)
        self.asked.emit()

    def _show(self) -> None:
        """Add what came back to the results, as soon as the graph is there; runs tell more."""
        state = self._store.state
        if self._recalled and state.worker in _THERE:
            known = {n: part for n, part in self._recalled.items() if n in state.graph.nodes}
            self._recalled = {}
            self.recalled.emit(frozenset(known))
            self._store.update(results={**known, **state.results})


def _results(event: Recalled) -> Iterable[tuple[NodeId, NodeRun]]:
    for node, seconds, summary, rows in zip(
        event.nodes, event.seconds, event.summaries, event.rows, strict=False
    ):
        part = NodeRun(Status.REUSED, sane(seconds), summary, rows, message=_NOTE)
        yield NodeId(node), part
