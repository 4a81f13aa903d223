"""Values of good runs, and rows beside each other: from the model to messages and back."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from core.model.graph import NodeId
from core.model.history import KeptValues
from core.model.record import Record
from core.model.rows import RowChange, RowComparison
from core.worker import messages


def keep(
    ticket: int,
    records: Mapping[NodeId, Record],
    folder: Path,
    room: int,
    *,
    is_newest: bool = False,
) -> messages.Keep:
    """Ask for the values that some records are of to be kept, at most `room` bytes of them.

    With `is_newest` nothing has run since; else only values are kept that records can tell apart.
    """
    contents: dict[str, str] = {node: record.content for node, record in records.items()}
    return messages.Keep(ticket, str(folder), room, contents, is_newest)


def kept(event: messages.ValuesKept) -> KeptValues:
    """Return which values were kept."""
    missing = {NodeId(node): why for node, why in event.missing.items()}
    return KeptValues(tuple(map(NodeId, event.nodes)), missing, event.size)


def comparison(
    ticket: int, node: NodeId, before: Path | None, after: Path | None, rows: int
) -> messages.CompareRows:
    """Ask which rows of a node differ; None stands for the value that the worker holds."""
    old, new = str(before or ""), str(after or "")
    return messages.CompareRows(ticket, node, old, new, rows)


def compared(event: messages.RowsCompared) -> RowComparison:
    """Return how rows go together."""
    return RowComparison(
        event.matched_by,
        event.note,
        event.rows_before,
        event.rows_after,
        event.same,
        event.rounded,
        event.columns,
        tuple(zip(event.changed_columns, event.changed_counts, strict=False)),
        event.only_before,
        event.only_after,
        event.changed_count,
        event.added_count,
        event.removed_count,
        _rows(event.changed),
        _rows(event.added),
        _rows(event.removed),
        event.seconds,
    )


def _rows(told: Iterable[messages.RowRecord]) -> tuple[RowChange, ...]:
    return tuple(
        RowChange(row.label, row.before, row.after, frozenset(row.differing)) for row in told
    )
