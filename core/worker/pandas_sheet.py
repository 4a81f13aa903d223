"""pandas' frames, series and indexes seen as tables."""
# pyright: basic

import importlib
from typing import Any

from .kinds import kinds_of
from .sheets import Column, Texts, array_texts, dtype_text, name_text, string_texts
from .spelling import Speller


class PandasSheet:
    """A frame; a series or an index is one of one column. Columns are told by position."""

    def __init__(self, value: Any, speller: Speller) -> None:
        kinds = kinds_of(value)
        self._value = value
        self._speller = speller
        self._is_frame = "pandas.DataFrame" in kinds
        self._is_index = "pandas.Index" in kinds
        self._columns: dict[int, Any] = {}
        self.shape = tuple(value.shape)

    @property
    def column_count(self) -> int:
        """Number of columns."""
        if self._is_index:
            return self._value.nlevels
        return self._value.shape[1] if self._is_frame else 1

    @property
    def index_name(self) -> str:
        """What the labels of rows are called, level by level."""
        names = [] if self._is_index else self._value.index.names
        if all(name is None for name in names):
            return ""
        return ", ".join("" if n is None else name_text(n, self._speller) for n in names)

    def columns(self, first: int, last: int) -> list[Column]:
        """See `Sheet`."""
        return [self._said(position) for position in range(first, last)]

    def index(self, first: int, last: int) -> list[str]:
        """See `Sheet`."""
        if self._is_index:
            return list(map(str, range(first, last)))
        return label_texts(self._value.index[first:last], self._speller)

    def cells(self, rows: slice, columns: range) -> list[Texts]:
        """See `Sheet`."""
        return [_texts(_data(self._column(position))[rows], self._speller) for position in columns]

    def nulls(self, column: int, sample: slice) -> float:
        """See `Sheet`."""
        values = _data(self._column(column))[sample]
        return float(importlib.import_module("pandas").isna(values).mean()) if len(values) else 0.0

    def _column(self, position: int) -> Any:
        if position not in self._columns:
            self._columns[position] = self._taken(position)
        return self._columns[position]

    def _taken(self, position: int) -> Any:
        if self._is_index:
            return self._value.get_level_values(position)
        return self._value.iloc[:, position] if self._is_frame else self._value

    def _said(self, position: int) -> Column:
        if self._is_index:
            label = self._value.names[position]
        else:
            label = self._value.columns[position] if self._is_frame else self._value.name
        name = "value" if label is None and not self._is_frame else name_text(label, self._speller)
        dtype = self._column(position).dtype
        return Column(name, dtype_text(dtype), getattr(dtype, "kind", "O") in "iufc")


def label_texts(labels: Any, speller: Speller) -> list[str]:
    """Return the labels of an index as texts, their levels in a row."""
    levels = [_texts(_data(labels.get_level_values(i)), speller) for i in range(labels.nlevels)]
    return [", ".join(text or "null" for text in row) for row in zip(*levels, strict=True)]


def _is_numpys(dtype: Any) -> bool:
    return type(dtype).__module__.partition(".")[0] == "numpy"


def _data(column: Any) -> Any:
    """Return what a series or an index wraps: sliced by position, without a copy."""
    return column.to_numpy() if _is_numpys(column.dtype) else column.array


def _texts(values: Any, speller: Speller) -> Texts:
    if _is_numpys(values.dtype):
        return array_texts(values, speller)
    dtype = str(values.dtype)
    if dtype.startswith("datetime64["):  # the header tells the time zone
        return array_texts(values.tz_localize(None).to_numpy(), speller)
    if dtype.startswith("str"):
        return string_texts(values.to_numpy(dtype=object))
    return [speller.cell(value) for value in values.to_numpy(dtype=object)]
