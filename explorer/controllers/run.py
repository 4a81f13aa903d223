"""Compute nodes of the open project."""

import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt

from core.model.given import Given
from core.model.graph import Graph, NodeId, NodeKind
from core.model.run import CheckResult, Failure, NodeRun, Run, RunStatus, Status
from core.picture.change import differing
from core.session import Received, Tickets, fold, requests
from core.worker.messages import Event, Refused
from explorer.controllers.allowance import Allowance
from explorer.controllers.given import GivenController, needed_inputs
from explorer.controllers.project import ProjectController
from explorer.controllers.selection import SelectionController
from explorer.link import WorkerLink
from explorer.state import Store, WorkerStatus

_BUSY = (WorkerStatus.RUNNING, WorkerStatus.CANCELLING)
_COMING = (WorkerStatus.STARTING, WorkerStatus.LOADING)
_GIVEN = (NodeKind.INPUT, NodeKind.CONFIG)
_NEXT = ", then running to "


@dataclass(frozen=True, slots=True)
class _Wish:
    """A run that was asked for and has not begun."""

    targets: tuple[NodeId, ...]
    force: bool


class RunController(QObject):
    """Starts runs as soon as all that they need is there, and folds what is told about them."""

    def __init__(
        self,
        store: Store,
        link: WorkerLink,
        tickets: Tickets,
        project: ProjectController,
        given: GivenController,
        selection: SelectionController,
        allowance: Allowance,
    ) -> None:
        super().__init__()
        self._store = store
        self._link = link
        self._tickets = tickets
        self._project = project
        self._given = given
        self._selection = selection
        self._allowance = allowance
        self._wish: _Wish | None = None
        self._failure: Failure | None = None
        link.received.connect(self._receive)
        # queued: nothing may be written while a change is being shown
        store.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    def to_node(self, node: NodeId | None, *, force: bool = False) -> None:
        """Compute a node and what it needs; with `force` nothing that is held is reused."""
        if node is not None:
            self._want(_Wish((node,), force))

    def to_nodes(self, nodes: Collection[NodeId]) -> None:
        """Compute some nodes and what they need; inputs among them are no targets."""
        made = self._store.state.graph.nodes.items()
        targets = (id for id, node in made if id in nodes and node.kind not in _GIVEN)
        self._want(_Wish(tuple(targets), force=False))

    def all(self) -> None:
        """Compute every node."""
        self._want(_Wish(ends(self._store.state.graph), force=False))

    def change_inputs(self) -> None:
        """Ask for all inputs; nothing runs."""
        self._given.ask_for_inputs(ends(self._store.state.graph), starts_run=False)

    def use_inputs(self, values: Mapping[NodeId, Given]) -> None:
        """Take the inputs that were asked for, and go on."""
        self._given.use_inputs(values)
        self._proceed()

    def override(self, node: NodeId, value: Given) -> None:
        """Take the value that was asked for in place of what a node computes, and go on."""
        self._given.override(node, value)
        self._proceed()

    def dismiss(self) -> None:
        """Leave a question unanswered, and what waited for the answer undone."""
        self._wish = None
        self._project.dismiss()

    def _want(self, wish: _Wish) -> None:
        state = self._store.state
        if state.project and wish.targets and state.worker not in _BUSY:
            self._wish = wish
            self._project.wake()
            self._proceed()

    def _follow(self) -> None:
        self._go_to_failure()
        state = self._store.state
        is_hopeless = state.worker in (WorkerStatus.NONE, WorkerStatus.DEAD)
        if is_hopeless and state.question is None:
            self._wish = None
        self._promise()
        self._proceed()

    def _go_to_failure(self) -> None:
        """Select the node that failed, or ran when its worker died; once."""
        run = self._store.state.run
        failure = run.failure if run else None
        if failure is not self._failure:
            self._failure = failure
            if failure and failure.node in self._store.state.graph.nodes:
                self._selection.select(failure.node)

    def _promise(self) -> None:
        """Say what comes next while the worker is on its way."""
        state, wish = self._store.state, self._wish
        if wish and state.worker in _COMING and _NEXT not in state.worker_note:
            what = _named(wish.targets, state.graph)
            self._store.update(worker_note=f"{state.worker_note}{_NEXT}{what}")

    def _proceed(self) -> None:
        state, wish = self._store.state, self._wish
        if wish is None or state.worker is not WorkerStatus.READY or state.question:
            return
        if not self._given.is_enough_for(wish.targets):
            self._given.ask_for_inputs(wish.targets)
            return
        self._wish = None
        self._begin(wish)

    def _begin(self, wish: _Wish) -> None:
        state = self._store.state
        run = Run(self._tickets.next(), wish.targets, started=time.time())
        inputs = {
            node: state.inputs[node]
            for node in needed_inputs(state, wish.targets)
            if node in state.inputs
        }
        overrides = {n: value for n, value in state.overrides.items() if n in state.graph.nodes}
        self._store.update(run=run, worker=WorkerStatus.RUNNING, worker_note="", banner=None)
        limits = self._allowance.limits()
        self._link.send(
            requests.execute(run.id, run.targets, inputs, overrides, wish.force, limits)
        )

    def _receive(self, batch: Iterable[Received]) -> None:
        run = self._store.state.run
        if run is None or run.status is not RunStatus.RUNNING:
            return
        events = [event for event, _ in batch if getattr(event, "ticket", 0) == run.id]
        refused = next((event for event in events if isinstance(event, Refused)), None)
        if refused:
            self._refuse(run, refused)
        elif events:
            self._fold(run, events)

    def _refuse(self, run: Run, event: Refused) -> None:
        self._store.update(run=None, worker=WorkerStatus.READY, worker_note="")
        errors = {NodeId(node): text for node, text in event.errors.items()}
        self._wish = _Wish(run.targets, force=False)
        self._given.refuse(run.targets, event.message, errors)
        if self._store.state.question is None:
            self._wish = None

    def _fold(self, run: Run, events: Iterable[Event]) -> None:
        state = self._store.state
        after = fold(run, events, state.graph)
        changes: dict[str, object] = {"run": after}
        if after.nodes is not run.nodes:
            changes["results"] = _merged(state.results, run.nodes, after.nodes)
        if after.checks != run.checks:
            changes["checks"] = _newest(state.checks, after.checks)
        if after.status is not RunStatus.RUNNING:
            changes |= {"worker": WorkerStatus.READY, "worker_note": ""}
        self._store.update(**changes)


def _named(targets: tuple[NodeId, ...], graph: Graph) -> str:
    if len(targets) == 1:
        return f"`{targets[0]}`"
    return "all nodes" if targets == ends(graph) else f"{len(targets):,} nodes"


def ends(graph: Graph) -> tuple[NodeId, ...]:
    """Return the nodes that nothing reads: computing them computes all."""
    return tuple(
        node.id
        for node in graph.nodes.values()
        if not graph.children[node.id] and node.kind not in _GIVEN
    )


def _merged(
    results: Mapping[NodeId, NodeRun], old: Mapping[NodeId, NodeRun], new: Mapping[NodeId, NodeRun]
) -> dict[NodeId, NodeRun]:
    """Return results with what became of nodes of a run; one that was left alone has none."""
    merged = dict(results)
    for node in differing(old, new):
        if new[node].status is Status.IDLE:
            merged.pop(node, None)
        else:
            merged[node] = new[node]
    return merged


def _newest(old: Iterable[CheckResult], new: Iterable[CheckResult]) -> tuple[CheckResult, ...]:
    return tuple({check.check: check for check in (*old, *new)}.values())
