"""What the bad rows of a node have in common, and whether a table they were looked up in lacks it.

The clause search follows Wu and Madden, "Scorpion: explaining away outliers in aggregate
queries", PVLDB 6(8), 2013, with one clause.
"""
# pyright: basic

from collections.abc import Iterator
from typing import Any, NamedTuple

from .alignment import Alignment
from .tables import Table

_Parents = dict[str, tuple[Table, Alignment]]

_ONE_TO_ONE = ("exact", "by key", "by position")
_MOST_VALUES = 50
_LOOKED_AT = 20_000
_LARGEST = 200_000
"""Rows of a table that something is looked up in, at most."""
_CHANCE = 1e-4
_CLEAR = 0.95
_MOST_KEYS = 6
_UNLIKE = 4.0
_SHARED = 0.8
"""The share of the other rows whose labels a parent has, when rows go by labels at all."""
_RARE = 0.6
"""A table lacks entries when at most this share of all rows is not found; if most are not, the
key is wrong and not the table."""


class Clause(NamedTuple):
    """Bad rows are those of `parent` where `column` is one of `values`."""

    parent: str
    column: str
    values: tuple[str, ...]
    support: int


class Lacking(NamedTuple):
    """`parent` has no entry for `keys`, which `column` of `asker` asks for."""

    parent: str
    asker: str
    column: str
    keys: tuple[Any, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """Some of the keys as texts."""
        said = (" / ".join(map(str, k)) if isinstance(k, tuple) else str(k) for k in self.keys)
        return tuple(sorted(set(said))[:5])


def lacking(bad: Any, parents: _Parents) -> Lacking | None:
    """Return the parent in which the bad rows, and only they, were not found."""
    for parent, (its, _) in parents.items():
        for column, keys in _keys(its):
            for asker, (other, alignment) in parents.items():
                if asker == parent or alignment.how not in _ONE_TO_ONE:
                    continue
                names = other.names if its.is_mapping else (column,)
                for name in names:
                    missing = _not_found(other, name, keys, alignment, bad)
                    if missing:
                        return Lacking(parent, asker, name, missing)
    return _lacking_pair(bad, parents)


def _lacking_pair(bad: Any, parents: _Parents) -> Lacking | None:
    """Return the parent in which pairs of values of the bad rows, and only theirs, are not."""
    for parent, (its, _) in parents.items():
        for left, right in _paired_keys(its):
            first, second = _column(parents, parent, left), _column(parents, parent, right)
            if first is None or second is None:
                continue
            keys = set(zip(its.listed(left), its.listed(right), strict=True))
            asked = list(zip(first[1], second[1], strict=True))
            there = its.np.array([None in pair or pair in keys for pair in asked], bool)
            if not there.any() or there.mean() < 1 - _RARE or there.all():
                continue
            if min((~there)[bad].mean(), bad[~there].mean()) > _CLEAR:
                missing = tuple(
                    dict.fromkeys(p for p, is_in in zip(asked, there, strict=True) if not is_in)
                )
                return Lacking(parent, first[0], f"{left}, {right}", missing)
    return None


def _paired_keys(its: Table) -> Iterator[tuple[str, str]]:
    """Yield pairs of columns that tell rows apart, where no single column does."""
    if its.is_mapping or not 2 < its.rows <= _LOOKED_AT:
        return
    names = [name for name in its.names[:_MOST_KEYS] if its.kind(name) in "iuO"]
    listed = {name: its.listed(name) for name in names}
    try:
        names = [name for name in names if len(set(listed[name])) < its.rows]
        for place, left in enumerate(names):
            for right in names[place + 1 :]:
                if len(set(zip(listed[left], listed[right], strict=True))) == its.rows:
                    yield left, right
    except TypeError:
        return


def _column(parents: _Parents, lookup: str, name: str) -> tuple[str, list[Any]] | None:
    """Return the parent that has a column, or is it, with its values row by row of the value."""
    for parent, (other, alignment) in parents.items():
        is_it = parent == name and len(other.names) == 1
        if parent == lookup or not (is_it or name in other.names):
            continue
        if alignment.how not in _ONE_TO_ONE or len(alignment.of_value) > _LARGEST:
            continue
        np = other.np
        places = alignment.places(np, np.arange(len(alignment.of_value)))
        listed = other.listed(other.names[0] if is_it else name)
        return parent, [listed[place] if place >= 0 else None for place in places.tolist()]
    return None


def _not_found(
    other: Table, name: str, keys: set[Any], alignment: Alignment, bad: Any
) -> tuple[Any, ...]:
    """Return the values of a column that are no keys, if they make the bad rows."""
    np = other.np
    if name not in other.names or other.kind(name) not in "iuO":
        return ()
    asked = other.array(name)
    is_there = _among(np, asked, keys)
    if not is_there.any() or is_there.mean() < 1 - _RARE:
        return ()
    missing = alignment.to_value(np, (~is_there).astype(float)) > 0
    if not missing.any() or min(missing[bad].mean(), bad[missing].mean()) <= _CLEAR:
        return ()
    return tuple(dict.fromkeys(asked[~is_there][:10_000].tolist()))


def clause(bad: Any, parents: _Parents) -> Clause | None:
    """Return values of one column that the bad rows, and only they, have."""
    for parent, (its, alignment) in parents.items():
        np = its.np
        if alignment.how not in _ONE_TO_ONE:
            continue
        rows = alignment.to_parent(np, bad)
        if not rows.any() or rows.all():
            continue
        for name in its.names:
            chosen = _common(its, name, rows)
            if chosen:
                return Clause(parent, name, tuple(sorted(map(str, chosen))), int(bad.sum()))
    return None


def _common(its: Table, name: str, rows: Any) -> set[Any] | None:
    """Return the few values that chosen rows have, when the others seldom have them."""
    if its.kind(name) not in "Oiub":
        return None
    places = its.np.flatnonzero(rows)[:_LOOKED_AT]
    some = slice(None, None, max(1, its.rows // _LOOKED_AT))
    try:
        chosen = set(its.sample(name, places).tolist())
        if len(chosen) > 3:
            return None
        values = its.sample(name, some).tolist()
        if len(set(values)) > _MOST_VALUES:
            return None
    except TypeError:
        return None
    by_chance = (sum(value in chosen for value in values) / len(values)) ** int(rows.sum())
    return chosen if by_chance < _CHANCE else None


def _keys(its: Table) -> list[tuple[str, set[Any]]]:
    """Return the columns of a table by which one could look something up in it."""
    if its.is_mapping:
        return [("", set(its.labels))]
    found: list[tuple[str, set[Any]]] = []
    if len(its.names) < 2 or its.rows > _LARGEST:
        return found
    for name in its.names[:_MOST_KEYS]:
        values = its.array(name)[~its.nulls(name)]
        if values.dtype.kind in "iuO" or _is_whole(values):
            try:
                keys = set(values.tolist())
            except TypeError:
                continue
            if len(keys) == len(values):
                found.append((name, keys))
    return found


def _is_whole(values: Any) -> bool:
    """Whether floats are whole numbers, as keys become when some of them are missing."""
    return values.dtype.kind == "f" and len(values) > 0 and bool((values % 1 == 0).all())


def _among(np: Any, asked: Any, keys: set[Any]) -> Any:
    try:
        known = {value: value in keys for value in set(asked.tolist())}
        return np.array([known[value] for value in asked.tolist()], bool)
    except TypeError:
        return np.zeros(len(asked), bool)


def odd_entry(said: Clause, parents: _Parents) -> str | None:
    """Return the dict whose entry for the one common value is unlike all its others."""
    if len(said.values) != 1:
        return None
    for parent, (its, _) in parents.items():
        numbers = its.numbers(its.names[0]) if its.is_mapping else None
        if numbers is None or len(numbers) < 3:
            continue
        keys = [str(key) for key in its.labels]
        if said.values[0] in keys:
            place = keys.index(said.values[0])
            others = sorted(abs(n) for i, n in enumerate(numbers.tolist()) if i != place)
            ratio = abs(float(numbers[place])) / max(others[-1], 1e-12)
            if ratio > _UNLIKE or ratio < others[0] / max(others[-1], 1e-12) / _UNLIKE:
                return parent
            if (numbers[place] < 0) != (numbers < 0).any():
                return parent
    return None


def odd_labels(table: Table, column: str, bad: Any, parents: _Parents) -> str | None:
    """Return a parent that brought labels of rows that what the column was made of lacks."""
    labels = table.labels
    if not hasattr(labels, "isin"):
        return None
    wanted = labels[bad]
    having = {
        parent: float(wanted.isin(its.labels).mean())
        for parent, (its, _) in parents.items()
        if hasattr(its.labels, "isin")
    }
    made_of = [
        parent for parent in having if column == parent or column in parents[parent][0].names
    ]
    made_of = [parent for parent in made_of if not _counts_up(parents[parent][0].labels)]
    others = labels[~bad]
    made_of = [p for p in made_of if others.isin(parents[p][0].labels).mean() > _SHARED]
    if not made_of or max(having[parent] for parent in made_of) > 1 - _CLEAR:
        return None
    return next((parent for parent, share in having.items() if share > _CLEAR), None)


def _counts_up(labels: Any) -> bool:
    """Whether labels are only the numbers that every new frame has."""
    return type(labels).__name__ == "RangeIndex" and labels.start == 0
