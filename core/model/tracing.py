"""Where something bad in a value began."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from core.model.graph import NodeId


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
class Suspect:
    """A node that may have introduced a symptom.

    `bad` of its `rows` show it. `share` is the part of what is wrong at the traced node that this
    explains, from 0 to 1. `reason` is a sentence. `examples` are some bad rows: texts by column.
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


@dataclass(frozen=True, slots=True)
class Trace:
    """What was found for a node: suspects, the likeliest first, and the way up to them.

    `missing` are nodes upstream whose values were not at hand.
    """

    node: NodeId
    column: str | None = None
    symptom: Symptom | None = None
    suspects: tuple[Suspect, ...] = ()
    path: tuple[Hop, ...] = ()
    seconds: float = 0.0
    missing: frozenset[NodeId] = field(default_factory=frozenset[NodeId])


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
