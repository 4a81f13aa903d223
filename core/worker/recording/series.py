"""Series of pandas' as columns."""
# pyright: basic

import importlib
from typing import Any

from ..sheets import dtype_text
from .arrays import cells_of
from .columns import Cells


def cells_of_series(series: Any, name: str) -> Cells:
    """Return a series, or an index, as a column."""
    dtype = series.dtype
    text = dtype_text(dtype)
    if type(dtype).__module__.partition(".")[0] == "numpy":
        return cells_of(series.to_numpy(), name, text)
    if text.startswith("datetime64["):
        numpy = importlib.import_module("numpy")
        return cells_of(numpy.asarray(series, dtype="datetime64[us]"), name, text)
    if text == "category":
        return _of_categories(series, name, text)
    if text.lower().startswith(("str", "large_string")):
        return _of_texts(series, name, text)
    if getattr(dtype, "kind", "O") in "iufb":
        return _of_nullable(series, name, text)
    return _of_others(series, name, text)


def _of_texts(series: Any, name: str, dtype: str) -> Cells:
    pandas = importlib.import_module("pandas")
    data = series.array

    def hashes() -> Any:
        return pandas.util.hash_array(data, categorize=True)

    return Cells(
        *(name, dtype, "text", len(series), int(series.isna().sum())),
        pick=lambda rows: data[rows].dropna().tolist(),
        hashes=hashes,
        empties=int((series == "").sum()),
    )


def _of_others(series: Any, name: str, dtype: str) -> Cells:
    pandas = importlib.import_module("pandas")
    is_pandas = type(series.dtype).__module__.partition(".")[0] == "pandas"
    return Cells(
        *(name, dtype, "other", len(series), int(series.isna().sum())),
        pick=lambda _: (),
        hashes=(lambda: pandas.util.hash_array(series.array)) if is_pandas else None,
    )


def _of_nullable(series: Any, name: str, dtype: str) -> Cells:
    numpy = importlib.import_module("numpy")
    is_flag = series.dtype.kind == "b"
    array = series.to_numpy(dtype=numpy.float64, na_value=numpy.nan)
    found = cells_of(array, name, dtype)
    found.kind = "flag" if is_flag else "number"
    return found


def _of_categories(series: Any, name: str, dtype: str) -> Cells:
    numpy = importlib.import_module("numpy")
    data = series.array if hasattr(series, "array") else series.values
    codes, labels = numpy.asarray(data.codes), data.categories
    inner = cells_of_series(labels, name)
    is_there = codes >= 0
    nulls = len(codes) - int(numpy.count_nonzero(is_there))
    own: Any = inner.hashes() if inner.hashes else None
    texts = labels.tolist()
    is_empty = [text == "" for text in texts] if inner.kind == "text" else []
    empties = int(numpy.isin(codes, numpy.flatnonzero(is_empty)).sum()) if any(is_empty) else 0

    def hashes() -> Any:
        found = numpy.full(len(codes), numpy.uint64(2**64 - 1))
        found[is_there] = own[codes[is_there]]
        return found

    def pick(rows: Any) -> list[Any]:
        is_plain = inner.kind in ("text", "number", "flag")
        return [texts[code] for code in codes[rows].tolist() if code >= 0] if is_plain else []

    numbers = None
    if inner.numbers is not None and not inner.nulls:
        numbers = inner.numbers[codes[is_there]]
    return Cells(
        *(name, dtype, inner.kind, len(codes), nulls),
        pick=pick,
        hashes=hashes if own is not None else None,
        numbers=numbers,
        empties=empties,
    )
