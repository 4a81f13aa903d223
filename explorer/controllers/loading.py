"""The graph of the open project: read at once, then loaded by the worker in its place."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from core.layout import Layout
from core.live import Changes, changes, patched
from core.model.freshness import Freshness
from core.model.graph import Graph, NodeId
from core.model.problem import Problem
from core.model.project import Project
from core.picture.ghosts import ghosts
from core.reading import Reading, Shelf, read
from core.session import Opening, Received, Tickets, completed, records, requests
from core.viewing import Look, Seen, Trail, first_lens, revealed, see
from core.worker.messages import Event, Hello, Loaded, NodeRecord, NodesFound
from explorer.background import Abandoned, Background
from explorer.controllers.keeping import (
    at_nodes,
    failed_modules,
    kept_previews,
    kept_results,
    ordered,
)
from explorer.controllers.layout import LayoutController
from explorer.controllers.obstacles import obstacle, outdated, unread
from explorer.controllers.selection import SelectionController
from explorer.link import WorkerLink
from explorer.state import Banner, Origin, State, Store, WorkerStatus


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A graph on its way to the canvas.

    `held` names the nodes whose values the worker has, `outdated` those of other code.
    """

    seen: Seen
    layout: Layout
    problems: tuple[Problem, ...]
    held: frozenset[NodeId] = frozenset()
    outdated: frozenset[NodeId] = frozenset()


class LoadingController(QObject):
    """Reads and loads; what is told about a project that is no longer open is dropped."""

    was_read = Signal()
    """There is a new `reading`."""
    was_reread = Signal(object)
    """Emitted with `Changes` when an edit is shown."""
    was_loaded = Signal(object)
    """Emitted with a frozenset of the nodes whose values are of other code than was loaded."""

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
        self._shelf = Shelf()
        self._problems: tuple[Problem, ...] = ()
        self._complaint: Banner | None = None
        self.reading = Reading(Graph(), ())
        """What the text of the project says now."""
        self._read_for_load: Reading | None = None
        self._reading_ticket = self._learned = 0
        self._load_ticket = self._arriving = self._loads = 0
        self._records: list[NodeRecord] = []
        link.received.connect(self._receive)

    def read(self, opening: Opening, wanted: NodeId | None = None) -> None:
        """Read the project's graph, and show it unless a worker's is there already.

        `wanted` is selected as soon as there is such a node.
        """
        self._named, self._wanted = opening.problems, wanted
        self._shelf = shelf = Shelf(keeps_whole=True)
        self._reading_ticket = ticket = self._tickets.next()
        state = self._store.state

        def work() -> tuple[Reading, tuple[Seen, Layout] | None]:
            reading = _read(opening.project, shelf, with_code=False)
            try:
                return reading, self._placed(reading.graph, state)
            except Abandoned:
                return reading, None  # it is true all the same

        self._background.run(work, lambda found: self._show_read(ticket, *found))

    def learn_code(self) -> None:
        """Read what was read once more, now with the code behind each node; shows nothing."""
        ticket, shelf, project = self._reading_ticket, self._shelf, self._store.state.project
        if project is not None and not self.reading.parts and ticket != self._learned:
            self._learned = ticket
            self._background.run(
                lambda: _read(project, shelf, with_code=True),
                lambda reading: self._take_reading(ticket, reading),
            )

    def read_again(self, opening: Opening) -> None:
        """Read the project after its files have changed, and show that without a jump.

        Files that no longer parse count as they were; a banner says so.
        """
        self._named = opening.problems
        self._reading_ticket = ticket = self._tickets.next()
        state, before, shelf = self._store.state, self.reading, self._shelf

        def work() -> tuple[Reading, Changes, Seen, Layout]:
            reading = _read(opening.project, shelf, with_code=True)
            graph = ordered(patched(state.graph, before.graph, reading.graph), opening.project)
            return reading, changes(before, reading), *self._placed(graph, state)

        def show(found: tuple[Reading, Changes, Seen, Layout]) -> None:
            if ticket == self._reading_ticket and self._store.state.graph is not state.graph:
                self.read_again(opening)  # what was shown is another by now
            elif ticket == self._reading_ticket:
                self._show_edit(*found)

        self._background.run(work, show)

    @property
    def loaded_reading(self) -> Reading:
        """What the text said when the worker was last asked to load it."""
        return self._read_for_load or self.reading

    def load(self) -> None:
        """Ask the worker for the project's graph; it replaces the one that was read."""
        self._read_for_load = self.reading if self.reading.parts else None
        project = self._store.state.project
        assert project, "nothing is open"
        self._load_ticket = self._tickets.next()
        self._records.clear()
        if self._store.state.worker is not WorkerStatus.STARTING:
            self._store.update(worker=WorkerStatus.LOADING, worker_note="Importing")
        self._link.send(requests.load(self._load_ticket, project))

    def go_without(self) -> None:
        """The worker's graph is not to be placed: what is shown stays, and can be run."""
        if self._arriving and self._arriving == self._load_ticket:
            self._arriving = 0
            self._store.update(worker=WorkerStatus.READY, worker_note="")

    def _placed(self, graph: Graph, state: State) -> tuple[Seen, Layout]:
        """See and place a graph: the first one as suits it, a later one as the person looks."""
        graph, lens = graph.prepared(), state.lens
        if not state.graph.nodes:
            lens = first_lens(graph)
            if self._wanted is not None and self._wanted in graph.nodes:
                lens = revealed(see(graph, lens), self._wanted)
        seen = see(graph, lens, state.seen)
        return seen, self._layouts.arranged(seen, state.direction, state.layout)

    def _show_read(self, ticket: int, reading: Reading, placed: tuple[Seen, Layout] | None) -> None:
        self._take_reading(ticket, reading)
        is_late = ticket != self._reading_ticket or self._store.state.origin is Origin.LOADED
        if is_late or placed is None:
            return
        seen, layout = placed
        self._problems = reading.problems
        self._store.update(
            graph=reading.graph,
            **_sight(self._store.state, seen),
            layout=layout,
            problems=(*self._named, *at_nodes(reading.problems, seen.graph)),
            origin=Origin.READ,
            banner=unread(reading.problems) or self._store.state.banner,
        )
        self._select()

    def _take_reading(self, ticket: int, reading: Reading) -> None:
        if ticket == self._reading_ticket:
            self.reading = reading
            self.was_read.emit()

    def _show_edit(self, reading: Reading, edit: Changes, seen: Seen, layout: Layout) -> None:
        state = self._store.state
        is_loaded = state.origin is Origin.LOADED
        if not is_loaded:
            self._problems = reading.problems
        problems = dict.fromkeys((*self._named, *reading.outdated, *self._problems))
        self._store.update(
            graph=seen.graph,
            **_sight(state, seen),
            layout=layout,
            problems=at_nodes(problems, seen.graph),
            origin=Origin.LOADED if is_loaded else Origin.READ,
            freshness=_freshness(state, edit, layout),
            news=f"Saved: {edit.sentence}." if edit.sentence else "",
            banner=self._complained(outdated(reading)),
        )
        self.reading = reading
        self._select()
        self.was_read.emit()
        self.was_reread.emit(edit)

    def _complained(self, complaint: Banner | None) -> Banner | None:
        """Return the banner that says what is in the way now, in place of what it said before."""
        banner, before = self._store.state.banner, self._complaint
        self._complaint = complaint
        return complaint or (None if banner is before else banner)

    def _receive(self, batch: Iterable[Received]) -> None:
        for event, _ in batch:
            self._take(event)

    def _take(self, event: Event) -> None:
        match event:
            case Hello():
                self._loads = 0
            case NodesFound(ticket=self._load_ticket):
                self._records.extend(event.nodes)
            case Loaded(ticket=self._load_ticket):
                self._loads += 1
                self._arrange(event)
            case _:
                return

    def _arrange(self, event: Loaded) -> None:
        found, self._arriving = tuple(self._records), event.ticket
        ticket = event.ticket
        state = self._store.state
        project = state.project
        assert project, "only an open project is loaded"

        def work() -> _Arrival:
            read = self.reading.graph
            failed = failed_modules(read, event.modules)
            loaded = completed(records.graph(found), read, failed)
            graph = ordered(loaded, project)
            problems = tuple(map(records.problem, event.problems))
            seen, layout = self._placed(graph, state)
            held, outdated = (frozenset(map(NodeId, n)) for n in (event.held, event.outdated))
            return _Arrival(seen, layout, problems, held, outdated)

        self._background.run(work, lambda arrival: self._show_loaded(ticket, arrival))

    def _show_loaded(self, ticket: int, arrival: _Arrival) -> None:
        if ticket != self._load_ticket:
            return
        self._arriving = 0
        state, graph = self._store.state, arrival.seen.graph
        held = arrival.held | arrival.outdated
        self._problems = arrival.problems
        self._store.update(
            graph=graph,
            **_sight(state, arrival.seen),
            layout=arrival.layout,
            problems=(*self._named, *at_nodes(arrival.problems, graph)),
            origin=Origin.LOADED,
            results=kept_results(state.results, state.graph, graph, held),
            previews=kept_previews(state.previews, graph, held),
            checks=tuple(check for check in state.checks if check.node in held),
            worker=WorkerStatus.READY,
            worker_note="",
            banner=self._complained(obstacle(arrival.problems, is_again=self._loads > 1)),
        )
        self._select()
        self.was_loaded.emit(arrival.outdated)

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


def _freshness(state: State, edit: Changes, layout: Layout) -> Freshness:
    gone = ghosts(edit.removed, state.layout, layout) if state.layout else ()
    return Freshness(edit.edits, state.freshness.stale, gone)


def _read(project: Project, shelf: Shelf, with_code: bool) -> Reading:
    reading = read(project, with_code, shelf)
    return replace(reading, graph=ordered(reading.graph, project))
