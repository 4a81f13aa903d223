"""The newest results beside a good run."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt

from core.comparing import blamed, compare, suggest
from core.model.comparison import Check, Comparison
from core.model.graph import Graph, NodeId
from core.model.history import PastOutcome, PastRun
from core.model.project import Project
from core.model.run import RunStatus
from core.model.tracing import Trace
from core.picture import ColourBy
from core.reading.telling import excerpts
from core.store import Archive
from explorer.controllers.colouring import ColouringController
from explorer.controllers.recording import RecordingController
from explorer.state import State, Store

_MOST_GOOD = 5
"""Good runs that checks are suggested from."""
_NOTHING_GOOD = (
    "No run is pinned as good yet. Pin one first: its menu is in the list of runs in the Run panel."
)
_NOTHING_RECORDED = "Nothing has run yet that could be compared. Run the dataflow first."


@dataclass(frozen=True, slots=True)
class _Answer:
    comparison: Comparison | None
    suggestions: Mapping[NodeId, tuple[Check, ...]]


class ComparingController(QObject):
    """Compares with a good run, and again after each run until told to stop.

    A trace that arrives while a run is pinned as good is ranked by what changed since.
    """

    def __init__(
        self, store: Store, recording: RecordingController, colouring: ColouringController
    ) -> None:
        super().__init__()
        self._store = store
        self._recording = recording
        self._colouring = colouring
        self._colour_before: ColourBy | None = None
        self._good: PastRun | None = None
        self._seen = _figures(store.state)
        self._project: Project | None = None
        self._traced: Trace | None = None
        """The trace as it arrived."""
        self._ranked: Trace | None = None
        """What is shown of it."""
        self._ranked_by = _figures(store.state)
        self._asked = 0
        # queued: nothing may be written while a change is being shown
        store.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    def compare(self, good: PastRun | None = None) -> None:
        """Compare what is shown with a run, or else with the newest that is pinned as good."""
        state = self._store.state
        good = good or good_run(state)
        if good is None:
            self._store.update(comparison=None, comparing=_NOTHING_GOOD)
        elif not (state.past or state.records):
            self._store.update(comparison=None, comparing=_NOTHING_RECORDED)
        else:
            self._good = good
            if self._colouring.by is not ColourBy.DIFFERENCE:
                self._colour_before = self._colouring.by
                self._colouring.colour_by(ColourBy.DIFFERENCE)
            self._ask(good)

    def clear(self) -> None:
        """Leave the comparison, with the colours as they were before."""
        self._good = None
        self._asked += 1
        none: Mapping[NodeId, tuple[Check, ...]] = {}
        self._store.update(comparison=None, comparing="", suggestions=none)
        if self._colouring.by is ColourBy.DIFFERENCE:
            self._colouring.colour_by(self._colour_before or ColourBy.STATUS)

    def _follow(self) -> None:
        state = self._store.state
        if state.project is not self._project:
            is_other = not (
                state.project and self._project and state.project.root == self._project.root
            )
            self._project = state.project
            if is_other and (self._good or state.comparing):
                self.clear()
        is_running = state.run is not None and state.run.status is RunStatus.RUNNING
        if self._good and not is_running and _differ(state, self._seen):
            self._ask(self._good)
        if state.trace is not None and self._ranked and _is_judged(state.trace, self._ranked):
            self._ranked = state.trace
        elif state.trace is not None and state.trace is not self._ranked:
            self._traced = state.trace
            self._rank(state.trace)
        elif state.trace is not None and self._traced and _differ(state, self._ranked_by):
            self._rank(self._traced)  # records come a moment after the values

    def _ask(self, good: PastRun) -> None:
        state = self._store.state
        self._seen = _figures(state)
        self._asked += 1
        asked, graph, now = self._asked, state.graph, _now(state)
        others = [run.id for run in state.history if run.is_good and run.id != good.id]

        def work(archive: Archive) -> _Answer:
            before = archive.outcome(good.id)
            if before is None:
                return _Answer(None, {})
            found = _compared(archive, before, now, graph)
            more = filter(None, map(archive.outcome, others[: _MOST_GOOD - 1]))
            return _Answer(found, _suggestions((before, *more)))

        def show(answer: _Answer) -> None:
            if asked != self._asked:
                return
            gone = "" if answer.comparison else "The good run is not kept any more."
            self._store.update(
                comparison=answer.comparison, comparing=gone, suggestions=answer.suggestions
            )

        self._recording.look_up(work, show)

    def _rank(self, trace: Trace) -> None:
        state = self._store.state
        self._ranked, self._ranked_by = state.trace, _figures(state)
        good = good_run(state)
        if good is None:
            return
        graph, now = state.graph, _now(state)

        def work(archive: Archive) -> Trace:
            before = archive.outcome(good.id)
            found = _compared(archive, before, now, graph) if before else None
            return blamed(trace, found, graph) if found else trace

        def show(ranked: Trace) -> None:
            shown = self._store.state.trace
            if shown is None or shown is not self._ranked:
                return
            for suspect in shown.suspects:
                if suspect.verdict:
                    ranked = ranked.judged(suspect.node, suspect.verdict)
            if ranked not in (shown, trace):
                self._ranked = ranked
                self._store.update(trace=ranked, excerpts=excerpts(graph, ranked))

        self._recording.look_up(work, show)


def good_run(state: State) -> PastRun | None:
    """Return the newest run that is pinned as good, other than the one that is looked at."""
    shown = state.past.run.id if state.past else None
    return next((run for run in state.history if run.is_good and run.id != shown), None)


def _is_judged(trace: Trace, ranked: Trace) -> bool:
    """Whether a trace is the ranked one, but for verdicts."""
    pairs = zip(trace.suspects, ranked.suspects, strict=False)
    is_same = all(new.reason == old.reason and new.node == old.node for new, old in pairs)
    is_whole = len(trace.suspects) == len(ranked.suspects) and trace.path is ranked.path
    has_verdict = any(suspect.verdict for suspect in trace.suspects)
    return trace is not ranked and has_verdict and is_same and is_whole


def has_good_values(state: State) -> bool:
    """Whether values of a good run are kept."""
    return run_with_values(state) is not None


def run_with_values(state: State) -> PastRun | None:
    """Return the newest good run whose values are kept, other than the one looked at."""
    shown = state.past.run.id if state.past else None
    good = (run for run in state.history if run.is_good and run.id != shown)
    return next((run for run in good if run.kept and run.kept.nodes), None)


def _figures(state: State) -> tuple[object, ...]:
    """Return what a comparison hangs on; it is compared by identity."""
    return state.records, state.past, state.run, state.history


def _differ(state: State, figures: tuple[object, ...]) -> bool:
    return any(now is not then for now, then in zip(_figures(state), figures, strict=True))


def _now(state: State) -> PastOutcome:
    """Return the run that is looked at, or else the newest results of all nodes."""
    if state.past:
        return state.past
    results, run = state.results, state.run
    last = next((one for one in state.history if run and one.started == run.started), None)
    records = {
        node: record
        for node, record in state.records.items()
        if node in results and results[node].status.has_value
    }
    return PastOutcome(last or PastRun(0, run.started if run else 0.0), results, records)


def _compared(archive: Archive, before: PastOutcome, now: PastOutcome, graph: Graph) -> Comparison:
    code = {node.id: node.code for node in graph.nodes.values()}
    pairs = (
        (old.code, now.records[node].code if node in now.records else code.get(node, ""))
        for node, old in before.records.items()
    )
    changed = {one for pair in pairs if pair[0] != pair[1] for one in pair}
    return compare(before, now, code, archive.sources(changed - {""}))


def _suggestions(good: tuple[PastOutcome, ...]) -> Mapping[NodeId, tuple[Check, ...]]:
    nodes = {node for outcome in good for node in outcome.records}
    found = (
        (node, suggest([outcome.records[node] for outcome in good if node in outcome.records]))
        for node in nodes
    )
    return {node: checks for node, checks in found if checks}
