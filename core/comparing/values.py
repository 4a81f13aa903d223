"""The value of a node in two runs: whether it is the same, and what moved."""

from collections.abc import Iterator
from typing import Any

from core.comparing.columns import moved, moves
from core.model.comparison import ColumnDifference, Metric, Move
from core.model.record import Record

_SCHEMA = 0.8
"""The strength of a column that is gone or new."""


def is_same(before: Record, after: Record) -> bool | None:
    """Whether the same came out, as far as records tell; None when they do not."""
    if before.content and after.content:
        return before.content == after.content
    if (before.type_name, before.shape) != (after.type_name, after.shape):
        return False
    old, new = (
        tuple((column.name, column.dtype, column.content) for column in record.columns)
        for record in (before, after)
    )
    is_all_known = all(content for _, _, content in (*old, *new))
    if old != new and is_all_known:
        return False
    if any(moves(a, b, _rows(before, after)) for a, b in _pairs(before, after)):
        return False
    is_whole = bool(old) and not (before.is_cut or after.is_cut)
    return True if old == new and is_all_known and is_whole else None


def value_difference(before: Record, after: Record) -> dict[str, Any]:
    """Return the fields `moves` and `columns` of a difference; scores are still to be made."""
    rows = _rows(before, after)
    columns = (
        ColumnDifference(old.name, moves(old, new, rows)) for old, new in _pairs(before, after)
    )
    differing = sorted((one for one in columns if one.moves), key=lambda one: -one.strength)
    whole = sorted(_of_value(before, after), key=lambda move: -move.strength)
    if not whole and not differing:
        what = "rows in another order" if before.bag and before.bag == after.bag else ""
        what = what or ("other labels of rows" if before.index != after.index else "other contents")
        whole = [Move(Metric.CONTENT, 0.0, 0.02, False, "", what)]
    return {"moves": tuple(whole), "columns": tuple(differing)}


def _of_value(before: Record, after: Record) -> Iterator[Move]:
    if before.type_name != after.type_name:
        yield Move(Metric.TYPE, 1.0, _SCHEMA, True, before.type_name, after.type_name)
    old, new = before.rows, after.rows
    if old is not None and new is not None and old != new:
        told = f"{old:,} rows", f"{new:,} rows"
        if move := moved(Metric.ROWS, abs(new - old) / max(old, 1), told):
            yield move
    names = [[column.name for column in record.columns] for record in (before, after)]
    gone = [name for name in names[0] if name not in names[1]]
    fresh = [name for name in names[1] if name not in names[0]]
    if gone or fresh:
        said = [f"without {', '.join(part)}" if part else "" for part in (fresh, gone)]
        distance = (len(gone) + len(fresh)) / max(len(names[0]), 1)
        yield Move(Metric.SCHEMA, distance, _SCHEMA, True, *said)
    for what, twice, now in (
        ("rows", before.duplicate_rows, after.duplicate_rows),
        ("labels", before.duplicate_index, after.duplicate_index),
    ):
        if twice is not None and now is not None and now > twice:
            told = f"{twice:,} {what}", f"{now:,} {what}"
            if move := moved(Metric.DUPLICATES, (now - twice) / max(new or 1, 1), told):
                yield move


def _pairs(before: Record, after: Record) -> Iterator[tuple[Any, Any]]:
    there = {column.name: column for column in reversed(after.columns)}
    done: set[str] = set()
    for column in before.columns:
        if column.name in there and column.name not in done:
            done.add(column.name)
            yield column, there[column.name]


def _rows(before: Record, after: Record) -> tuple[int, int]:
    old, new = before.rows, after.rows
    return (1 if old is None else old, 1 if new is None else new)
