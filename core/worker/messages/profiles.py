"""What a value is like, in figures: a record for each node that ended."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class ProfileRecord:
    """One column of a value in figures; see `core.model.record.ColumnProfile`."""

    name: str
    dtype: str
    kind: str = "other"
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


@dataclass(frozen=True)
class OutcomeRecord:
    """What came out of one node, in figures; see `core.model.record.Record`."""

    node: str
    type_name: str
    kind: str = "other"
    shape: tuple[int, ...] = ()
    columns: tuple[ProfileRecord, ...] = ()
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
    inputs: dict[str, str] = field(default_factory=dict[str, str])
    seconds: float = 0.0
    memory: int | None = None
    cost: float = 0.0


@dataclass(frozen=True)
class Recorded:
    """Records of nodes of a run that ended well; also long after `RunEnded`, and in any order."""

    ticket: int
    records: tuple[OutcomeRecord, ...]
