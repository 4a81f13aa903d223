"""Frames, series and arrays as records: each column in figures, and all rows together."""
# pyright: basic

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from ..kinds import kind_of
from ..messages import OutcomeRecord, ProfileRecord
from ..sheets import dtype_text, name_text
from ..spelling import Speller
from .arrays import cells_of
from .budget import COLUMNS, SAMPLE
from .columns import Cells, Means
from .hashing import bag_of, content_of, digest, distinct_of, mixed
from .polars_series import cells_of_polars
from .series import cells_of_series

_VALUE = "value"
_PRICE = 3e-8
"""Processor seconds that a row costs where rows are compared."""


def tabular(value: Any, record: OutcomeRecord, means: Means) -> OutcomeRecord | None:
    """Return `record` filled from a value that has columns, None when it has none."""
    fill = _FILLERS.get(kind_of(value))
    return fill(value, record, means) if fill else None


def _pandas_frame(frame: Any, record: OutcomeRecord, means: Means) -> OutcomeRecord:
    speller = Speller(is_timid=True)
    names = [name_text(label, speller) for label in frame.columns[:COLUMNS]]
    cells = (cells_of_series(frame.iloc[:, i], name) for i, name in enumerate(names))
    shape = tuple(frame.shape)
    record = _filled(replace(record, kind="table", shape=shape), cells, shape[1], means)
    return _labelled(frame.index, record, means)


def _pandas_series(series: Any, record: OutcomeRecord, means: Means) -> OutcomeRecord:
    record = replace(record, kind="column", shape=(len(series),))
    record = _filled(record, [cells_of_series(series, _VALUE)], 1, means)
    return _labelled(series.index, record, means)


def _pandas_index(index: Any, record: OutcomeRecord, means: Means) -> OutcomeRecord:
    record = replace(record, kind="column", shape=(len(index),))
    cells = [cells_of_series(level, _VALUE) for level in _levels(index)]
    return _filled(record, cells, len(cells), means)


def _polars_frame(frame: Any, record: OutcomeRecord, means: Means) -> OutcomeRecord:
    cells = (cells_of_polars(part, part.name) for part in frame.get_columns()[:COLUMNS])
    shape = tuple(frame.shape)
    return _filled(replace(record, kind="table", shape=shape), cells, shape[1], means)


def _polars_series(series: Any, record: OutcomeRecord, means: Means) -> OutcomeRecord:
    record = replace(record, kind="column", shape=(len(series),))
    return _filled(record, [cells_of_polars(series, _VALUE)], 1, means)


def _arrow_table(table: Any, record: OutcomeRecord, _: Means) -> OutcomeRecord:
    columns = tuple(
        ProfileRecord(name, dtype_text(column.type), nulls=column.null_count)
        for name, column in zip(table.schema.names[:COLUMNS], table.columns, strict=False)
    )
    shape = (table.num_rows, table.num_columns)
    is_cut = shape[1] > COLUMNS
    return replace(record, kind="table", shape=shape, columns=columns, is_cut=is_cut)


def _array(array: Any, record: OutcomeRecord, means: Means) -> OutcomeRecord:
    names = array.dtype.names
    if names and array.ndim == 1:
        kind, parts = "table", ((name, array[name]) for name in names[:COLUMNS])
        width = len(names)
    elif array.ndim == 2:
        width = array.shape[1]
        kind, parts = "table", ((str(i), array[:, i]) for i in range(min(width, COLUMNS)))
    else:
        kind, width = "column" if array.ndim == 1 else "array", 1
        parts = [(_VALUE, array.reshape(-1))]
    record = replace(record, kind=kind, shape=tuple(array.shape))
    return _filled(record, (cells_of(part, name) for name, part in parts), width, means)


def _filled(
    record: OutcomeRecord, cells: Iterable[Cells], width: int, means: Means
) -> OutcomeRecord:
    """Return `record` with the profiles of its columns, and what is known of whole rows."""
    found: list[ProfileRecord] = []
    count, rows, unknown = 0, None, []
    for column in cells:
        count = max(count, column.count)
        made, hashes = means.profiles.of(column, means.budget)
        found.append(made)
        if hashes is None:
            unknown.append(made)
        else:
            rows = hashes if rows is None else mixed(rows) + hashes
        means.budget.rest()
    record = replace(
        record,
        columns=tuple(found),
        sampled=SAMPLE if count > SAMPLE else 0,
        is_cut=means.budget.is_exceeded or width > len(found),
    )
    if unknown and not means.budget.is_exceeded:
        return replace(record, note=_no_hash(unknown[0], f"`{unknown[0].name}`"))
    is_known = rows is not None and not unknown and width == len(found)
    return _with_rows(record, rows, means) if is_known else record


def _with_rows(record: OutcomeRecord, rows: Any, means: Means) -> OutcomeRecord:
    schema = [part for column in record.columns for part in (column.name, column.dtype)]
    content = digest(record.kind, *record.shape, *schema, content_of(rows))
    record = replace(record, content=content, bag=digest(*schema, bag_of(rows)))
    if record.kind != "table" or not means.budget.affords(len(rows) * _PRICE):
        return replace(record, is_cut=means.budget.is_exceeded or record.is_cut)
    return replace(record, duplicate_rows=len(rows) - distinct_of(rows)[0])


def _labelled(index: Any, record: OutcomeRecord, means: Means) -> OutcomeRecord:
    """Return `record` with what is known of the labels of its rows, which its content counts."""
    cells = [cells_of_series(level, "") for level in _levels(index)]
    record = replace(record, index_kind=", ".join(part.dtype for part in cells))
    hashes: Any = None
    for part in cells:
        if not part.hashes:
            return replace(record, content="", note=record.note or _no_hash(part, "The index"))
        if not means.budget.affords(part.count * _PRICE):
            return replace(record, content="", is_cut=True)
        own = part.hashes()
        hashes = own if hashes is None else mixed(hashes) + own
    label = content_of(hashes)
    return replace(
        record,
        index=label,
        duplicate_index=len(hashes) - distinct_of(hashes)[0],
        content=digest(record.content, label) if record.content else "",
    )


def _levels(index: Any) -> list[Any]:
    count = index.nlevels
    return [index.get_level_values(i) for i in range(count)] if count > 1 else [index]


def _no_hash(column: ProfileRecord | Cells, what: str) -> str:
    return f"{what} holds {column.dtype}, so equal values cannot be told from others."


_Filler = Callable[[Any, OutcomeRecord, Means], OutcomeRecord]
_FILLERS: dict[str, _Filler] = {
    "pandas.DataFrame": _pandas_frame,
    "pandas.Series": _pandas_series,
    **dict.fromkeys(
        (
            *("pandas.Index", "pandas.RangeIndex", "pandas.DatetimeIndex"),
            *("pandas.MultiIndex", "pandas.CategoricalIndex"),
        ),
        _pandas_index,
    ),
    "polars.DataFrame": _polars_frame,
    "polars.Series": _polars_series,
    "pyarrow.Table": _arrow_table,
    "numpy.ndarray": _array,
}
