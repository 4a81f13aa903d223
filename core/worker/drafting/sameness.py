"""Whether two values are the same to the last type: what a text makes, and what it stands for."""
# pyright: basic

from typing import Any

from ..kinds import kind_of


def is_same(one: Any, other: Any) -> bool:
    """Whether two values have the same types, labels and cells; None, NaN and NA are three."""
    if type(one) is not type(other):
        return False
    compare = _COMPARISONS.get(kind_of(one))
    if compare is not None:
        return compare(one, other)
    if kind_of(one) in ("pandas.NAType", "pandas.NaTType"):
        return True
    return bool(one == other) or bool(one != one and other != other)


def _items(one: Any, other: Any) -> bool:
    return len(one) == len(other) and all(map(is_same, one, other))


def _dicts(one: dict[Any, Any], other: dict[Any, Any]) -> bool:
    return _items(list(one), list(other)) and _items(list(one.values()), list(other.values()))


def _indexes(one: Any, other: Any) -> bool:
    # a RangeIndex is an index of whole numbers that takes less memory
    kinds = {type(index).__name__.replace("RangeIndex", "Index") for index in (one, other)}
    if len(kinds) > 1 or not _dtypes(one, other):
        return False
    if not _items(list(one.names), list(other.names)):
        return False
    if getattr(one, "freq", None) != getattr(other, "freq", None):
        return False
    return _items(one.tolist(), other.tolist())


def _dtypes(one: Any, other: Any) -> bool:
    if hasattr(one, "levels"):
        return all(map(_dtypes, one.levels, other.levels))
    if one.dtype != other.dtype:
        return False
    mine, its = (getattr(side.dtype, "categories", None) for side in (one, other))
    return mine is None or its is None or _indexes(mine, its)


def _series(one: Any, other: Any) -> bool:
    return (
        _dtypes(one, other)
        and is_same(one.name, other.name)
        and _indexes(one.index, other.index)
        and _items(one.tolist(), other.tolist())
    )


def _frames(one: Any, other: Any) -> bool:
    if one.shape != other.shape or not _indexes(one.columns, other.columns):
        return False
    if not _indexes(one.index, other.index):
        return False
    places = range(one.shape[1])
    return all(_series(one.iloc[:, place], other.iloc[:, place]) for place in places)


def _arrays(one: Any, other: Any) -> bool:
    if one.dtype != other.dtype or one.shape != other.shape:
        return False
    return _items(one.ravel().tolist(), other.ravel().tolist())


def _polars_series(one: Any, other: Any) -> bool:
    return one.dtype == other.dtype and one.name == other.name and _items(list(one), list(other))


def _polars_frames(one: Any, other: Any) -> bool:
    if one.columns != other.columns or one.shape != other.shape:
        return False
    return all(_polars_series(one[name], other[name]) for name in one.columns)


_COMPARISONS = {
    "builtins.list": _items,
    "builtins.tuple": _items,
    "builtins.dict": _dicts,
    "pandas.DataFrame": _frames,
    "pandas.Series": _series,
    "numpy.ndarray": _arrays,
    "polars.Series": _polars_series,
    "polars.DataFrame": _polars_frames,
}
