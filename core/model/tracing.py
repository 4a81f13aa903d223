"""Where something bad in a value began."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from core.model.graph import Graph, NodeId
from core.model.record import Record, ValueKind
from core.model.run import NodeRun


class Symptom(Enum):
    """What is wrong with a value. The values are the words of the command line."""

    NULLS = "nulls"
    INFINITE = "infinite"
    ROWS_LOST = "rows-lost"
    ROWS_GAINED = "rows-gained"
    DUPLICATE_INDEX = "duplicate-index"
    DUPLICATE_ROWS = "duplicate-rows"
    NEGATIVE = "negative"
    OUT_OF_RANGE = "out-of-range"
    CONSTANT = "constant"
    TYPE_CHANGED = "type-changed"
    UNSEEN_CATEGORY = "unseen-category"
    OUTLIERS = "outliers"
    SHIFTED = "shifted"


class Confidence(Enum):
    """How sure it is that a suspect is where it began."""

    VERIFIED = "verified"
    """Run again with a good value, the symptom is gone."""
    INTRODUCED = "introduced"
    """The node's value shows it, and nothing that went in does."""
    INPUT = "input"
    """It came in with data from outside."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Before:
    """How bad a column was in a parent: `bad` of its `rows`."""

    parent: NodeId
    column: str
    bad: int
    rows: int


@dataclass(frozen=True, slots=True)
class Hop:
    """On the way up: `column` of `node` took the symptom from `parent_column` of `parent`.

    `how` says how their rows were brought together: exact, by key, by group, by position, by
    name, or unknown. `share` is the part of the bad rows that this explains.
    """

    node: NodeId
    column: str
    parent: NodeId
    parent_column: str
    how: str
    share: float


@dataclass(frozen=True, slots=True)
class Figure:
    """How much of the symptom a node on the way shows: in `bad` of its `rows`.

    `column` is empty where rows as such are followed: then only `rows` counts.
    """

    node: NodeId
    column: str
    symptom: Symptom
    bad: int
    rows: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of running nodes again. `is_verified` is None where that could not tell.

    `said` are sentences; `ran` are the nodes that ran.
    """

    is_verified: bool | None
    said: tuple[str, ...]
    ran: tuple[NodeId, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Suspect:
    """A node that may have introduced a symptom.

    `bad` of its `rows` show it. `share` is the part of what is wrong at the traced node that this
    explains, from 0 to 1. `reason` is a sentence. `examples` are some bad rows: texts by column.
    `verdict` is there once it was verified.
    """

    node: NodeId
    column: str
    symptom: Symptom
    confidence: Confidence
    share: float
    bad: int
    rows: int
    reason: str
    before: tuple[Before, ...] = ()
    examples: tuple[Mapping[str, str | None], ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """What was found for a node: suspects, the likeliest first, and the way up to them.

    Only the rows where the expression `rows` holds were followed, or those at `places`, or those
    that `check` did not pass for; else all. `missing` are nodes upstream whose values were not at
    hand.
    """

    node: NodeId
    column: str | None = None
    symptom: Symptom | None = None
    suspects: tuple[Suspect, ...] = ()
    path: tuple[Hop, ...] = ()
    seconds: float = 0.0
    missing: frozenset[NodeId] = field(default_factory=frozenset[NodeId])
    rows: str = ""
    places: tuple[int, ...] = ()
    check: NodeId | None = None
    figures: tuple[Figure, ...] = ()
    """One for each node on the way that is a table."""

    def judged(self, node: NodeId, verdict: Verdict) -> "Trace":
        """Return the trace with a verdict on one suspect."""
        sure: dict[bool | None, Confidence] = {
            True: Confidence.VERIFIED,
            False: Confidence.UNKNOWN,
        }
        return replace(
            self,
            suspects=tuple(
                suspect
                if suspect.node != node
                else replace(
                    suspect,
                    verdict=verdict,
                    confidence=sure.get(verdict.is_verified, suspect.confidence),
                )
                for suspect in self.suspects
            ),
        )


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some lines of a function. `first_line` counts from 1; `telling` are places in `lines`.

    Telling are lines that do what often brings such a symptom in.
    """

    lines: tuple[str, ...]
    first_line: int
    telling: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Rerun:
    """What verifying a suspect would run: nodes in run order, and how long they took last time.

    `writing` are those of them that have side effects: then nothing runs. With `has_good` they run
    on values of a good run, too.
    """

    nodes: tuple[NodeId, ...]
    seconds: float
    writing: tuple[NodeId, ...]
    has_good: bool = False


def rerun(
    graph: Graph,
    results: Mapping[NodeId, NodeRun],
    trace: Trace,
    suspect: NodeId,
    *,
    has_good: bool = False,
) -> Rerun:
    """Return what verifying a suspect of a trace would run; beside values of a good run or not."""
    below = graph.downstream(suspect) & graph.upstream(trace.node)
    wanted = below | {suspect, trace.node}
    ordered = sorted(wanted & graph.nodes.keys(), key=lambda node: len(graph.upstream(node)))
    nodes = tuple(node for node in ordered if graph.nodes[node].function)
    took = [results[node].seconds or 0.0 for node in nodes if node in results]
    writing = tuple(node for node in nodes if graph.nodes[node].has_side_effects)
    return Rerun(nodes, sum(took), writing, has_good)


def is_absent(symptom: Symptom, record: Record, column: str | None = None) -> bool:
    """Whether a value's record says for sure that it does not show a symptom."""
    if symptom is Symptom.DUPLICATE_ROWS:
        return record.duplicate_rows == 0
    if symptom is Symptom.DUPLICATE_INDEX:
        return record.duplicate_index == 0
    is_table = record.kind is ValueKind.TABLE
    if is_table and column is not None:
        found = record.column(column)
        columns = (found,) if found else ()
    else:
        is_whole = not is_table or record.shape[1:] == (len(record.columns),)
        columns = record.columns if is_whole else ()
    counts = {
        Symptom.NULLS: [column.nulls for column in columns],
        Symptom.INFINITE: [column.infinities for column in columns],
        Symptom.NEGATIVE: [column.negatives for column in columns],
    }.get(symptom, [])
    return bool(counts) and not record.is_cut and all(count == 0 for count in counts)


def line(trace: Trace) -> tuple[NodeId, ...]:
    """Return the nodes from the first suspect down to the traced one, one after the other."""
    if not trace.suspects:
        return ()
    below: dict[NodeId, Hop] = {}
    for hop in trace.path:
        below.setdefault(hop.parent, hop)
    nodes = [trace.suspects[0].node]
    while nodes[-1] in below and below[nodes[-1]].node not in nodes:
        nodes.append(below[nodes[-1]].node)
    return tuple(nodes)
