"""Single values as short texts: cells of tables, leaves of trees."""
# pyright: basic

import itertools
import math
from collections.abc import Callable, Iterable
from typing import Any

from .describing import integer_text, summary
from .kinds import class_name, in_package, is_class, kind_of, kinds_of, short_name
from .texts import one_line

CELL_LIMIT = 300
_BYTES = 40
_ITEMS = 6
_DEPTH = 2
_DIGITS = 10
_CONTAINERS = {
    "builtins.list": "[]",
    "builtins.tuple": "()",
    "builtins.set": "{}",
    "builtins.frozenset": "{}",
    "builtins.dict": "{}",
}
_SIZED = frozenset().union(
    in_package("pandas", "DataFrame", "Series", "Index"),
    in_package("polars", "DataFrame", "Series", "LazyFrame"),
    in_package("pyarrow", "Table", "RecordBatch", "ChunkedArray", "Array"),
    in_package("numpy", "ndarray"),
)


class Speller:
    """Spells values. A timid one runs no code of the user's: strange values are named by type."""

    def __init__(self, *, is_timid: bool = False) -> None:
        self.is_timid = is_timid

    def cell(self, value: Any) -> str | None:
        """Return a value as the text of a cell: strings without quotes, None for a null."""
        kind = kind_of(value)
        if kind == "builtins.str":
            return text_cell(value)
        if value is None or kind in ("pandas.NaTType", "pandas.NAType"):
            return None
        if kind == "builtins.float" or kind.startswith("numpy.float"):
            return None if math.isnan(value) else f"{value:.{_DIGITS}g}"
        return self.inline(value)

    def inline(self, value: Any, limit: int = CELL_LIMIT, depth: int = 0) -> str:
        """Return a value on one line, as code where that is short; never more than `limit`."""
        kind = kind_of(value)
        if spell := _PLAIN.get(kind):
            return one_line(spell(value), limit)
        if kind in _CONTAINERS:
            return one_line(self._container(value, kind, limit, depth), limit)
        if kind in _SIZED or not _SIZED.isdisjoint(kinds_of(value)):
            return one_line(summary(value)[0], limit)
        return one_line(self.repr_of(value), limit)

    def plain(self, value: Any) -> str | None:
        """Return a number, a date, a path and the like as text, None when it is none of those."""
        spell = _PLAIN.get(kind_of(value))
        return spell(value) if spell else None

    def is_null(self, value: Any) -> bool:
        """Whether a cell is empty."""
        return self.cell(value) is None

    def repr_of(self, value: Any) -> str:
        """Return what a value says of itself, or why it does not; never raises."""
        if is_class(value):
            return f"<class {class_name(value)}>"
        if self.is_timid:
            return f"<{short_name(value)}>"
        try:
            spelled = repr(value)
        except Exception as error:
            return f"<{short_name(value)}: its repr raises {type(error).__name__}>"
        return spelled if type(spelled) is str else f"<{short_name(value)}>"

    def _container(self, value: Any, kind: str, limit: int, depth: int) -> str:
        opening, closing = _CONTAINERS[kind]
        if depth >= _DEPTH:
            return f"{opening}…{closing}" if value else opening + closing
        parts: Iterable[str]
        if kind == "builtins.dict":
            pairs = itertools.islice(value.items(), _ITEMS)
            parts = (
                f"{self.inline(k, limit, depth + 1)}: {self.inline(v, limit, depth + 1)}"
                for k, v in pairs
            )
        else:
            shown = itertools.islice(value, _ITEMS)
            parts = (self.inline(item, limit, depth + 1) for item in shown)
        more = ", …" if len(value) > _ITEMS else ""
        return f"{opening}{', '.join(parts)}{more}{closing}"


def text_cell(value: str) -> str:
    """Return a string as the text of a cell."""
    if len(value) <= CELL_LIMIT and value.isprintable():
        return value
    return one_line(value, CELL_LIMIT)


def _integer(value: int) -> str:
    text = integer_text(value)
    return f"int {text}" if text[0] == "o" else text


def _number(value: Any) -> str:
    return f"{value:.{_DIGITS}g}"


def _bytes(value: bytes) -> str:
    return repr(bytes(value[:_BYTES])) + ("…" if len(value) > _BYTES else "")


def _string(value: str) -> str:
    return repr(value if len(value) <= CELL_LIMIT else value[:CELL_LIMIT])


def _moment(value: Any) -> str:
    return value.isoformat(" ")


def _function(value: Any) -> str:
    return f"<function {value.__qualname__}>"


_PLAIN: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(in_package("builtins", "NoneType", "bool", "complex", "range"), str),
    **dict.fromkeys(in_package("datetime", "date", "time", "timedelta"), str),
    **dict.fromkeys(in_package("pandas", "Timedelta", "Period", "Interval"), str),
    **dict.fromkeys(in_package("pandas", "NaTType", "NAType"), str),
    **dict.fromkeys(in_package("pathlib", "PosixPath", "WindowsPath"), str),
    **dict.fromkeys(in_package("numpy", "bool", "bool_", "str_", "datetime64", "timedelta64"), str),
    **{f"numpy.{sign}int{size}": str for sign in ("", "u") for size in (8, 16, 32, 64)},
    **{f"numpy.float{size}": _number for size in (16, 32, 64)},
    **dict.fromkeys(in_package("builtins", "bytes", "bytearray"), _bytes),
    "builtins.int": _integer,
    "builtins.float": _number,
    "builtins.str": _string,
    "builtins.function": _function,
    "datetime.datetime": _moment,
    "pandas.Timestamp": _moment,
    "decimal.Decimal": str,
    "uuid.UUID": str,
    "fractions.Fraction": str,
}
