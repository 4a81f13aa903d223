"""One execution, folded from the worker's events."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from operator import attrgetter
from pathlib import Path

from core.model.graph import NodeId


class Status(Enum):
    """How far a node has come. The values are the words of the command line's JSON."""

    IDLE = "idle"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REUSED = "reused"
    GIVEN = "given"
    """An input or an injected value: nothing was computed."""
    FAILED = "failed"
    SKIPPED = "skipped"
    """Not run because something upstream failed."""
    CANCELLED = "cancelled"

    # as quick as the hash of any object: counted and looked up for every node of a run
    __hash__ = object.__hash__

    @property
    def has_value(self) -> bool:
        """Whether the worker holds (or held) a value for the node."""
        return self in (Status.DONE, Status.REUSED, Status.GIVEN)

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen to the node in its run."""
        return self not in (Status.IDLE, Status.WAITING, Status.RUNNING)


class RunStatus(Enum):
    """How a run stands. The values are the words of the command line's JSON."""

    RUNNING = "running"
    OK = "ok"
    FAILED = "failed"
    CANCELLED = "cancelled"
    DIED = "died"


@dataclass(frozen=True, slots=True)
class Frame:
    """One line of a traceback. `line` is 1-based; `text` is the source line, stripped."""

    file: Path
    line: int
    function: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a run failed: the exception of the user's code, in the user's own frames.

    `frames` go from the outermost to the line that raised, without Hamilton's and ours.
    `arguments` summarises what the node received, by parameter.
    """

    node: NodeId | None
    type: str
    message: str
    frames: tuple[Frame, ...] = ()
    arguments: Mapping[str, str] = field(default_factory=dict[str, str])
    traceback: str = ""


@dataclass(frozen=True, slots=True)
class OutputSpan:
    """What a node printed: byte ranges of the worker's two spool files."""

    stdout: tuple[int, int] = (0, 0)
    stderr: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class NewNulls:
    """A column in which more is null than in any column that it may come from.

    `column` is empty where the value is one column; `share` is the part of its rows.
    """

    column: str
    share: float


@dataclass(frozen=True, slots=True)
class NodeRun:
    """One node's part of a run.

    `seconds` is wall time, None until the node ended. `summary` describes the value in a few
    words ("DataFrame 12,480 x 7"). `rows` is its number of rows, None when it has none.
    `message` says why it failed, or what it left behind (changed folder, threads).

    What follows becomes known a moment later, from the node's record: `nulls` is the share of
    nulls among all cells; `change` the number of rows against that of the parent with most,
    less one (-0.03: three in a hundred are gone); `memory` by how many bytes the process grew;
    `new_nulls` the worst column in which nulls began here.
    """

    status: Status
    seconds: float | None = None
    summary: str = ""
    rows: int | None = None
    message: str = ""
    output: OutputSpan | None = None
    nulls: float | None = field(default=None, compare=False)
    change: float | None = field(default=None, compare=False)
    memory: int | None = field(default=None, compare=False)
    new_nulls: NewNulls | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The outcome of one data-quality check.

    `node` is the checked node, `check` the validator's own node. `importance` is "warn" or
    "fail". `rows` names offending rows of the checked value by index label (capped), with
    `row_count` of them in all; both empty where the check does not speak of rows.
    """

    node: NodeId
    check: NodeId
    passed: bool
    importance: str
    message: str
    rows: tuple[str, ...] = ()
    row_count: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """One execution. `started` is seconds since the epoch; `seconds` its wall time at the end."""

    id: int
    targets: tuple[NodeId, ...]
    nodes: Mapping[NodeId, NodeRun] = field(default_factory=dict[NodeId, NodeRun])
    status: RunStatus = RunStatus.RUNNING
    started: float = 0.0
    seconds: float | None = None
    failure: Failure | None = None
    checks: tuple[CheckResult, ...] = ()

    def with_nodes(self, parts: Mapping[NodeId, NodeRun]) -> "Run":
        """Return this run with some nodes' parts replaced."""
        return replace(self, nodes={**self.nodes, **parts})

    @property
    def ended(self) -> int:
        """Number of nodes that ended, well or badly."""
        return sum(count for status, count in self.counts.items() if status.has_ended)

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many nodes are in each state: 0.05 microseconds a node."""
        return Counter(map(attrgetter("status"), self.nodes.values()))

    def in_status(self, *wanted: Status) -> Iterable[NodeId]:
        """The nodes in one of the given states, in run order."""
        return (id for id, part in self.nodes.items() if part.status in wanted)
