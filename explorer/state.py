"""The one state of the program, and the one place it changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Signal

from core.grouping import GroupId
from core.layout import Direction, Layout
from core.model.case import Case, Shrinking
from core.model.comparison import Check, Comparison
from core.model.freshness import Freshness
from core.model.given import Given
from core.model.graph import Graph, NodeId
from core.model.history import PastOutcome, PastRun
from core.model.log import LogEntry
from core.model.preview import Preview
from core.model.problem import Problem
from core.model.project import Project
from core.model.record import Record
from core.model.rows import RowsOfNode
from core.model.run import CheckResult, NodeRun, Run, Status
from core.model.tracing import Excerpt, Trace
from core.viewing import Lens, Seen, Trail


class WorkerStatus(Enum):
    """How the worker stands."""

    NONE = "none"
    STARTING = "starting"
    LOADING = "loading"
    READY = "ready"
    RUNNING = "running"
    CANCELLING = "cancelling"
    DEAD = "dead"

    @property
    def is_away(self) -> bool:
        """Whether there is none that could be asked for anything."""
        return self in (WorkerStatus.NONE, WorkerStatus.STARTING, WorkerStatus.DEAD)


class Origin(Enum):
    """Where the graph on the canvas comes from."""

    NOTHING = "nothing"
    READ = "read"
    LOADED = "loaded"


@dataclass(frozen=True, slots=True)
class Banner:
    """One line across the window that asks for attention. `actions` are (command id, label)."""

    level: str
    """One of info, warning, error."""
    text: str
    actions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TrustQuestion:
    """May this folder run its code? `origin` says why it is this interpreter."""

    root: Path
    interpreter: Path
    origin: str
    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InputsQuestion:
    """With which values shall the dataflow start?

    `nodes` are the inputs to ask for, `values` what to show at first, `errors` what was wrong
    with the last answer, by node. `starts_run` says that a run waits for the answer.
    """

    nodes: tuple[NodeId, ...]
    values: Mapping[NodeId, Given] = field(default_factory=dict[NodeId, Given])
    errors: Mapping[NodeId, str] = field(default_factory=dict[NodeId, str])
    starts_run: bool = True


@dataclass(frozen=True, slots=True)
class OverrideQuestion:
    """What shall be used in place of what `node` computes? `error` is about the last answer."""

    node: NodeId
    value: Given | None = None
    error: str = ""


Question: TypeAlias = TrustQuestion | InputsQuestion | OverrideQuestion


@dataclass(frozen=True, slots=True)
class State:
    """Everything a view may show.

    `results` is the newest outcome of each node over all runs, `checks` that of each check.
    `source` is the text of the selected node's function.
    """

    project: Project | None = None
    is_trusted: bool = False
    graph: Graph = field(default_factory=Graph)
    origin: Origin = Origin.NOTHING
    problems: tuple[Problem, ...] = ()
    freshness: Freshness = field(default_factory=Freshness)
    news: str = ""
    """What the last save did, in a few words."""
    lens: Lens = field(default_factory=Lens)
    """How the person wants to look at the graph."""
    seen: Seen = field(default_factory=Seen)
    """The graph as `layout` places it: catches up with `lens` in a moment."""
    trail: Trail = field(default_factory=Trail)
    layout: Layout | None = None
    direction: Direction = Direction.RIGHT
    selected: NodeId | None = None
    group: GroupId | None = None
    """The closed group that is selected, in place of a node."""
    marked: frozenset[NodeId] = frozenset()
    """The nodes that commands on several nodes act on, beside the selected one."""
    lit: frozenset[str] = frozenset()
    """The titles of those classes of the legend whose nodes stand out."""
    is_slowest_lit: bool = False
    """Whether the path stands out that the last run took longest for."""
    source: str = ""
    worker: WorkerStatus = WorkerStatus.NONE
    worker_note: str = ""
    memory: int = 0
    run: Run | None = None
    results: Mapping[NodeId, NodeRun] = field(default_factory=dict[NodeId, NodeRun])
    checks: tuple[CheckResult, ...] = ()
    records: Mapping[NodeId, Record] = field(default_factory=dict[NodeId, Record])
    """What came out of each node in figures, newest: follows `results` in a moment."""
    history: tuple[PastRun, ...] = ()
    """Runs of the project that are kept, newest first; those of this session among them."""
    past: PastOutcome | None = None
    """The run of earlier that is looked at."""
    trace: Trace | None = None
    traced: NodeRun | None = None
    """How the traced node had run when it was traced."""
    """Where something bad in a value began."""
    tracing: str = ""
    """What is being traced, as a sentence; empty when nothing is."""
    excerpts: Mapping[NodeId, Excerpt] = field(default_factory=dict[NodeId, Excerpt])
    """Lines of the functions of the trace's suspects."""
    verifying: NodeId | None = None
    """The suspect that is being verified."""
    comparison: Comparison | None = None
    """The run that is looked at beside a good one."""
    rows: Mapping[NodeId, RowsOfNode] = field(default_factory=dict[NodeId, RowsOfNode])
    """Which rows of the nodes that are compared differ, as far as that was looked at."""
    comparing: str = ""
    """What is being compared, or why nothing can be, as a sentence."""
    suggestions: Mapping[NodeId, tuple[Check, ...]] = field(
        default_factory=dict[NodeId, tuple[Check, ...]]
    )
    """Checks that hold in all good runs: come with a comparison."""
    case: Case | None = None
    """The smallest case of something wrong."""
    shrinking: Shrinking | None = None
    """How far the search for it has come; None when there is no search."""
    log: tuple[LogEntry, ...] = ()
    inputs: Mapping[NodeId, Given] = field(default_factory=dict[NodeId, Given])
    overrides: Mapping[NodeId, Given] = field(default_factory=dict[NodeId, Given])
    preview: Preview | None = None
    previews: Mapping[NodeId, Preview] = field(default_factory=dict[NodeId, Preview])
    """The first page of each value that was looked at: stays when the worker dies."""
    banner: Banner | None = None
    question: Question | None = None
    placing: str = ""
    """What is told of a graph that takes long to place; empty when none does."""

    @property
    def is_trace_outdated(self) -> bool:
        """Whether the traced node was computed anew since."""
        run = self.results.get(self.trace.node) if self.trace else None
        return run is not None and run.status is Status.DONE and run != self.traced

    @property
    def chosen(self) -> frozenset[NodeId]:
        """The nodes that commands act on: several marked ones, else the selected one or group."""
        if len(self.marked) > 1 or (self.group is None and self.selected is None):
            return self.marked
        if self.selected is not None:
            return frozenset({self.selected})
        closed = self.seen.closed.get(self.group or GroupId(""))
        return frozenset(closed.nodes) if closed else frozenset()


class Store(QObject):
    """Holds the state. Controllers update it; the window passes it on to the views."""

    changed = Signal(object, object)
    """Emitted with the old and the new `State`, never while another emission is under way."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = State()
        self._is_emitting = False

    @property
    def state(self) -> State:
        """The current state."""
        return self._state

    def update(self, **changes: Any) -> None:
        """Replace fields of the state and tell.

        Raises:
            RuntimeError: called from within `changed`; a view tried to write.
        """
        if self._is_emitting:
            raise RuntimeError("the state may not change while a change is being shown")
        old, new = self._state, replace(self._state, **changes)
        if all(getattr(old, name) is getattr(new, name) for name in changes):
            return
        self._state = new
        self._is_emitting = True
        try:
            self.changed.emit(old, new)
        finally:
            self._is_emitting = False
