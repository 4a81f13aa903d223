"""Which row of one value is which of the other.

By labels of rows, by a column in which no value is there twice, or by several columns together;
else by position, or by the whole content of rows. Of several ways the one is taken that finds
most rows again, best of all as they were.
"""
# pyright: basic

from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple

from ..kinds import kinds_of
from ..tracing.tables import Table

_KEYS = "iuMO"
"""Kinds of columns that are keys, in numpy's letters: no fractions, no truth values."""
_FEW = 2_000
_MOST_COLUMNS = 60
_MOST_TOGETHER = 6
_ENOUGH = 0.1
"""The part of the shorter value's rows that have to be found again."""
_IN_PLACE = 0.5
"""The part of rows that have to be as they were, for their position to be what they are."""
_FOUND = 0.25
"""What it counts that a row is found again, when it counts 1 that it is as it was."""


class Match(NamedTuple):
    """Rows that are one row in both values, as places, and those that are in one only.

    `how` says what they were matched by; with `is_whole` rows are the same or not there.
    """

    how: str
    before: Any
    after: Any
    gone: Any
    new: Any
    keys: tuple[str, ...] = ()
    is_whole: bool = False


class _Way(NamedTuple):
    how: str
    before: list[Any]
    after: list[Any]
    keys: tuple[str, ...] = ()


def match(before: Table, after: Table, columns: tuple[tuple[str, str], ...]) -> Match:
    """Return how the rows of two tables go together; `columns` are by their names in both."""
    np = before.np
    hashes = before.hashes(old for old, _ in columns), after.hashes(new for _, new in columns)
    named = [old for old, new in columns if old == new]
    best, most = None, 0.0
    for way in _ways(before, after, named):
        found = _paired(np, way)
        count = len(found.before)
        if count < _ENOUGH * min(before.rows, after.rows) or not count:
            continue
        same = int((hashes[0][found.before] == hashes[1][found.after]).sum())
        if same + _FOUND * count > most:
            best, most = found, same + _FOUND * count
    return best or _without_keys(np, before, after, hashes)


def _ways(before: Table, after: Table, columns: list[str]) -> Iterator[_Way]:
    labels = _labels(before), _labels(after)
    if labels[0] is not None and labels[1] is not None:
        yield _Way(_index_said(before), labels[0], labels[1])
    keys = [name for name in columns[:_MOST_COLUMNS] if _is_key(before, name)]
    alone = [(name,) for name in keys if _looks_unique(before, name)]
    together = [[*combinations(keys[:_MOST_TOGETHER], count)] for count in (2, 3)]
    for choices in (alone, *together):
        found = [way for names in choices if (way := _by(before, after, names))]
        yield from found
        if found:
            return


def _labels(table: Table) -> list[Any] | None:
    """Return labels of rows that tell them apart; None where there are only positions."""
    labels = table.labels
    if labels is None:
        return None
    is_range = "pandas.RangeIndex" in kinds_of(labels)
    if is_range and labels.start == 0 and labels.step == 1:
        return None
    return _unique(labels.tolist() if hasattr(labels, "tolist") else list(labels))


def _by(before: Table, after: Table, names: tuple[str, ...]) -> _Way | None:
    """Return the way by columns that tell rows apart together, in both values."""
    if any(table.nulls(name).any() for table in (before, after) for name in names):
        return None
    keys: list[list[Any]] = []
    for table in (before, after):
        lists = [table.array(name).tolist() for name in names]
        unique = _unique(lists[0] if len(names) == 1 else list(zip(*lists, strict=True)))
        if unique is None:
            return None
        keys.append(unique)
    return _Way(" and ".join(f"`{name}`" for name in names), keys[0], keys[1], names)


def _unique(keys: list[Any]) -> list[Any] | None:
    try:
        is_so = len(set(keys)) == len(keys) and all(key == key for key in keys)
    except (TypeError, ValueError):
        return None
    return keys if is_so else None


def _is_key(table: Table, name: str) -> bool:
    few = table.sample(name, slice(0, _FEW))
    if few.dtype.kind not in _KEYS:
        return False
    return few.dtype.kind != "O" or all(not isinstance(v, (float, bool)) for v in few.tolist())


def _looks_unique(table: Table, name: str) -> bool:
    return _unique(table.sample(name, slice(0, _FEW)).tolist()) is not None


def _paired(np: Any, way: _Way) -> Match:
    known = {key: place for place, key in enumerate(way.before)}
    places = np.fromiter((known.get(key, -1) for key in way.after), np.int64, len(way.after))
    return _matched(np, way.how, places, len(way.before), way.keys)


def _matched(np: Any, how: str, places: Any, rows: int, keys: tuple[str, ...] = ()) -> Match:
    """Return a match from the places that rows of the later value had before, -1 for new ones."""
    is_known = places >= 0
    is_gone = np.ones(rows, bool)
    is_gone[places[is_known]] = False
    after = np.flatnonzero(is_known)
    gone, new = np.flatnonzero(is_gone), np.flatnonzero(~is_known)
    return Match(how, places[is_known], after, gone, new, keys)


def _without_keys(np: Any, before: Table, after: Table, hashes: tuple[Any, Any]) -> Match:
    mine, its = hashes
    if before.rows == after.rows:
        in_place = int((mine == its).sum())
        if in_place >= _IN_PLACE * before.rows or len(before.names) == len(after.names) == 1:
            every = np.arange(before.rows)
            none = every[:0]
            return Match("their position", every, every, none, none)
    waiting: dict[int, list[int]] = {}
    for place, content in enumerate(mine.tolist()):
        waiting.setdefault(content, []).append(place)
    for places in waiting.values():
        places.reverse()
    found = (waiting[c].pop() if waiting.get(c) else -1 for c in its.tolist())
    places = np.fromiter(found, np.int64, after.rows)
    return _matched(np, "their whole content", places, before.rows)._replace(is_whole=True)


def _index_said(table: Table) -> str:
    if table.is_mapping:
        return "their keys"
    names = " and ".join(f"`{name}`" for name in table.index_names)
    return f"the index {names}" if names else "the labels of rows"
