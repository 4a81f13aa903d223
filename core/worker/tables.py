"""One window of a frame, a series or an array, as texts."""
# pyright: basic

from collections.abc import MutableMapping
from typing import Any

from .columnar import ArrowSheet, PolarsSheet
from .kinds import kinds_of
from .looks import Look
from .messages import ColumnRecord, Peek, TableRecord
from .pandas_sheet import PandasSheet
from .sheets import ArraySheet, Sheet, sample_of
from .spelling import Speller

MAX_ROWS = 1000
MAX_COLUMNS = 500
MAX_CELLS = 50_000
_SHEETS = {
    "pandas.DataFrame": PandasSheet,
    "pandas.Series": PandasSheet,
    "pandas.Index": PandasSheet,
    "polars.DataFrame": PolarsSheet,
    "polars.Series": PolarsSheet,
    "pyarrow.Table": ArrowSheet,
    "pyarrow.RecordBatch": ArrowSheet,
    "pyarrow.ChunkedArray": ArrowSheet,
    "pyarrow.Array": ArrowSheet,
    "numpy.ndarray": ArraySheet,
}

Nulls = MutableMapping[tuple[tuple[int, ...], int], float]
"""The share of nulls by place of the table in the value, and column: counted once."""


def table(value: Any, request: Peek, speller: Speller, nulls: Nulls) -> Look | None:
    """Return a window of a value that is a table, else None. A window outside of it is empty."""
    sheet = _sheet_of(value, speller)
    if sheet is None:
        return None
    row_count, column_count = sheet.shape[0], sheet.column_count
    columns = _part(column_count, request.column, request.columns, MAX_COLUMNS)
    rows = _part(
        row_count, request.row, request.rows, min(MAX_ROWS, MAX_CELLS // max(1, len(columns)))
    )
    texts = sheet.cells(slice(rows.start, rows.stop), columns)
    sample = sample_of(row_count, column_count)
    for column in columns:
        if (request.path, column) not in nulls:
            nulls[request.path, column] = sheet.nulls(column, sample)
    record = TableRecord(
        row=rows.start,
        rows=len(rows),
        column=columns.start,
        row_count=row_count,
        column_count=column_count,
        columns=tuple(
            ColumnRecord(said.name, said.dtype, nulls[request.path, position], said.is_numeric)
            for position, said in zip(
                columns, sheet.columns(columns.start, columns.stop), strict=True
            )
        ),
        index=tuple(sheet.index(rows.start, rows.stop)),
        cells=tuple(zip(*texts, strict=True)) if texts else ((),) * len(rows),
        index_name=sheet.index_name,
    )
    return Look("table", shape=sheet.shape, table=record)


def _sheet_of(value: Any, speller: Speller) -> Sheet | None:
    for kind in kinds_of(value):
        if make := _SHEETS.get(kind):
            is_flat = kind != "numpy.ndarray" or value.ndim in (1, 2)
            return make(value, speller) if is_flat else None
    return None


def _part(whole: int, first: int, count: int, most: int) -> range:
    start = min(max(0, first), whole)
    return range(start, min(whole, start + max(0, min(count, most))))
