"""Scalars, lists and dictionaries as records, without any library."""
# pyright: basic

import math
import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ..kinds import in_package, kind_of, short_name
from ..messages import OutcomeRecord, ProfileRecord
from ..texts import one_line
from .budget import COLUMNS
from .columns import BINS, QUANTILES, TOP
from .hashing import digest

ITEMS = 100_000
"""Items of a container that are looked at."""
_DEPTH = 20
_TEXT_LIMIT = 60
_VALUE = "value"
_LISTS = in_package("builtins", "list", "tuple", "set", "frozenset")
_NUMBERS = in_package("builtins", "int", "float", "bool")
_SPELT = in_package("builtins", "NoneType", "int", "float", "bool", "complex", "str", "bytes") | {
    *("datetime.date", "datetime.datetime", "datetime.timedelta", "decimal.Decimal"),
    *("uuid.UUID", "pandas.Timestamp", "pandas.Timedelta", "builtins.range"),
}


class _UnknownError(Exception):
    """Something that cannot be spelled without running code of its own, or that is too large."""


def plain(value: Any, record: OutcomeRecord) -> OutcomeRecord | None:
    """Return `record` filled from a value of Python's own, None when it is none."""
    kind = kind_of(value)
    if kind.startswith("numpy.") and kind != "numpy.ndarray":
        value = _unwrapped(value)
        kind = kind_of(value)
    if kind in _SPELT:
        columns = (_profile(_VALUE, [value]),)
        return replace(record, kind="scalar", columns=columns, content=_content(value))
    if kind in _LISTS:
        record = replace(record, kind="list", shape=(len(value),), content=_content(value))
        items = value if len(value) <= ITEMS else ()
        is_flat = items and all(kind_of(item) in _SPELT for item in items)
        return replace(record, columns=(_profile(_VALUE, items),)) if is_flat else record
    if kind == "builtins.dict":
        return replace(
            record,
            kind="dict",
            shape=(len(value),),
            columns=_entries(value) if len(value) <= COLUMNS else (),
            content=_content(value),
        )
    return None


def _unwrapped(value: Any) -> Any:
    return value.item() if hasattr(value, "item") and hasattr(value, "dtype") else value


def _entries(value: dict[Any, Any]) -> tuple[ProfileRecord, ...]:
    pairs = [(key, _unwrapped(item) if _is_numpys(item) else item) for key, item in value.items()]
    return tuple(
        _profile(key, [item]) for key, item in pairs if type(key) is str and kind_of(item) in _SPELT
    )


def _is_numpys(value: Any) -> bool:
    kind = kind_of(value)
    return kind.startswith("numpy.") and kind != "numpy.ndarray"


def _profile(name: str, items: Iterable[Any]) -> ProfileRecord:
    values = list(items)
    there: list[Any] = [item for item in values if not _is_null(item)]
    nulls = len(values) - len(there)
    kinds = sorted({short_name(item) for item in there}) or ["NoneType" if nulls else ""]
    figures: dict[str, Any] = {"nulls": nulls, "distinct": len(set(map(repr, there)))}
    kind = "other"
    if there and all(type(item) is str for item in there):
        kind = "text"
        figures |= _figures([float(len(item)) for item in there])
        figures["empties"] = there.count("")
    elif there and all(kind_of(item) in _NUMBERS for item in there):
        kind = "flag" if kinds == ["bool"] else "number"
        figures |= _figures(list(map(_float, there)))
    top = Counter(map(_text, there)).most_common(TOP)
    return ProfileRecord(name, ", ".join(kinds), kind, top=tuple(top), **figures)


def _is_null(item: Any) -> bool:
    return item is None or (type(item) is float and math.isnan(item))


def _figures(numbers: list[float]) -> dict[str, Any]:
    finite = sorted(filter(math.isfinite, numbers))
    figures: dict[str, Any] = {
        "infinities": len(numbers) - len(finite),
        "negatives": sum(number < 0 for number in finite),
    }
    if not finite:
        return figures
    low, high = finite[0], finite[-1]
    mean = math.fsum(number / len(finite) for number in finite)
    figures |= {"minimum": low, "maximum": high, "mean": mean}
    if len(finite) > 1:
        places = [int(share * (len(finite) - 1) + 0.5) for share in QUANTILES]
        figures["quantiles"] = tuple(finite[place] for place in places)
        figures["histogram"] = _histogram(finite, figures["quantiles"])
        if high - low < 1e150:
            figures["deviation"] = statistics.pstdev(finite, mean)
    return figures


def _histogram(ranked: list[float], quantiles: tuple[float, ...]) -> tuple[int, ...]:
    low, high = quantiles[0], quantiles[-1]
    if not low < high:
        return ()
    bins = [0] * BINS
    for number in ranked:
        place = int((number - low) / (high - low) * BINS)
        bins[min(max(place, 0), BINS - 1)] += 1
    return tuple(bins)


def _float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _text(value: Any) -> str:
    return one_line(str(value)[: 2 * _TEXT_LIMIT], _TEXT_LIMIT)


def _content(value: Any) -> str:
    """Return what is equal for equal values; "" when some of it is not known."""
    parts: list[str] = []
    try:
        _spell(value, parts, 0)
    except _UnknownError:
        return ""
    return digest(*parts)


def _spell(value: Any, parts: list[str], depth: int) -> None:
    kind = kind_of(value)
    if kind in _SPELT:
        parts.append(f"{kind}:{value!r}")
    elif kind in _LISTS or kind == "builtins.dict":
        if depth > _DEPTH or len(parts) + len(value) > ITEMS:
            raise _UnknownError
        parts.append(f"{kind}:{len(value)}")
        for item in _members(value, kind):
            _spell(item, parts, depth + 1)
    else:
        raise _UnknownError


def _members(value: Any, kind: str) -> Iterable[Any]:
    if kind == "builtins.dict":
        return [part for pair in value.items() for part in pair]
    if "set" not in kind:
        return value
    if not all(kind_of(item) in _SPELT for item in value):
        raise _UnknownError
    return sorted(value, key=repr)
