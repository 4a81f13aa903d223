"""Values as they were when their node ended, although later nodes may change them in place."""
# pyright: basic

import itertools
import sys
from collections.abc import Callable, Iterable
from typing import Any

from .kinds import in_package, kind_of

COPIED_BYTES = 64 << 20
"""Larger arrays are kept as they are, and looked at for changes."""
COPIED_ITEMS = 100_000
UNCHANGING = in_package(
    "builtins", "NoneType", "bool", "int", "float", "complex", "str", "bytes", "range", "function"
)
"""Kinds of values that nothing can change."""
_DEPTH = 20
_SAMPLE = 256


def snapshot(value: Any) -> tuple[Any, Any]:
    """Return a copy that later nodes cannot reach, and None; or the value itself and a mark.

    A mark equals `mark_of(value)` until the value is changed in place, as far as a sample tells.
    Values that cannot change, and those that nothing is known of, come with None.
    """
    take = _TAKERS.get(kind_of(value))
    if take is None:
        return value, None
    try:
        return take(value, _Allowance(COPIED_ITEMS, COPIED_BYTES)), None
    except (_TooMuchError, MemoryError):
        return value, mark_of(value)


def mark_of(value: Any) -> Any:
    """Return something small that tells, by a sample, whether a value has been changed."""
    mark = _MARKERS.get(kind_of(value))
    return mark(value) if mark else None


class _TooMuchError(Exception):
    """Copying would take too long or too much memory."""


class _Allowance:
    def __init__(self, items: int, size: int) -> None:
        self._items = items
        self._size = size

    def spend(self, items: int, size: int = 0) -> None:
        self._items -= items
        self._size -= size
        if self._items < 0 or self._size < 0:
            raise _TooMuchError


_Taker = Callable[[Any, _Allowance], Any]
_Copier = Callable[[Any], Any]
_PLAIN_KEYS = frozenset(("builtins.str", "builtins.int", "builtins.bool", "builtins.NoneType"))


def _pandas(value: Any, allowance: _Allowance) -> Any:
    if _copies_on_write():
        return value.copy(deep=False)
    columns = value.shape[1] if len(value.shape) > 1 else 1
    allowance.spend(0, 8 * len(value) * columns)
    return value.copy()


def _copies_on_write() -> bool:
    pandas = sys.modules["pandas"]
    if int(pandas.__version__.partition(".")[0]) >= 3:
        return True
    return bool(getattr(pandas.options.mode, "copy_on_write", False))


def _polars(value: Any, _: _Allowance) -> Any:
    return value.clone()


def _array(value: Any, allowance: _Allowance) -> Any:
    allowance.spend(0, value.nbytes)
    return value.copy(order="K")


def _container(value: Any, allowance: _Allowance) -> Any:
    return _copied(value, allowance, {}, 0)


def _copied(value: Any, allowance: _Allowance, known: dict[int, Any], depth: int) -> Any:
    take = _TAKERS.get(kind_of(value))
    if take is None:
        return value
    if take is not _container:
        return take(value, allowance)
    if id(value) in known:
        return known[id(value)]
    if depth > _DEPTH:
        raise _TooMuchError
    allowance.spend(len(value))
    return _COPIERS[type(value)](
        value, lambda item: _copied(item, allowance, known, depth + 1), known
    )


def _copied_list(value: list[Any], copied: _Copier, known: dict[int, Any]) -> Any:
    known[id(value)] = copy = []
    copy.extend(map(copied, value))
    return copy


def _copied_tuple(value: tuple[Any, ...], copied: _Copier, _: dict[int, Any]) -> Any:
    return tuple(map(copied, value))


def _copied_set(value: set[Any], _: _Copier, __: dict[int, Any]) -> Any:
    return value.copy()  # what can be in a set does not change


def _copied_dict(value: dict[Any, Any], copied: _Copier, known: dict[int, Any]) -> Any:
    known[id(value)] = copy = value.copy()
    for key, item in value.items():
        mine = copied(item)
        if mine is not item:
            if kind_of(key) not in _PLAIN_KEYS:  # looking it up would run code of its own
                raise _TooMuchError
            copy[key] = mine
    return copy


def _bytearray(value: bytearray, allowance: _Allowance) -> Any:
    allowance.spend(0, len(value))
    return value[:]


def _mark_array(value: Any) -> Any:
    # of objects it is where they are that is compared: none of their code runs
    return value.shape, str(value.dtype), value.flat[_spread(value.size)].tobytes()


def _mark_frame(value: Any) -> Any:
    columns = range(value.shape[1])[_spread(value.shape[1])]
    samples = [_mark_series(value.iloc[:, column]) for column in columns]
    return value.shape, id(value.columns), samples


def _mark_series(value: Any) -> Any:
    if type(value.dtype).__module__.partition(".")[0] != "numpy":  # its values are made anew
        return value.shape
    return value.shape, value.to_numpy()[_spread(len(value))].tobytes()


def _spread(count: int) -> slice:
    return slice(0, None, max(1, count // _SAMPLE))


def _mark_items(value: Any) -> Any:
    return len(value), _identities(value[_spread(len(value))])


def _mark_dict(value: dict[Any, Any]) -> Any:
    ends = itertools.chain(
        itertools.islice(value.items(), _SAMPLE), itertools.islice(reversed(value.items()), _SAMPLE)
    )
    return len(value), _identities(itertools.chain.from_iterable(ends))


def _mark_set(value: set[Any]) -> Any:
    return len(value), _identities(itertools.islice(value, _SAMPLE))


def _identities(items: Iterable[Any]) -> tuple[int, ...]:
    return tuple(map(id, items))


_COPIERS: dict[type, Callable[[Any, _Copier, dict[int, Any]], Any]] = {
    list: _copied_list,
    tuple: _copied_tuple,
    set: _copied_set,
    dict: _copied_dict,
}
_TAKERS: dict[str, _Taker] = {
    "pandas.DataFrame": _pandas,
    "pandas.Series": _pandas,
    "polars.DataFrame": _polars,
    "polars.Series": _polars,
    "numpy.ndarray": _array,
    "builtins.list": _container,
    "builtins.dict": _container,
    "builtins.tuple": _container,
    "builtins.set": _container,
    "builtins.bytearray": _bytearray,
}
_MARKERS: dict[str, Callable[[Any], Any]] = {
    "pandas.DataFrame": _mark_frame,
    "pandas.Series": _mark_series,
    "numpy.ndarray": _mark_array,
    "builtins.list": _mark_items,
    "builtins.tuple": _mark_items,
    "builtins.dict": _mark_dict,
    "builtins.set": _mark_set,
    "collections.OrderedDict": _mark_dict,
    "collections.defaultdict": _mark_dict,
    "collections.Counter": _mark_dict,
}
