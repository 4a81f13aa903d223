"""Arrays of numpy's as columns."""
# pyright: basic

import importlib
from typing import Any

from ..kinds import kind_of, short_name
from ..sheets import dtype_text
from .budget import SAMPLE
from .columns import Cells
from .hashing import numbers_hashed, spelled_hashed, texts_hashed

_NULLS = frozenset(("builtins.NoneType", "pandas.NAType", "pandas.NaTType"))
_SPELT = frozenset(
    (
        *("builtins.int", "builtins.float", "builtins.bool", "builtins.str", "builtins.bytes"),
        *("datetime.date", "datetime.datetime", "datetime.time", "datetime.timedelta"),
        *("decimal.Decimal", "uuid.UUID", "pandas.Timestamp", "pandas.Timedelta"),
    )
)
"""Kinds of values whose spelling runs no code of the user's."""
_NUMBERS = frozenset(("builtins.int", "builtins.float", "builtins.bool"))
_KINDS = {"b": "flag", "M": "time", "m": "span"}
_SECOND = 1_000_000


def cells_of(array: Any, name: str, dtype: str = "") -> Cells:
    """Return an array of one dimension as a column."""
    dtype = dtype or dtype_text(array.dtype)
    kind = array.dtype.kind
    if kind in "biufmM":
        return _of_numbers(array, name, dtype)
    if kind == "U":
        empties = int((array == "").sum())
        return Cells(
            *(name, dtype, "text", len(array), 0),
            pick=lambda rows: array[rows].tolist(),
            hashes=lambda: texts_hashed(array),
            empties=empties,
        )
    return _of_objects(array, name, dtype) if kind == "O" else _unknown(array, name, dtype)


def _of_numbers(array: Any, name: str, dtype: str) -> Cells:
    numpy = importlib.import_module("numpy")
    kind = array.dtype.kind
    numbers, nulls = array, 0
    if kind in "fmM":
        is_null = numpy.isnan(array) if kind == "f" else numpy.isnat(array)
        nulls = int(numpy.count_nonzero(is_null))
        numbers = array[~is_null] if nulls else array
    if kind in "mM":
        unit = f"{'datetime64' if kind == 'M' else 'timedelta64'}[us]"
        numbers = numbers.astype(unit).view(numpy.int64) / _SECOND
    elif kind == "b":
        numbers = numbers.view(numpy.uint8)
    return Cells(
        *(name, dtype, _KINDS.get(kind, "number"), len(array), nulls),
        pick=lambda rows: array[rows].tolist() if kind in "biuf" else (),
        hashes=lambda: numbers_hashed(array),
        numbers=numbers,
    )


def _of_objects(array: Any, name: str, dtype: str) -> Cells:
    """Return a column of objects by the exact types that it holds: no code of theirs is run."""
    values = array.tolist()
    examples = {type(value): value for value in values}
    kinds = {kind_of(value): short_name(value) for value in examples.values()}
    there = kinds.keys() - _NULLS
    if there - {"builtins.float"} == {"builtins.str"}:
        return _of_texts(array, name, dtype, values)
    if there and there <= _NUMBERS:
        return _of_loose_numbers(array, name, dtype, values)
    if there:
        dtype = f"{dtype}: {', '.join(sorted(kinds[kind] for kind in there))}"
    nulls = sum(value is None or kind_of(value) in _NULLS or _is_nan(value) for value in values)
    can_spell = there <= _SPELT and len(values) <= SAMPLE
    return Cells(
        *(name, dtype, "other", len(values), nulls),
        pick=lambda _: (),
        hashes=(lambda: spelled_hashed(values, len(values))) if can_spell else None,
    )


def _of_texts(array: Any, name: str, dtype: str, values: list[Any]) -> Cells:
    count = sum(type(value) is str for value in values)
    return Cells(
        *(name, dtype, "text", len(values), len(values) - count),
        pick=lambda rows: [value for value in array[rows].tolist() if type(value) is str],
        hashes=lambda: texts_hashed(array),
        empties=values.count(""),
    )


def _of_loose_numbers(array: Any, name: str, dtype: str, values: list[Any]) -> Cells:
    numpy = importlib.import_module("numpy")
    loose = [numpy.nan if kind_of(value) in _NULLS else value for value in values]
    try:
        found = _of_numbers(numpy.array(loose, numpy.float64), name, dtype)
    except OverflowError:  # an integer beyond all floats
        return _unknown(array, name, dtype)
    found.kind = "flag" if all(type(value) is not int for value in loose) and loose else "number"
    if any(type(value) is float and value == value for value in loose):
        found.kind = "number"
    return found


def _unknown(array: Any, name: str, dtype: str) -> Cells:
    return Cells(
        *(name, dtype, "other", len(array), _nulls(array)),
        pick=lambda _: (),
        hashes=(lambda: numbers_hashed(array)) if array.dtype.kind == "c" else None,
    )


def _nulls(array: Any) -> int | None:
    if array.dtype.kind == "c":
        return int((array != array).sum())
    return 0 if array.dtype.kind in "SV" else None


def _is_nan(value: Any) -> bool:
    return type(value) is float and value != value
