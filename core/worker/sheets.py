"""What a table is to us, and numpy's arrays seen as one."""
# pyright: basic

import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from .spelling import Speller, text_cell
from .texts import one_line

Texts = list["str | None"]

EXACT_CELLS = 5_000_000
"""Nulls are counted in every row of tables up to this size, and in a sample of larger ones."""
_SAMPLED_ROWS = 20_000
_NAME_LIMIT = 200
_DTYPE_LIMIT = 80
_DIGITS = {2: 4, 4: 7}
"""Significant digits of floats by their bytes; `_MOST_DIGITS` of longer ones."""
_MOST_DIGITS = 10
_UNITS = ("D", "m", "s", "ms", "us")
"""Of numpy's points in time, coarse to fine; finer ones are written as they are."""


@dataclass(frozen=True)
class Column:
    """What is said of a column."""

    name: str
    dtype: str
    is_numeric: bool


class Sheet(Protocol):
    """A table of which any rectangle can be had as text. Positions count from 0."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Sizes as the value's own library counts them: one number for a series."""
        ...

    @property
    def column_count(self) -> int:
        """Number of columns."""
        ...

    @property
    def index_name(self) -> str:
        """What the labels of rows are called."""
        ...

    def columns(self, first: int, last: int) -> list[Column]:
        """Return what is said of some columns."""
        ...

    def index(self, first: int, last: int) -> list[str]:
        """Return the labels of some rows."""
        ...

    def cells(self, rows: slice, columns: range) -> list[Texts]:
        """Return a rectangle, one list a column; None is a null."""
        ...

    def nulls(self, column: int, sample: slice) -> float:
        """Return the share of nulls among some rows of a column."""
        ...


def sample_of(rows: int, columns: int) -> slice:
    """Return which rows of a table to count nulls in."""
    step = max(1, rows // _SAMPLED_ROWS) if rows * columns > EXACT_CELLS else 1
    return slice(None, None, step)


def name_text(label: Any, speller: Speller) -> str:
    """Return the label of a column or row; the parts of one with several levels, in a row."""
    if type(label) is tuple:
        return one_line(", ".join(name_text(part, speller) for part in label), _NAME_LIMIT)
    return one_line(speller.cell(label) or "null", _NAME_LIMIT)


def dtype_text(dtype: Any) -> str:
    """Return a column's type the way its library writes it."""
    return one_line(str(dtype), _DTYPE_LIMIT)


def float_texts(
    values: Iterable[float], digits: int = _MOST_DIGITS, nan: str | None = None
) -> Texts:
    """Return floats as people read them; `nan` stands for what is no number."""
    form = f"%.{digits}g"
    return [nan if value != value else form % value for value in values]


def string_texts(values: Iterable[Any]) -> Texts:
    """Return strings as cells; whatever is none is a null."""
    return [text_cell(value) if type(value) is str else None for value in values]


def array_texts(array: Any, speller: Speller) -> Texts:
    """Return a one-dimensional numpy array as cells."""
    kind = array.dtype.kind
    if kind in "iu":
        return list(map(str, array.tolist()))
    if kind == "f" and array.dtype.itemsize <= 8:
        return float_texts(array.tolist(), _DIGITS.get(array.dtype.itemsize, _MOST_DIGITS))
    if kind == "M":
        return _moment_texts(array)
    if kind == "U":
        return string_texts(array.tolist())
    return [speller.cell(value) for value in (array.tolist() if kind in "bOS" else array)]


def _moment_texts(array: Any) -> Texts:
    """Return points in time as ISO 8601, all as exact as the most exact of them."""
    numpy = importlib.import_module("numpy")
    there = array[~numpy.isnat(array)]
    units = (unit for unit in _UNITS if (there.astype(f"datetime64[{unit}]") == there).all())
    texts = numpy.datetime_as_string(array, unit=next(units, None)).tolist()
    return [None if text == "NaT" else text.replace("T", " ") for text in texts]


class ArraySheet:
    """A numpy array of one or two dimensions; the fields of a structured one are its columns."""

    def __init__(self, array: Any, speller: Speller) -> None:
        self._array = array
        self._speller = speller
        self._fields = array.dtype.names or ()
        self.shape = tuple(array.shape)
        self.index_name = ""

    @property
    def column_count(self) -> int:
        """Number of columns."""
        if self._fields and self._array.ndim == 1:
            return len(self._fields)
        return self._array.shape[1] if self._array.ndim > 1 else 1

    def columns(self, first: int, last: int) -> list[Column]:
        """See `Sheet`."""
        if self._fields and self._array.ndim == 1:
            return [self._said(name, self._array.dtype[name]) for name in self._fields[first:last]]
        names = map(str, range(first, last)) if self._array.ndim > 1 else ["value"]
        return [self._said(name, self._array.dtype) for name in names]

    def index(self, first: int, last: int) -> list[str]:
        """See `Sheet`."""
        return list(map(str, range(first, last)))

    def cells(self, rows: slice, columns: range) -> list[Texts]:
        """See `Sheet`."""
        return [array_texts(self._column(column)[rows], self._speller) for column in columns]

    def nulls(self, column: int, sample: slice) -> float:
        """See `Sheet`."""
        values = self._column(column)[sample]
        if values.dtype.kind in "fcmM" and len(values):
            return float((values != values).mean())
        if values.dtype.kind == "O" and len(values):
            return sum(self._speller.is_null(value) for value in values) / len(values)
        return 0.0

    def _column(self, column: int) -> Any:
        if self._array.ndim > 1:
            return self._array[:, column]
        return self._array[self._fields[column]] if self._fields else self._array

    def _said(self, name: str, dtype: Any) -> Column:
        return Column(name, dtype_text(dtype), dtype.kind in "iufc")
