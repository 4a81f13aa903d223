"""Values of good runs: keeping them, and putting two beside each other row by row."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Keep:
    """Write values that are held into `folder`, at most `room` bytes, for later workers to read.

    `contents` has by node the content that the record of the run tells: only a value of that
    content is kept. With `is_newest` no run has come since, so what is held is the run's anyway.
    Answer: `ValuesKept`.
    """

    ticket: int
    folder: str
    room: int
    contents: dict[str, str]
    is_newest: bool = False


@dataclass(frozen=True)
class ValuesKept:
    """What was kept, and of the other nodes in a few words why not. `size` is in bytes."""

    ticket: int
    nodes: tuple[str, ...]
    missing: dict[str, str] = field(default_factory=dict[str, str])
    size: int = 0


@dataclass(frozen=True)
class CompareRows:
    """Tell which rows of a node differ between two values of it.

    `before` and `after` are folders of values that were kept; empty for the value that is held.
    At most `rows` examples are told of each sort. Answer: `RowsCompared`, or `Refused` with a
    sentence.
    """

    ticket: int
    node: str
    before: str
    after: str
    rows: int = 5


@dataclass(frozen=True)
class RowRecord:
    """One row in both values, or in one: then the other is empty. `differing` are places."""

    label: str
    before: tuple[str | None, ...] = ()
    after: tuple[str | None, ...] = ()
    differing: tuple[int, ...] = ()


@dataclass(frozen=True)
class RowsCompared:
    """How the rows of two values go together; see `core.model.rows.RowComparison`."""

    ticket: int
    node: str
    matched_by: str
    note: str
    rows_before: int
    rows_after: int
    same: int
    rounded: int
    columns: tuple[str, ...]
    changed_columns: tuple[str, ...]
    changed_counts: tuple[int, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    changed_count: int
    added_count: int
    removed_count: int
    changed: tuple[RowRecord, ...]
    added: tuple[RowRecord, ...]
    removed: tuple[RowRecord, ...]
    seconds: float
