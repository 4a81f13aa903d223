"""A few words about a value, from what is known of its type: safe on the main thread, and fast."""
# pyright: basic

from collections.abc import Callable
from typing import Any

from .kinds import in_package, kind_of, short_name
from .texts import clip, one_line

_TEXT_LIMIT = 60
_WRITTEN_OUT = 1 << 200
_BITS_PER_DIGIT = 3.3219


def summary(value: Any) -> tuple[str, int | None]:
    """Return a value's type with its size or content, and its number of rows (None: has none).

    "DataFrame 12,480 x 7", "float 0.93", "dict 4". Of types that are not known exactly only the
    name is said, and nothing of theirs is called.
    """
    describe = _KNOWN.get(kind_of(value))
    return describe(value) if describe else (short_name(value), None)


def brief(value: Any) -> str:
    """Return a value's summary, or the beginning of a text: what a failed node was given."""
    if type(value) is str:
        return f"str {one_line(repr(clip(value, _TEXT_LIMIT)), _TEXT_LIMIT + 2)}"
    return summary(value)[0]


def integer_text(value: int) -> str:
    """Return an integer, or how long it is when writing it out would take time."""
    if -_WRITTEN_OUT < value < _WRITTEN_OUT:
        return f"{value}"
    return f"of about {int(value.bit_length() / _BITS_PER_DIGIT):,} digits"


def _frame(value: Any) -> tuple[str, int]:
    rows, columns = value.shape
    return f"{short_name(value)} {rows:,} x {columns:,}", rows


def _column(value: Any) -> tuple[str, int]:
    return f"{short_name(value)} {len(value):,}", len(value)


def _array(value: Any) -> tuple[str, int | None]:
    size = " x ".join(f"{length:,}" for length in value.shape)
    return f"ndarray {size}".rstrip(), value.shape[0] if value.shape else None


def _container(value: Any) -> tuple[str, None]:
    return f"{short_name(value)} {len(value):,}", None


def _float(value: float) -> tuple[str, None]:
    return f"float {value:.6g}", None


def _int(value: int) -> tuple[str, None]:
    return f"int {integer_text(value)}", None


def _scalar(value: Any) -> tuple[str, None]:
    if value is None:
        return "None", None
    return f"{short_name(value)} {value!s:.60}", None


def _check(value: Any) -> tuple[str, None]:
    return "passed" if value.passes else "failed", None


_NUMPY_SCALARS = (
    *("bool", "bool_", "float16", "float32", "float64"),
    *(f"{sign}int{size}" for sign in ("", "u") for size in (8, 16, 32, 64)),
)
_WORDS: tuple[tuple[frozenset[str], Callable[[Any], tuple[str, int | None]]], ...] = (
    (in_package("builtins", "int"), _int),
    (in_package("builtins", "float"), _float),
    (in_package("builtins", "NoneType", "bool", "complex"), _scalar),
    (in_package("datetime", "date", "datetime", "timedelta"), _scalar),
    (in_package("pandas", "Timestamp", "Timedelta"), _scalar),
    (in_package("numpy", *_NUMPY_SCALARS), _scalar),
    (frozenset(("decimal.Decimal", "uuid.UUID")), _scalar),
    (in_package("builtins", "str", "bytes", "bytearray", "range"), _container),
    (in_package("builtins", "list", "tuple", "dict", "set", "frozenset"), _container),
    (frozenset(("pandas.DataFrame", "polars.DataFrame")), _frame),
    (in_package("pyarrow", "Table", "RecordBatch"), _frame),
    (in_package("pandas", "Series", "Index", "RangeIndex", "DatetimeIndex"), _column),
    (frozenset(("pandas.MultiIndex", "polars.Series", "pyarrow.ChunkedArray")), _column),
    (in_package("numpy", "ndarray"), _array),
    (in_package("hamilton", "ValidationResult"), _check),
)
_KNOWN = {kind: describe for kinds, describe in _WORDS for kind in kinds}
