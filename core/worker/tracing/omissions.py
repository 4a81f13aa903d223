"""Why rows of a parent are not in a value: how odd that is, and what they have in common."""
# pyright: basic

from collections.abc import Iterator
from typing import Any, NamedTuple

from .alignment import Alignment
from .tables import Table

ODD = 0.9
"""The weight of rows lost where a column is made of columns: that is seldom meant."""
_EXCUSED = 0.4
"""How much less is thought of a loss that has its reason elsewhere."""
_ABSENT = 0.3
"""The same where another parent has no rows for them."""
_PART = 0.2
_ONE_EACH = 0.3
"""The same for keeping one row of each group: few do that by mistake."""
_MEANT = 0.85
"""The same for rows that a column tells from the others: a filter."""
_REPEATED = 0.3
_ONE_TO_ONE = 0.6
"""How much a parent is what a value goes on with, when each kept row made one."""
_INTENDED = 0.6
"""A join that loses more than this share of rows is odd itself, whatever its other side lacks."""
_LOOKED_AT = 2_000
_TELLING = 6
"""Columns that are compared to tell whether two rows are the same."""
_LARGEST = 200_000
_MOST_KEYS = 5

_Parents = dict[str, tuple[Table, Alignment]]


class Omission(NamedTuple):
    """`weight` is from 0 to 1; `absent` is another parent that has no rows for the lost ones.

    `empty` is a column in which none of them has a value.
    """

    weight: float
    text: str
    absent: str = ""
    empty: str = ""
    is_told_apart: bool = False
    """Whether a column tells the lost rows from the kept ones."""


def lost_here(table: Table, its: Table, alignment: Alignment) -> Any:
    """Return which rows of a parent are not in the value; None where that cannot be told."""
    np = table.np
    if alignment.how == "unknown" or its.is_mapping or its.rows < 2:
        return None
    if alignment.how == "by position":
        return np.zeros(its.rows, bool)
    there = np.zeros(alignment.count + 1, bool)
    there[alignment.of_value] = True
    there[-1] = False
    return ~there[alignment.of_parent]


def is_part(its: Table, alignment: Alignment) -> bool:
    """Whether a parent is one column, whose rows go by their labels."""
    return len(its.names) == 1 and alignment.how == "exact"


def omission(table: Table, lost: Any, parents: _Parents, parent: str) -> Omission:
    """Say why some rows of a parent are lost, as far as the data shows it."""
    its, alignment = parents[parent]
    if is_part(its, alignment) and len(table.names) == 1:
        return Omission(ODD, "")
    weight = _weight(table, its, alignment, lost)
    empty = next((n for n in its.names if _is_empty(its, n, lost, is_kept=n in table.names)), "")
    if empty and any(empty in keyed.key for _, keyed in parents.values()):
        return Omission(weight * _EXCUSED, f"They have no `{empty}`.", empty=empty)
    absent = _absent(its, lost, parents, parent)
    if absent:
        less = _ABSENT if lost.mean() < _INTENDED else _MEANT
        return Omission(weight * less, f"`{absent}` has no rows for them.", absent=absent)
    return _meant(table, its, lost, weight, empty)


def _meant(table: Table, its: Table, lost: Any, weight: float, empty: str) -> Omission:
    """Say what somebody may have meant who left some rows out."""
    if _repeats(its, lost):
        return Omission(weight * _REPEATED, "They repeat rows that are kept.")
    key = _one_each(table, its, lost)
    if key:
        return Omission(weight * _ONE_EACH, f"One row is kept of each {key}.")
    if empty:
        return Omission(weight * _MEANT, f"They have no `{empty}`.", empty=empty)
    said = _common(its, lost)
    partly = next((n for n in its.names if _is_partly_empty(its, n, lost)), "")
    weight *= _MEANT if said or partly else 1.0
    return Omission(weight, said, empty=partly, is_told_apart=bool(said))


def _weight(table: Table, its: Table, alignment: Alignment, lost: Any) -> float:
    """Return how odd it is that rows are gone, whichever they are."""
    spine = len(set(table.names) & set(its.names)) / max(1, len(its.names))
    if alignment.how == "by key" and table.rows == int((~lost).sum()):
        spine = max(spine, _ONE_TO_ONE)
    weight = 0.3 + 0.4 * spine + 0.2 * min(1.0, float(lost.mean()) * 3)
    if alignment.how == "by group":
        weight *= 0.7
    if alignment.how == "by key" and spine < 0.5:
        weight *= 0.6
    return weight


def _absent(its: Table, lost: Any, parents: _Parents, parent: str) -> str:
    """Return another parent whose key lacks the lost rows: joining to it lost them."""
    for other, (table, _) in parents.items():
        if other == parent or table.is_mapping:
            continue
        for key in its.names[:4]:
            if key in table.names and its.kind(key) in "iuO" and _splits(its, table, key, lost):
                return other
    return ""


def _splits(its: Table, table: Table, key: str, lost: Any) -> bool:
    """Whether a table has the keys of the kept rows, and none of the lost ones."""
    np = its.np
    gone = its.sample(key, np.flatnonzero(lost)[:_LOOKED_AT]).tolist()
    kept = its.sample(key, np.flatnonzero(~lost)[:_LOOKED_AT]).tolist()
    try:
        keys = set(table.array(key).tolist())
        if any(value in keys for value in gone):
            return False
        return sum(value in keys for value in kept) > 0.95 * len(kept)
    except TypeError:
        return False


def _is_empty(its: Table, name: str, lost: Any, *, is_kept: bool) -> bool:
    """Whether no lost row has a value in a column; one that goes on, or that all others have."""
    if its.kind(name) in "iub" or its.sample(name, its.np.flatnonzero(lost)[:1])[0] in (0, ""):
        return False
    nulls = its.nulls(name)
    return bool(nulls[lost].all()) and (is_kept or not nulls[~lost].any())


def _is_partly_empty(its: Table, name: str, lost: Any) -> bool:
    """Whether a good part of the lost rows, and no other, has no value in a column."""
    if its.kind(name) in "iub":
        return False
    nulls = its.nulls(name)
    return bool(nulls[lost].mean() > _PART) and not nulls[~lost].any()


def _repeats(its: Table, lost: Any) -> bool:
    """Whether lost rows are copies of others."""
    np, hashes = its.np, its.hashes(its.names[:_TELLING])
    gone = np.unique(hashes[lost][:_LOOKED_AT])
    kept = hashes[~lost]
    places = np.searchsorted(gone, kept).clip(max=len(gone) - 1)
    met = np.unique(places[gone[places] == kept])
    return len(met) > 0.9 * len(gone)


def _one_each(table: Table, its: Table, lost: Any) -> str:
    """Return by which one or two columns exactly one row is kept of each group; empty for none."""
    if its.rows > _LARGEST or not 0 < table.rows < its.rows:
        return ""
    for names in _keys(table, its):
        groups = its.np.unique(its.hashes(names))
        if len(groups) != int((~lost).sum()):
            continue
        if len(its.np.unique(its.hashes(names)[~lost])) == len(groups):
            return " and ".join(f"`{name}`" for name in names)
    return ""


def _keys(table: Table, its: Table) -> Iterator[tuple[str, ...]]:
    shared = [n for n in its.names if n in table.names and its.kind(n) in "iuOM"][:_MOST_KEYS]
    yield from ((name,) for name in shared)
    yield from ((a, b) for i, a in enumerate(shared) for b in shared[i + 1 :])
    if len(shared) > 2:
        yield from ((a, b, c) for a, b, c in zip(shared, shared[1:], shared[2:], strict=False))


def _common(its: Table, lost: Any) -> str:
    """Say what column tells the lost rows from the kept ones; empty for none."""
    np = its.np
    gone_at, kept_at = np.flatnonzero(lost)[:_LOOKED_AT], np.flatnonzero(~lost)[:_LOOKED_AT]
    for name in its.names:
        if its.kind(name) not in "Oiub":
            continue
        gone = set(map(str, its.sample(name, gone_at).tolist()))
        if len(gone) > 3:
            continue
        kept = set(map(str, its.sample(name, kept_at).tolist()))
        if not gone & kept:
            told = " or ".join(f"`{value}`" for value in sorted(gone))
            return f"They are those where `{name}` is {told}."
    return _beyond(its, lost) if len(gone_at) > 3 and len(kept_at) > 3 else ""


def _beyond(its: Table, lost: Any) -> str:
    """Say beyond which number of one column all lost rows are, and no other."""
    for name in its.names:
        numbers = its.numbers(name) if its.kind(name) in "iuf" else None
        if numbers is None:
            continue
        gone, kept = numbers[lost], numbers[~lost]
        if gone.max() < kept.min():
            return f"They are those where `{name}` is below {kept.min():g}."
        if gone.min() > kept.max():
            return f"They are those where `{name}` is above {kept.max():g}."
    return ""


def gaps(table: Table) -> int:
    """Return how many numbers are missing in an index or a key that else counts up."""
    np = table.np
    found = 0
    candidates = [np.asarray(table.labels)] if _is_plain(table.labels) else []
    candidates += [table.array(n) for n in table.names[:3] if table.array(n).dtype.kind in "iuM"]
    for values in candidates:
        if len(values) > 2 and values.dtype.kind in "iuM":
            steps = np.diff(values.astype(np.int64))
            least = max(1, steps.min())
            if values.dtype.kind != "M":
                least = 1
            if (steps > 0).all() and (steps == least).mean() > 0.5:
                found = max(found, int((steps // least - 1).sum()))
    return found


def _is_plain(labels: Any) -> bool:
    known = ("Index", "Int64Index", "DatetimeIndex")
    return getattr(labels, "nlevels", 1) == 1 and type(labels).__name__ in known
