"""What of a function's arguments can be made smaller, and arguments made of what is left."""
# pyright: basic

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..kinds import kinds_of
from ..snapshots import snapshot

_FRAMES = ("pandas.DataFrame", "polars.DataFrame")
_COLUMNS = ("pandas.Series", "polars.Series", "numpy.ndarray", "builtins.list", "builtins.tuple")


SMALL = 50
"""Rows, or entries, up to which a table beside the one in question is taken for a lookup."""


class Part(NamedTuple):
    """Rows, columns or entries of one argument, or rows of several that go together."""

    kind: str
    arguments: tuple[str, ...]
    count: int

    @property
    def whole(self) -> Sequence[int]:
        """All of it."""
        return range(self.count)


Selection = Mapping[Part, Sequence[int]]
"""What is left of each part: places in order, counted from 0."""


def parts_of(arguments: Mapping[str, Any]) -> list[Part]:
    """Return what can be made smaller: rows, the most first, then columns, then entries.

    Arguments whose rows belong together, by their labels or their number, stay in step.
    """
    groups: list[list[str]] = []
    for name, value in arguments.items():
        if length(value) is None:
            continue
        mate = next((g for g in groups if _go_together(arguments[g[0]], value)), None)
        if mate is None:
            groups.append([name])
        else:
            mate.append(name)
    rows = [Part("rows", tuple(group), length(arguments[group[0]]) or 0) for group in groups]
    columns = [
        Part("columns", (name,), value.shape[1])
        for name, value in arguments.items()
        if _is_of(value, _FRAMES)
    ]
    entries = [
        Part("entries", (name,), len(value))
        for name, value in arguments.items()
        if type(value) is dict
    ]
    rows.sort(key=lambda part: -part.count)
    return [part for part in (*rows, *columns, *entries) if part.count > 1]


def lookups(arguments: Mapping[str, Any], parts: Sequence[Part]) -> list[Part]:
    """Return the parts of small tables beside the main one, in which it may be looked up.

    The main one is the longest; where all are small, what the function takes first.
    """
    order = list(arguments)
    tables = sorted(
        (part for part in parts if part.kind != "columns"),
        key=lambda part: (part.kind != "rows", order.index(part.arguments[0])),
    )
    main = max(tables, key=lambda part: part.count * (part.count > SMALL), default=None)
    small = {n for p in tables if p is not main and p.count <= SMALL for n in p.arguments}
    small.difference_update(main.arguments if main else ())
    return [part for part in parts if small.issuperset(part.arguments)]


def length(value: Any) -> int | None:
    """Return the number of rows of a value, None when it has none."""
    if _is_of(value, _FRAMES):
        return value.shape[0]
    if not _is_of(value, _COLUMNS) or not getattr(value, "ndim", 1):
        return None
    return len(value)


def taken(arguments: Mapping[str, Any], selection: Selection) -> dict[str, Any]:
    """Return fresh arguments of what is selected; what is done to them changes no others."""
    made = dict(arguments)
    whole = set(made)
    for part, places in selection.items():
        for name in part.arguments:
            made[name] = _TAKERS[part.kind](made[name], places)
            whole.discard(name)
    for name in whole:
        made[name] = _copied(made[name])
    return made


def _copied(value: Any) -> Any:
    """Return a copy, also of what is so large that it is not copied when it is held."""
    copy, mark = snapshot(value)
    rows = length(value)
    return copy if mark is None or rows is None else _rows(value, range(rows))


def _is_of(value: Any, kinds: Sequence[str]) -> bool:
    return not set(kinds).isdisjoint(kinds_of(value))


def _go_together(one: Any, other: Any) -> bool:
    if length(one) != length(other):
        return False
    labels: list[Any] = [getattr(value, "index", None) for value in (one, other)]
    labels = [index for index in labels if hasattr(index, "equals")]
    if len(labels) < 2:
        return not (_is_of(one, _FRAMES) and _is_of(other, _FRAMES))
    if not labels[0].equals(labels[1]):
        return False
    is_numbered = type(labels[0]).__name__ == "RangeIndex"
    return not (is_numbered and _is_of(one, _FRAMES) and _is_of(other, _FRAMES))


def _rows(value: Any, places: Sequence[int]) -> Any:
    if type(value) in (list, tuple):
        return type(value)([value[place] for place in places])
    if type(places) is range:  # of pandas and numpy that is a view of what is held
        some = slice(places.start, places.stop)
        part = value.iloc[some] if hasattr(value, "iloc") else value[some]
        return part.copy() if hasattr(part, "copy") else part
    chosen = places if hasattr(places, "dtype") else list(places)
    return value.iloc[chosen] if hasattr(value, "iloc") else value[chosen]


def _columns(value: Any, places: Sequence[int]) -> Any:
    if "pandas.DataFrame" in kinds_of(value):
        return value.iloc[:, list(places)].copy()
    return value[:, list(places)]


def _entries(value: dict[Any, Any], places: Sequence[int]) -> Any:
    keys = list(value)
    return {keys[place]: snapshot(value[keys[place]])[0] for place in places}


_TAKERS = {"rows": _rows, "columns": _columns, "entries": _entries}
