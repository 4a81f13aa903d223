"""Two runs beside each other: what differs of each node, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from core.model.graph import NodeId
from core.model.history import PastRun
from core.model.record import Record


class Outcome(Enum):
    """What became of a node since the good run, and why. The values are words for programs."""

    SAME = "same"
    CODE = "code changed"
    ENVIRONMENT = "config or environment changed"
    UNEXPLAINED = "differs without a reason"
    INPUT = "input changed"
    """What goes in differs, or it was handed in and is another value."""
    UNKNOWN = "cannot be compared"


class Metric(Enum):
    """How something in figures may differ from the good run."""

    ROWS = "rows"
    SCHEMA = "schema"
    TYPE = "type"
    NULLS = "nulls"
    INFINITE = "infinite"
    EMPTY = "empty"
    NEGATIVE = "negative"
    RANGE = "range"
    DISTRIBUTION = "distribution"
    """Population stability index (PSI)."""
    SHIFT = "shift"
    """Wasserstein distance in standard deviations of the good run."""
    LARGEST_GAP = "largest gap"
    """Kolmogorov-Smirnov distance."""
    CATEGORIES = "categories"
    """Jensen-Shannon distance."""
    DUPLICATES = "duplicates"
    CONTENT = "content"
    """Some values differ, in a way that the figures do not tell."""


@dataclass(frozen=True, slots=True)
class Move:
    """One figure that moved. `before` and `after` are texts for a person.

    `strength` is from 0 to 1, and 0.5 where the distance calls for action; `is_large` says that
    it is worth a look.
    """

    metric: Metric
    distance: float
    strength: float
    is_large: bool
    before: str = ""
    after: str = ""

    @property
    def said(self) -> str:
        """What moved, in words: "null 0 % → 12.0 %"."""
        change = " → ".join(filter(None, (self.before, self.after)))
        words = (_WORDS[self.metric].format(self.distance), change)
        return " ".join(filter(None, words)).removesuffix(",")


_WORDS = {
    Metric.ROWS: "",
    Metric.SCHEMA: "columns",
    Metric.TYPE: "type",
    Metric.NULLS: "null",
    Metric.INFINITE: "infinite",
    Metric.EMPTY: "empty",
    Metric.NEGATIVE: "negative",
    Metric.RANGE: "range",
    Metric.DISTRIBUTION: "PSI {:.2f},",
    Metric.SHIFT: "shifted by {:.2f} deviations,",
    Metric.LARGEST_GAP: "KS {:.2f},",
    Metric.CATEGORIES: "JS {:.2f},",
    Metric.DUPLICATES: "doubled",
    Metric.CONTENT: "",
}


@dataclass(frozen=True, slots=True)
class ColumnDifference:
    """One column that is not as it was, what a person sees at once first.

    `score` is how much of that is not in the inputs as well, from -1 to 1.
    """

    name: str
    moves: tuple[Move, ...]
    score: float = 0.0

    @property
    def strength(self) -> float:
        """How far the column moved, from 0 to 1."""
        return max((move.strength for move in self.moves), default=0.0)

    @property
    def telling(self) -> tuple[Move, ...]:
        """The moves that are worth a look; all where none is."""
        return tuple(move for move in self.moves if move.is_large) or self.moves


@dataclass(frozen=True, slots=True)
class CodeChange:
    """The texts of a node's function in both runs; empty where they were not kept."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one node.

    `outcome` is the main reason. `has_new_code` and `has_new_input` tell what else differs, also
    of a node that came out the same. `is_first` nodes differ while nothing that goes in does.
    `score` is the introduced-versus-inherited score: high where the node moved further than its
    inputs, about 0 where it passes on what came in, below 0 where it hides it. `moves` are those
    of the value as a whole, `columns` those that differ, the furthest first. `note` is a sentence
    on what could not be compared. `code` has the texts where the code changed. `before` and
    `after` are the records that all this comes from.
    """

    node: NodeId
    outcome: Outcome
    has_new_code: bool = False
    has_new_input: bool = False
    is_first: bool = False
    score: float = 0.0
    moves: tuple[Move, ...] = ()
    columns: tuple[ColumnDifference, ...] = ()
    note: str = ""
    code: CodeChange | None = None
    before: Record | None = None
    after: Record | None = None

    @property
    def is_different(self) -> bool:
        """Whether something else came out."""
        return self.outcome not in (Outcome.SAME, Outcome.UNKNOWN)

    @property
    def said(self) -> str:
        """What became of the node, in words."""
        if self.outcome is Outcome.SAME and self.has_new_code:
            return "same, though its code changed"
        if self.outcome is Outcome.CODE and self.has_new_input:
            return "code and input changed"
        return self.outcome.value


@dataclass(frozen=True, slots=True)
class Check:
    """A check that could be put on a node.

    `line` is the decorator to paste; `reason` says what it rests on; `runs` is the number of
    good runs that it was tested against, all of which pass. `column` is empty where the check is
    on the node itself, else the column that would have to be a node of its own.
    """

    line: str
    reason: str
    runs: int
    column: str = ""


@dataclass(frozen=True)
class Comparison:
    """A run beside a good one.

    `nodes` are those of both runs: first those that differ first, by their scores, then the
    others that differ, then the same ones. `only_before` and `only_after` have nodes that only
    one of the runs has. `circumstances` are sentences on what else differs between the runs.
    """

    before: PastRun
    after: PastRun
    nodes: Mapping[NodeId, Difference] = field(default_factory=dict[NodeId, Difference])
    only_before: tuple[NodeId, ...] = ()
    only_after: tuple[NodeId, ...] = ()
    circumstances: tuple[str, ...] = ()

    @property
    def first(self) -> tuple[Difference, ...]:
        """The nodes that differ while nothing that goes into them does, the likeliest first."""
        return tuple(found for found in self.nodes.values() if found.is_first)

    @property
    def different(self) -> tuple[Difference, ...]:
        """All nodes that differ, those that differ first first."""
        return tuple(found for found in self.nodes.values() if found.is_different)
