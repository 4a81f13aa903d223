"""Series of polars' as columns."""
# pyright: basic

import importlib
from collections.abc import Callable
from typing import Any

from ..sheets import dtype_text
from .arrays import cells_of
from .columns import Cells

_TEXTS = ("String", "Utf8", "Categorical", "Enum")
_NUMBERS = ("Int", "UInt", "Float")
_TIMES = {"Date": "M", "Datetime": "M", "Duration": "m"}


def cells_of_polars(series: Any, name: str) -> Cells:
    """Return a series of polars' as a column; NaN is a null, as with pandas."""
    dtype = dtype_text(series.dtype)
    if dtype.startswith(_TEXTS):
        return _of_texts(series, name, dtype)
    nulls = series.null_count()
    if dtype.startswith(_NUMBERS) or dtype == "Boolean" or dtype.partition("(")[0] in _TIMES:
        there = series.drop_nulls() if nulls else series
        found = cells_of(_plain(there, dtype), name, dtype)
        found.count, found.nulls = len(series), found.nulls + nulls
        found.hashes = _hashes(series)
        found.pick = _picked(series, dtype)
        return found
    return Cells(name, dtype, "other", len(series), nulls, pick=lambda _: ())


def _plain(series: Any, dtype: str) -> Any:
    """Return a series without nulls as numpy's array; times in microseconds."""
    polars = importlib.import_module("polars")
    kind = _TIMES.get(dtype.partition("(")[0])
    if kind == "M":
        return series.cast(polars.Datetime("us")).to_numpy()
    return series.cast(polars.Duration("us")).to_numpy() if kind else series.to_numpy()


def _of_texts(series: Any, name: str, dtype: str) -> Cells:
    texts = series.cast(importlib.import_module("polars").String)
    return Cells(
        *(name, dtype, "text", len(series), series.null_count()),
        pick=_picked(texts, dtype),
        hashes=_hashes(texts),
        empties=int((texts == "").sum()),
    )


def _hashes(series: Any) -> Callable[[], Any]:
    return lambda: series.hash(0).to_numpy()


def _picked(series: Any, dtype: str) -> Callable[[Any], Any]:
    def pick(rows: Any) -> list[Any]:
        if dtype.partition("(")[0] in _TIMES:
            return []
        part = series if type(rows) is slice else series.gather(rows)
        return part.to_list()

    return pick
