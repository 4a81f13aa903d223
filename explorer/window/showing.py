"""State -> views: each view is told only what changed for it."""

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer

from core.layout import Direction, Layout
from core.model.graph import Node, NodeId
from core.model.run import Run, RunStatus, Status
from core.model.tracing import line, rerun
from core.picture import Picture, compose
from explorer.commands import Means
from explorer.controllers.casework import cuttable
from explorer.controllers.comparing import has_good_values
from explorer.state import State, WorkerStatus
from explorer.window.desk import Desk
from explorer.window.frame import NAME, Frame
from explorer.window.looks import Looks
from explorer.window.remembered import remembered
from explorer.window.tinting import Tinting

LEGIBLE = 0.35
"""The zoom from which on the names on cards can be read."""
_FIRST_ZOOM = 0.6
_TICK_MILLISECONDS = 200
_WORKER = {
    WorkerStatus.NONE: "",
    WorkerStatus.STARTING: "Starting worker",
    WorkerStatus.LOADING: "Loading",
    WorkerStatus.READY: "Ready",
    WorkerStatus.RUNNING: "Running",
    WorkerStatus.CANCELLING: "Stopping",
    WorkerStatus.DEAD: "No worker",
}
_NO_DATA = {
    Status.IDLE: "{node} has no value yet. Run to it with Ctrl+Enter.",
    Status.WAITING: "{node} waits for its turn.",
    Status.RUNNING: "{node} is running.",
    Status.DONE: "Fetching {node}…",
    Status.REUSED: "Fetching {node}…",
    Status.GIVEN: "Fetching {node}…",
    Status.FAILED: "{node} failed, so it has no value. The Run panel says why.",
    Status.SKIPPED: "{node} did not run, because something before it failed.",
    Status.CANCELLED: "{node} was stopped before it was done.",
}


class Showing(QObject):
    """Passes every change of the state on to the views."""

    def __init__(self, means: Means, desk: Desk, frame: Frame, tinting: Tinting) -> None:
        super().__init__(frame)
        self._store = store = means.store
        self._drafting = means.drafting
        self._desk = desk
        self._frame = frame
        self._tinting = tinting
        tinting.changed.connect(self._show_again)
        # no lambda: what outlives the window would keep it, and all its parts, alive
        self._drafting.drafted.connect(self._show_again)
        self.picture: Picture | None = None
        self._parts: tuple[tuple[frozenset[str], Callable[[State], None]], ...] = (
            (_of("project"), self._show_project),
            (
                _of("seen layout results checks problems overrides selected group")
                | _of("marked freshness lit is_slowest_lit records trace comparison"),
                self._show_picture,
            ),
            (_of("is_slowest_lit"), self._show_slowest),
            (_of("graph problems"), self._show_outline),
            (_of("graph marked"), self._show_marked),
            (_of("results"), self._show_results),
            (_of("selected graph"), self._show_selected),
            (
                _of("selected group seen source graph results overrides run freshness"),
                self._show_node,
            ),
            (_of("selected preview results worker graph freshness past problems"), self._show_data),
            (_of("selected records"), self._show_record),
            (_of("run checks past history"), self._show_run),
            (_of("trace tracing history"), self._show_trace),
            (
                _of("trace results"),
                lambda state: desk.trace.show_outdated(is_outdated=state.is_trace_outdated),
            ),
            (_of("verifying"), lambda state: desk.trace.show_verifying(state.verifying)),
            (_of("case shrinking"), self._show_case),
            (
                _of("comparison comparing suggestions"),
                lambda s: desk.compare.show_comparison(s.comparison, s.comparing, s.suggestions),
            ),
            (_of("selected"), lambda s: desk.compare.show_selected(s.selected)),
            (_of("rows"), lambda s: desk.compare.show_rows(s.rows)),
            (_of("problems"), self._show_problems),
            (_of("log"), lambda state: desk.log.show_log(state.log)),
            (_of("worker worker_note news placing memory is_trusted project"), self._show_worker),
            (_of("banner"), self._show_banner),
        )
        self._lens = store.state.seen.lens
        self._way: tuple[NodeId, ...] = ()
        self._looks = Looks(desk.canvas)
        self._elapsed = 0.0
        self._clock = QTimer(self, interval=_TICK_MILLISECONDS)
        self._clock.timeout.connect(lambda: self._show_progress(store.state))
        store.changed.connect(self._show)

    def show_all(self) -> None:
        """Show the whole state; the first thing to do."""
        for _, show in self._parts:
            show(self._store.state)

    def _show_again(self) -> None:
        self._show_picture(self._store.state)

    def _show(self, old: State, new: State) -> None:
        fields = State.__slots__
        differing = {name for name in fields if getattr(old, name) is not getattr(new, name)}
        for names, show in self._parts:
            if not names.isdisjoint(differing):
                show(new)

    def _show_project(self, state: State) -> None:
        project = state.project
        self._frame.setWindowTitle(f"{project.title} - {NAME}" if project else NAME)
        # before there are cards: were the canvas to shrink then, all would be painted twice
        self._desk.selection_box.setVisible(project is not None)
        self._desk.show_canvas(project is not None)

    def _show_picture(self, state: State) -> None:
        if state.layout is None:
            self.picture = None
            self._desk.legend.hide()
            self._desk.minimap.show_picture(None)
            return
        before = base = self.picture
        subject = (state.graph, state.layout, state.seen)
        if self._drafting.is_needed(*subject, before):
            base = self._drafting.draft(*subject)
            if base is None:
                return
        self.picture = compose(
            state.graph,
            state.layout,
            state.results,
            state.checks,
            state.problems,
            frozenset(state.overrides),
            state.selected or state.group,
            base,
            marked=state.marked,
            freshness=state.freshness,
            seen=state.seen,
            colouring=self._tinting.colouring(state),
            spotlight=self._tinting.spotlight(state),
        )
        if before is not None and self._lens != state.seen.lens:
            self._looks.leave(self._lens, before.layout)
        self._desk.canvas.show_picture(self.picture)
        self._desk.minimap.show_picture(self.picture)
        if before is None:
            self._begin_where_it_can_be_read(state.layout)
        elif not self._lens.is_near(state.seen.lens):
            self._looks.arrive(state.seen.lens, state.layout)
        elif state.selected is not None and is_revealed(state.selected, before, self.picture):
            self._desk.canvas.center_on(state.selected)
        self._lens = state.seen.lens

    def _begin_where_it_can_be_read(self, layout: Layout) -> None:
        """Show the beginning of a graph that is too long to be read as a whole."""
        canvas = self._desk.canvas
        if canvas.zoom < LEGIBLE:
            canvas.fit_nodes(beginning(layout, canvas.width(), canvas.height()))

    def _show_marked(self, state: State) -> None:
        self._desk.selection_box.show_marked(len(state.marked))
        self._desk.outline.show_marked(state.marked)

    def _show_slowest(self, state: State) -> None:
        path = self._tinting.slowest(state)
        if path and state.is_slowest_lit:
            self._desk.canvas.fit_nodes(path.nodes)

    def _show_outline(self, state: State) -> None:
        self._desk.outline.show_graph(state.graph, state.problems)
        self._show_results(state)

    def _show_results(self, state: State) -> None:
        self._desk.outline.show_results(state.results)

    def _show_selected(self, state: State) -> None:
        self._desk.outline.show_selected(state.selected)
        if state.selected is not None:
            self._desk.canvas.center_on(state.selected)

    def _show_node(self, state: State) -> None:
        node = state.graph.nodes.get(state.selected) if state.selected is not None else None
        if node is None:
            closed = state.seen.closed.get(state.group) if state.group is not None else None
            if closed:
                self._desk.node.show_group(closed, state.results)
            else:
                self._desk.node.show_nothing()
            return
        self._desk.node.show_node(
            state.graph,
            node,
            state.source,
            state.results.get(node.id),
            failing_line=failing_line(node, state.run),
            has_override=node.id in state.overrides,
            can_run=state.project is None or state.project.document is None,
            news=" ".join(state.freshness.said_of(node.id)),
        )

    def _show_data(self, state: State) -> None:
        node = state.selected
        result = state.results.get(node) if node is not None else None
        if node is not None and state.past and node in state.past.nodes:
            self._desk.data.show_preview(remembered(state.past, node))
        elif node is not None and state.preview:
            news = " ".join(state.freshness.said_of(node))
            self._desk.data.show_preview(state.preview, result, news)
        else:
            self._desk.data.show_message(why_no_data(state))

    def _show_record(self, state: State) -> None:
        node = state.selected
        self._desk.data.show_record(state.records.get(node) if node is not None else None)

    def _show_run(self, state: State) -> None:
        past = state.past
        self._desk.run.show_run(past.as_run() if past else state.run, () if past else state.checks)
        self._desk.run.show_history(state.history, past.run.id if past else None)
        slowest = None if past else self._tinting.slowest(state)
        self._desk.run.slowest.show_path(state.run, slowest)
        self._show_progress(state)
        is_running = state.run is not None and state.run.status is RunStatus.RUNNING
        if is_running != self._clock.isActive():
            self._clock.start() if is_running else self._clock.stop()

    def _show_progress(self, state: State) -> None:
        run = state.run
        if run and run.status is RunStatus.RUNNING:  # else the clock stands still
            self._elapsed = time.time() - run.started
        self._desk.status.show_run(run, self._elapsed)

    def _show_trace(self, state: State) -> None:
        trace = state.trace
        suspects = trace.suspects if trace else ()
        reruns = {
            suspect.node: rerun(
                state.graph, state.results, trace, suspect.node, has_good=has_good_values(state)
            )
            for suspect in suspects
            if trace and suspect.node in state.graph.nodes
        }
        self._desk.trace.show_trace(trace, state.tracing, state.excerpts, reruns)
        way = line(trace) if trace else ()
        if len(way) > 1 and way != self._way:
            self._desk.canvas.fit_nodes(way)
        self._way = way

    def _show_case(self, state: State) -> None:
        ancestors = cuttable(state, state.case.node if state.case else None)
        self._desk.case.show_case(state.case, state.shrinking, ancestors)

    def _show_problems(self, state: State) -> None:
        self._desk.problems.show_problems(state.problems)
        self._desk.docks.count("problems", len(state.problems))

    def _show_worker(self, state: State) -> None:
        text = _without_worker(state) or _WORKER[state.worker]
        self._desk.status.show_worker(text, state.memory)
        self._desk.status.show_note(state.placing or state.worker_note or state.news)

    def _show_banner(self, state: State) -> None:
        if state.banner:
            self._desk.banner.show_banner(
                state.banner.level, state.banner.text, state.banner.actions
            )
        else:
            self._desk.banner.clear()


def is_revealed(node: NodeId, before: Picture, picture: Picture) -> bool:
    """Whether a node has another card than before: its own, or a closed group's."""
    old, new = before.index_of(node), picture.index_of(node)
    return new is not None and (old is None or before.id_of(old) != picture.id_of(new))


def beginning(layout: Layout, width: int, height: int) -> tuple[NodeId, ...]:
    """Return cards that data enters by, as many as can be read in a canvas of some pixels.

    Of those that are too many across the flow, the stretch where they stand closest.
    """
    along, across = (0, 1) if layout.direction is Direction.RIGHT else (1, 0)
    room = (width / _FIRST_ZOOM, height / _FIRST_ZOOM)
    starts, ends = layout.boxes[:, :2], layout.boxes[:, :2] + layout.boxes[:, 2:]
    is_first = ends[:, along] < room[along]
    first = np.flatnonzero(is_first)
    tops: NDArray[np.float64] = np.sort(starts[first, across])
    bottoms: NDArray[np.float64] = np.sort(ends[first, across])
    limits: NDArray[np.float64] = tops + room[across]
    counts = bottoms.searchsorted(limits, "right") - np.arange(len(first))
    top = float(tops[counts.argmax()]) if len(first) else 0.0
    is_near = (starts[:, across] >= top) & (ends[:, across] <= top + room[across])
    return tuple(NodeId(layout.ids[i]) for i in np.flatnonzero(is_near & is_first))


def failing_line(node: Node, run: Run | None) -> int:
    """Return the line of a node's function at which the last run failed; 0 for none."""
    if not run or not run.failure or run.failure.node != node.id or not node.source:
        return 0
    span = node.source
    for frame in reversed(run.failure.frames):
        if frame.file == span.file and span.first_line <= frame.line <= span.last_line:
            return frame.line
    return 0


def _without_worker(state: State) -> str:
    """Return why there can be no worker; empty when there can be one."""
    if state.project is None or state.is_trusted:
        return ""
    return "Graph from a file" if state.project.document else "Restricted"


def why_no_data(state: State) -> str:
    """Return why the selected node has no data to show, and what to do about it."""
    if state.selected is None:
        return "Select a node to see its data."
    if state.project and state.project.document:
        return "A graph from a file has no data: its code is not here."
    if not state.is_trusted:
        return "Nothing has run: this folder is not trusted yet."
    result = state.results.get(state.selected)
    status = result.status if result else Status.IDLE
    in_the_way = [p.message for p in state.problems if p.node == state.selected]
    if in_the_way and status is Status.IDLE:
        return f"{state.selected} has no value. {in_the_way[0]}"
    return _NO_DATA[status].format(node=state.selected)


def _of(names: str) -> frozenset[str]:
    return frozenset(names.split())
