"""What came out of a node, in figures: stays when the value itself is gone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum

from core.model.graph import NodeId

QUANTILES = (0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)
"""The shares that `ColumnProfile.quantiles` are given for."""


class ColumnKind(Enum):
    """What the numbers of a profile count."""

    NUMBER = "number"
    TIME = "time"
    """Seconds since 1970, in UTC."""
    SPAN = "span"
    """Seconds."""
    FLAG = "flag"
    """0 and 1."""
    TEXT = "text"
    """Characters: what is counted is how long the texts are."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """One column in figures. None and empty tuples are what is not known.

    Counts (`nulls`, `infinities`, `empties`, `negatives`, `distinct`) are exact and over all
    rows; `distinct` leaves nulls out. `minimum`, `maximum`, `mean` and `deviation` are over all
    finite values. `quantiles` go with `QUANTILES`. `histogram` counts values in bins of equal
    width from the first to the last quantile; its ends count what lies beyond as well. `top` are
    the most frequent values with how often they are there, most frequent first. Quantiles,
    histogram and top are from a sample where the record says so. `sketch` has the smallest hashes
    of values: those of two columns overlap as their values do. `content` is equal for equal
    values in equal order, `bag` for equal values in any order.
    """

    name: str
    dtype: str
    kind: ColumnKind = ColumnKind.OTHER
    nulls: int | None = None
    infinities: int = 0
    empties: int = 0
    negatives: int = 0
    distinct: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    mean: float | None = None
    deviation: float | None = None
    quantiles: tuple[float, ...] = ()
    histogram: tuple[int, ...] = ()
    top: tuple[tuple[str, int], ...] = ()
    sketch: tuple[int, ...] = ()
    content: str = ""
    bag: str = ""

    @property
    def is_constant(self) -> bool:
        """Whether there is exactly one value, nulls aside."""
        return self.distinct == 1

    def is_unique(self, rows: int) -> bool:
        """Whether no value is there twice, and none is missing, in a column of `rows`."""
        return self.nulls == 0 and rows > 0 and self.distinct == rows


class ValueKind(Enum):
    """What sort of value a record is of."""

    TABLE = "table"
    COLUMN = "column"
    """A series or an array of one dimension, as one column named "value"."""
    ARRAY = "array"
    """An array of more than two dimensions, its cells as one column."""
    LIST = "list"
    DICT = "dict"
    """Its values as columns of one row, where they are scalars."""
    SCALAR = "scalar"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Record:
    """What came out of a node.

    `shape` is (rows, columns) for tables, (length,) for series and containers. `columns` are the
    first few hundred; series, scalars and lists of scalars have one, "value". `content` is equal
    for equal values, `bag` for the same rows in any order under any index, `index` for equal
    labels of rows; all empty when not known. `index_kind` is the dtype of the labels.
    `sampled` is the number of rows that what is not exact comes from, 0 when all is exact.
    `is_cut` says that the budget did not suffice for all of it, `note` why something is missing.
    `code` is the fingerprint of the node's code, `inputs` has the `content` of each parent.
    `seconds` is the node's wall time, `memory` by how many bytes the process grew while it ran,
    at most; `cost` the seconds that the record took.
    """

    node: NodeId
    type_name: str
    kind: ValueKind = ValueKind.OTHER
    shape: tuple[int, ...] = ()
    columns: tuple[ColumnProfile, ...] = ()
    content: str = ""
    bag: str = ""
    index: str = ""
    index_kind: str = ""
    duplicate_rows: int | None = None
    duplicate_index: int | None = None
    sampled: int = 0
    is_cut: bool = False
    note: str = ""
    code: str = ""
    inputs: Mapping[NodeId, str] = field(default_factory=dict[NodeId, str])
    seconds: float = 0.0
    memory: int | None = None
    cost: float = 0.0

    @property
    def rows(self) -> int | None:
        """Number of rows of a table, series, list or array, None for anything else."""
        return self.shape[0] if self.shape and self.kind in _WITH_ROWS else None

    def column(self, name: str) -> ColumnProfile | None:
        """Return the first column of a name."""
        return next((column for column in self.columns if column.name == name), None)


def written_time(seconds: float) -> str:
    """Return a time in UTC, given in seconds since 1970, as people write it."""
    try:
        then = _EPOCH + timedelta(seconds=round(seconds))
    except OverflowError:
        return f"{seconds:.6g} s"
    return f"{then:%Y-%m-%d %H:%M:%S}".removesuffix(" 00:00:00")


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WITH_ROWS = (ValueKind.TABLE, ValueKind.COLUMN, ValueKind.ARRAY, ValueKind.LIST)
