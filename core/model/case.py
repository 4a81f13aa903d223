"""The smallest case of something wrong, and a test that is made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from core.model.given import Given
from core.model.graph import NodeId
from core.model.tracing import Symptom

SHRINKABLE = frozenset(
    (
        *(Symptom.NULLS, Symptom.INFINITE, Symptom.NEGATIVE, Symptom.OUT_OF_RANGE),
        *(Symptom.OUTLIERS, Symptom.DUPLICATE_ROWS, Symptom.DUPLICATE_INDEX),
        *(Symptom.ROWS_LOST, Symptom.ROWS_GAINED, Symptom.TYPE_CHANGED),
        *(Symptom.CONSTANT, Symptom.UNSEEN_CATEGORY),
    )
)
"""Symptoms that few rows can show."""

_MANY = 12
"""Rows above which a table that was not cut need not be shown."""


class Ending(Enum):
    """Why shrinking ended."""

    MINIMAL = "minimal"
    """Nothing more can be left out."""
    BUDGET = "budget"
    """The time or the calls were used up: perhaps it can be smaller."""
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Sought:
    """What the smallest case is wanted of.

    Without a `symptom` of the exception that the node raises; `value` is the category that was not
    to be in the column. What is made smaller is what goes into the node or, with an `ancestor`,
    that one's value; then all that lies between runs.
    """

    node: NodeId
    symptom: Symptom | None = None
    column: str | None = None
    ancestor: NodeId | None = None
    value: str = ""
    seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Piece:
    """What is left of one argument, or what came out of the function.

    `shape` and `shape_before` are rows and columns, or a number of items; empty for single
    values, whose `text` says what they are. `cells` are the first rows as texts, None for nulls.
    """

    name: str
    type_name: str
    shape: tuple[int, ...] = ()
    shape_before: tuple[int, ...] = ()
    text: str = ""
    columns: tuple[str, ...] = ()
    index: tuple[str, ...] = ()
    cells: tuple[tuple[str | None, ...], ...] = ()

    @property
    def is_large_and_whole(self) -> bool:
        """Whether nothing of it was left out, so that its many rows tell nothing."""
        return self.shape == self.shape_before and sum(self.shape[:1]) > _MANY


@dataclass(frozen=True, slots=True)
class Shrinking:
    """How far shrinking of a node has come: of `rows_before` rows `rows` are left."""

    node: NodeId
    rows: int = 0
    rows_before: int = 0
    calls: int = 0
    seconds: float = 0.0
    is_sample: bool = False
    """Whether nothing is looked for: a test of a sample is being written."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a node's function is called with, so that it still goes wrong.

    Without a `symptom` it raises; `raised` is then the exception's type and message, and there is
    no `result`. `common` are sentences about what all bad rows have in common. With an `ancestor`
    its value is what was made smaller, and `nodes` run one after the other. `value` is the
    category that was not to be, where that is the symptom. `item` says which one it is, of a node
    that runs once per item.
    """

    node: NodeId
    symptom: Symptom | None
    column: str | None
    pieces: tuple[Piece, ...]
    result: Piece | None
    raised: str
    calls: int
    seconds: float
    rows: int
    rows_before: int
    ending: Ending
    common: tuple[str, ...] = ()
    ancestor: NodeId | None = None
    nodes: int = 1
    item: str = ""
    value: str = ""

    @property
    def sought(self) -> Sought:
        """What it is the smallest case of."""
        return Sought(self.node, self.symptom, self.column, self.ancestor, self.value)


class Demand(Enum):
    """What a test can find. The values are the words of the command line."""

    NO_EXCEPTION = "no-exception"
    NO_NULLS = "no-nulls"
    NOT_NEGATIVE = "not-negative"
    FINITE = "finite"
    UNIQUE_ROWS = "unique-rows"
    UNIQUE_INDEX = "unique-index"
    ROWS = "rows"
    EQUALS = "equals"


@dataclass(frozen=True, slots=True)
class Assertion:
    """What a test finds: in a column or, without one, in all; or so many rows; or a value.

    A value is `given`, or else the one that comes out now. A `count` of -1 stands for as many rows
    as come out now.
    """

    demand: Demand
    column: str | None = None
    count: int = 0
    given: Given | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A test as text, and the data files that go beside it, by name."""

    text: str
    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes])


_DEMANDS = {
    None: Demand.NO_EXCEPTION,
    Symptom.NULLS: Demand.NO_NULLS,
    Symptom.NEGATIVE: Demand.NOT_NEGATIVE,
    Symptom.INFINITE: Demand.FINITE,
    Symptom.DUPLICATE_ROWS: Demand.UNIQUE_ROWS,
    Symptom.DUPLICATE_INDEX: Demand.UNIQUE_INDEX,
    Symptom.ROWS_LOST: Demand.ROWS,
    Symptom.ROWS_GAINED: Demand.ROWS,
}


def suggested(case: Case) -> Assertion | None:
    """Return what a test finds once the case is mended; None where that has to be said."""
    demand = _DEMANDS.get(case.symptom)
    if demand is Demand.ROWS:
        counts = [piece.shape[0] for piece in case.pieces if piece.shape]
        return Assertion(demand, count=max(counts, default=0))
    return Assertion(demand, case.column) if demand else None
