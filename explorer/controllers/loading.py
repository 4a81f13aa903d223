"""The graph of the open project: read at once, then loaded by the worker in its place."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject

from core.layout import Layout
from core.model.graph import Graph, NodeId
from core.model.problem import Problem, ProblemKind
from core.reading import Reading, read
from core.session import Opening, Received, Tickets, completed, records, requests
from core.viewing import Look, Seen, Trail, first_lens, revealed, see
from core.worker.messages import Event, Loaded, NodeRecord, NodesFound
from explorer.background import Background
from explorer.controllers.keeping import failed_modules, kept_previews, kept_results, ordered
from explorer.controllers.layout import LayoutController
from explorer.controllers.offers import CHOOSE_INTERPRETER, OPEN
from explorer.controllers.selection import SelectionController
from explorer.link import WorkerLink
from explorer.state import Banner, Origin, State, Store, WorkerStatus


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A graph on its way to the canvas. `held` names the nodes whose values the worker has."""

    seen: Seen
    layout: Layout
    problems: tuple[Problem, ...]
    held: frozenset[NodeId] = frozenset()


class LoadingController(QObject):
    """Reads and loads; what is told about a project that is no longer open is dropped."""

    def __init__(
        self,
        store: Store,
        link: WorkerLink,
        tickets: Tickets,
        background: Background,
        selection: SelectionController,
        layouts: LayoutController,
    ) -> None:
        super().__init__()
        self._store = store
        self._link = link
        self._tickets = tickets
        self._background = background
        self._selection = selection
        self._layouts = layouts
        self._named: tuple[Problem, ...] = ()
        self._wanted: NodeId | None = None
        self._reading = Reading(Graph(), ())
        self._reading_ticket = 0
        self._load_ticket = 0
        self._records: list[NodeRecord] = []
        link.received.connect(self._receive)

    def read(self, opening: Opening, wanted: NodeId | None = None) -> None:
        """Read the project's graph, and show it unless a worker's is there already.

        `wanted` is selected as soon as there is such a node.
        """
        self._named, self._wanted = opening.problems, wanted
        self._reading_ticket = ticket = self._tickets.next()
        state = self._store.state

        def work() -> tuple[Reading, Seen, Layout]:
            reading = read(opening.project)
            reading = replace(reading, graph=ordered(reading.graph, opening.project))
            return reading, *self._placed(reading.graph, state)

        self._background.run(work, lambda found: self._show_read(ticket, *found))

    def load(self) -> None:
        """Ask the worker for the project's graph; it replaces the one that was read."""
        project = self._store.state.project
        assert project, "nothing is open"
        self._load_ticket = self._tickets.next()
        self._records.clear()
        if self._store.state.worker is not WorkerStatus.STARTING:
            self._store.update(worker=WorkerStatus.LOADING, worker_note="Importing")
        self._link.send(requests.load(self._load_ticket, project))

    def _placed(self, graph: Graph, state: State) -> tuple[Seen, Layout]:
        """See and place a graph: the first one as suits it, a later one as the person looks."""
        lens = state.lens
        if not state.graph.nodes:
            lens = first_lens(graph)
            if self._wanted is not None and self._wanted in graph.nodes:
                lens = revealed(see(graph, lens), self._wanted)
        seen = see(graph, lens, state.seen)
        return seen, self._layouts.arranged(seen, state.direction, state.layout)

    def _show_read(self, ticket: int, reading: Reading, seen: Seen, layout: Layout) -> None:
        if ticket != self._reading_ticket:
            return
        self._reading = reading
        if self._store.state.origin is Origin.LOADED:
            return
        self._store.update(
            graph=reading.graph,
            **_sight(self._store.state, seen),
            layout=layout,
            problems=(*self._named, *reading.problems),
            origin=Origin.READ,
            banner=_unread(reading.problems) or self._store.state.banner,
        )
        self._select()

    def _receive(self, batch: Iterable[Received]) -> None:
        for event, _ in batch:
            self._take(event)

    def _take(self, event: Event) -> None:
        match event:
            case NodesFound(ticket=self._load_ticket):
                self._records.extend(event.nodes)
            case Loaded(ticket=self._load_ticket):
                self._arrange(event)
            case _:
                return

    def _arrange(self, event: Loaded) -> None:
        found, ticket = tuple(self._records), event.ticket
        state = self._store.state
        project = state.project
        assert project, "only an open project is loaded"

        def work() -> _Arrival:
            read = self._reading.graph
            failed = failed_modules(read, event.modules)
            loaded = completed(records.graph(found), read, failed)
            graph = ordered(loaded, project)
            problems = tuple(map(records.problem, event.problems))
            seen, layout = self._placed(graph, state)
            return _Arrival(seen, layout, problems, frozenset(map(NodeId, event.held)))

        self._background.run(work, lambda arrival: self._show_loaded(ticket, arrival))

    def _show_loaded(self, ticket: int, arrival: _Arrival) -> None:
        if ticket != self._load_ticket:
            return
        state, graph = self._store.state, arrival.seen.graph
        self._store.update(
            graph=graph,
            **_sight(state, arrival.seen),
            layout=arrival.layout,
            problems=(*self._named, *arrival.problems),
            origin=Origin.LOADED,
            results=kept_results(state.results, state.graph, graph, arrival.held),
            previews=kept_previews(state.previews, graph, arrival.held),
            checks=tuple(check for check in state.checks if check.node in arrival.held),
            worker=WorkerStatus.READY,
            worker_note="",
            banner=_missing(arrival.problems) or state.banner,
        )
        self._select()

    def _select(self) -> None:
        """Select what was asked for, once; else look at the selected node afresh."""
        state = self._store.state
        if self._wanted is None:
            self._selection.refresh()
        elif self._wanted in state.graph.nodes:
            self._selection.select(self._wanted)
            self._wanted = None
        elif state.origin is Origin.LOADED:
            text = f"There is no node `{self._wanted}` in this dataflow."
            self._store.update(banner=Banner("warning", text))
            self._wanted = None


def _sight(state: State, seen: Seen) -> dict[str, object]:
    """Return what is looked at once a graph is seen: what the person asked for meanwhile holds."""
    lens = state.lens if state.graph.nodes and state.lens != state.seen.lens else seen.lens
    trail = state.trail if state.graph.nodes else Trail()
    trail = trail.replaced(Look(lens, state.selected))
    group = state.group if state.group in seen.closed else None
    return {"seen": seen, "lens": lens, "trail": trail, "group": group}


def _unread(problems: Iterable[Problem]) -> Banner | None:
    """Return why a file has no graph, where that is so."""
    for problem in problems:
        if problem.kind is ProblemKind.TARGET:
            return Banner("error", problem.message, (OPEN,))
    return None


def _missing(problems: Iterable[Problem]) -> Banner | None:
    """Return what the interpreter lacks, when it lacks something."""
    for problem in problems:
        if problem.kind is ProblemKind.ENVIRONMENT:
            return Banner("error", problem.message, (CHOOSE_INTERPRETER,))
    return None
