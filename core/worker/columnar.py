"""Frames and series of polars and pyarrow seen as tables."""
# pyright: basic

from typing import Any

from .kinds import kinds_of
from .sheets import Column, Texts, dtype_text, float_texts, name_text, string_texts
from .spelling import Speller

_NOT_A_NUMBER = "NaN"
_STRINGS = ("String", "Utf8", "string", "large_string", "Categorical", "Enum")


class _Columnar:
    """A value that is a list of named columns, each of one type, without row labels."""

    index_name = ""

    def __init__(self, value: Any, speller: Speller, shape: tuple[int, ...]) -> None:
        self._value = value
        self._speller = speller
        self.shape = shape

    @property
    def column_count(self) -> int:
        """Number of columns."""
        return self.shape[1] if len(self.shape) > 1 else 1

    def columns(self, first: int, last: int) -> list[Column]:
        """See `Sheet`."""
        return [self._said(position) for position in range(first, last)]

    def index(self, first: int, last: int) -> list[str]:
        """See `Sheet`."""
        return list(map(str, range(first, last)))

    def cells(self, rows: slice, columns: range) -> list[Texts]:
        """See `Sheet`."""
        return [self._texts(position, rows) for position in columns]

    def _said(self, position: int) -> Column:
        dtype = str(self._type(position))
        is_numeric = dtype.lower().startswith(("int", "uint", "float", "double", "decimal", "half"))
        name = self._name(position)
        return Column(
            name_text(name, self._speller) if name else "value", dtype_text(dtype), is_numeric
        )

    def _texts(self, position: int, rows: slice) -> Texts:
        dtype = str(self._type(position))
        values = self._values(position, rows)
        if dtype.startswith(_STRINGS):
            return string_texts(values)
        if dtype.lower().startswith(("int", "uint")):
            return [None if value is None else str(value) for value in values]
        if dtype.lower().startswith(("float", "double", "half")):
            numbers = [value for value in values if value is not None]
            spelled = iter(float_texts(numbers, nan=_NOT_A_NUMBER))
            return [None if value is None else next(spelled) for value in values]
        return [self._speller.cell(value) for value in values]

    def _name(self, position: int) -> str:
        raise NotImplementedError

    def _type(self, position: int) -> Any:
        raise NotImplementedError

    def _values(self, position: int, rows: slice) -> list[Any]:
        raise NotImplementedError


class PolarsSheet(_Columnar):
    """A frame or a series of polars'."""

    def __init__(self, value: Any, speller: Speller) -> None:
        self._is_frame = "polars.DataFrame" in kinds_of(value)
        super().__init__(value, speller, tuple(value.shape))

    def nulls(self, column: int, sample: slice) -> float:
        """See `Sheet`; all rows count, as polars knows the number."""
        series = self._column(column)
        return series.null_count() / len(series) if len(series) else 0.0

    def _column(self, position: int) -> Any:
        return self._value.to_series(position) if self._is_frame else self._value

    def _name(self, position: int) -> str:
        return self._column(position).name

    def _type(self, position: int) -> Any:
        return self._column(position).dtype

    def _values(self, position: int, rows: slice) -> list[Any]:
        return self._column(position)[rows].to_list()


class ArrowSheet(_Columnar):
    """A table, a record batch or an array of pyarrow's."""

    def __init__(self, value: Any, speller: Speller) -> None:
        self._is_table = hasattr(value, "num_columns")
        shape = (value.num_rows, value.num_columns) if self._is_table else (len(value),)
        super().__init__(value, speller, shape)

    def nulls(self, column: int, sample: slice) -> float:
        """See `Sheet`; all rows count, as pyarrow knows the number."""
        array = self._column(column)
        return array.null_count / len(array) if len(array) else 0.0

    def _column(self, position: int) -> Any:
        return self._value.column(position) if self._is_table else self._value

    def _name(self, position: int) -> str:
        return self._value.schema.names[position] if self._is_table else ""

    def _type(self, position: int) -> Any:
        return self._column(position).type

    def _values(self, position: int, rows: slice) -> list[Any]:
        return self._column(position)[rows].to_pylist()
