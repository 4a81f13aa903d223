"""Which rows of a parent went into which rows of a node's value.

Both sides get codes: rows with an equal code belong together. Ways to find them, best first: the
same labels, a key column that survived, groups, positions (after Chapman et al., "Supporting
better insights of data science pipelines with fine-grained provenance", arXiv 2310.18079).
"""
# pyright: basic

import importlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from .tables import Table

_LOOKED_AT = 512
_MOST_KEYS = 5
_OVERLAP = 0.9
_LEAST = 0.02
"""The share of rows that a key must bring together."""


class Alignment(NamedTuple):
    """`of_value` and `of_parent` hold a code for each row, -1 where it has no counterpart.

    `how` is one of "exact", "by key", "by group", "by position", "unknown"; with "unknown" all
    rows have code 0. `key` names the columns that it goes by.
    """

    how: str
    of_value: Any
    of_parent: Any
    count: int
    key: tuple[str, ...] = ()

    def to_parent(self, np: Any, rows: Any) -> Any:
        """Return which rows of the parent belong to some rows of the value."""
        if self.of_value is self.of_parent:
            return rows
        wanted = np.zeros(self.count + 1, bool)
        wanted[self.of_value[rows]] = True
        wanted[-1] = False
        return wanted[self.of_parent]

    def places(self, np: Any, rows: Any) -> Any:
        """Return the first row of the parent for each of some rows of the value, -1 for none."""
        if self.of_value is self.of_parent:
            return rows
        where = np.full(self.count + 1, -1)
        where[self.of_parent[::-1]] = np.arange(len(self.of_parent))[::-1]
        where[-1] = -1
        return where[self.of_value[rows]]

    def to_value(self, np: Any, figures: Any) -> Any:
        """Return, for each row of the value, the largest figure among its rows of the parent."""
        if self.of_value is self.of_parent:
            return figures
        best = np.zeros(self.count + 1)
        if self.how == "exact" and self.count == len(figures):
            best[self.of_parent] = figures
        else:
            np.maximum.at(best, self.of_parent, figures)
        best[-1] = 0.0
        return best[self.of_value]


def align(value: Table, parent: Table) -> Alignment:
    """Return how the rows of a value and of one of its parents belong together."""
    if not value.rows or not parent.rows:
        return _unknown(value, parent)
    is_equal = value.rows == parent.rows
    if is_equal and _same_labels(value, parent) and _agree(value, parent):
        return _row_by_row(value, "exact")
    found = _by_label(value, parent)
    if found is None and is_equal and _agree_in_place(value, parent):
        return _row_by_row(value, "by position")
    found = found or _by_key(value, parent)
    if found is None and is_equal and not parent.is_mapping:
        return _row_by_row(value, "by position")
    return found or _unknown(value, parent)


def _row_by_row(value: Table, how: str) -> Alignment:
    rows = value.np.arange(value.rows)
    return Alignment(how, rows, rows, value.rows)


def _unknown(value: Table, parent: Table) -> Alignment:
    np = value.np
    return Alignment(
        "unknown", np.zeros(value.rows, int), np.zeros(parent.rows, int), min(1, value.rows)
    )


def _same_labels(value: Table, parent: Table) -> bool:
    if value.labels is None and parent.labels is None:
        return True
    equals = getattr(value.labels, "equals", None)
    return equals is not None and bool(equals(parent.labels))


def _agree(value: Table, parent: Table) -> bool:
    """Whether columns that both have are mostly equal row by row, as far as we look."""
    shared = _shared(value, parent)
    if not shared:
        return True
    some = slice(None, None, max(1, value.rows // _LOOKED_AT))
    return any(
        _equal_share(value.sample(name, some), parent.sample(name, some)) > _OVERLAP
        for name in shared
    )


def _agree_in_place(value: Table, parent: Table) -> bool:
    """Whether a column that tells many rows apart is mostly equal, row by row."""
    some = slice(None, None, max(1, value.rows // _LOOKED_AT))
    for name in _shared(value, parent):
        mine = value.sample(name, some)
        is_telling = value.kind(name) in "iufM" and len(value.np.unique(mine)) > len(mine) / 2
        if is_telling and _equal_share(mine, parent.sample(name, some)) > _OVERLAP:
            return True
    return False


def _equal_share(left: Any, right: Any) -> float:
    equal = [
        a == b or (a != a and b != b) for a, b in zip(left.tolist(), right.tolist(), strict=True)
    ]
    return sum(map(bool, equal)) / max(1, len(equal))


def _is_numbered(labels: Any) -> bool:
    return type(labels).__name__ == "RangeIndex"


def _by_label(value: Table, parent: Table) -> Alignment | None:
    labels, others = value.labels, parent.labels
    if not (hasattr(labels, "get_indexer_for") and hasattr(others, "get_indexer")):
        return None
    if _is_numbered(labels) and len(labels) != len(others) and labels.start == 0:
        return None
    if labels.nlevels != others.nlevels or labels.dtype != others.dtype or not others.is_unique:
        return None
    places = others.get_indexer(labels)
    np = value.np
    if (places >= 0).mean() < _OVERLAP or not _agree_at(value, parent, places):
        return None
    return Alignment("exact", places, np.arange(parent.rows), parent.rows, tuple(value.index_names))


def _shared(value: Table, parent: Table) -> list[str]:
    """Return columns that should be equal; one series made of another often keeps its name."""
    if len(value.names) == 1 or len(parent.names) == 1:
        return []
    return [name for name in value.names if name in parent.names]


def _agree_at(value: Table, parent: Table, places: Any) -> bool:
    """Whether most columns that both have are mostly equal at some places of the parent."""
    shared = _shared(value, parent)
    if not shared:
        return True
    there = value.np.flatnonzero(places >= 0)
    looked = there[:: max(1, len(there) // _LOOKED_AT)]
    agreeing = sum(
        _equal_share(value.sample(n, looked), parent.sample(n, places[looked])) > _OVERLAP
        for n in shared
    )
    return agreeing >= len(shared) / 2


def _by_key(value: Table, parent: Table) -> Alignment | None:
    """Go by a column that tells rows apart on one side at least."""
    best: tuple[int, Alignment] | None = None
    for names in _key_candidates(value, parent):
        coded = _codes(value, parent, names)
        if coded is None:
            continue
        mine, its, count = coded
        there = value.np.zeros(count + 1, bool)
        there[its] = True
        there[-1] = False
        if there[mine].mean() < _LEAST:
            continue
        is_mine = _is_unique(value.np, mine)
        is_its = _is_unique(value.np, its)
        rank = 3 if is_mine and is_its else 2 if is_mine else 1 if is_its else 0
        if rank and (best is None or rank > best[0]):
            how = "by group" if is_mine and not is_its else "by key"
            best = rank, Alignment(how, mine, its, count, names)
        if rank == 3:
            break
    return best[1] if best else None


def _is_unique(np: Any, codes: Any) -> bool:
    there = codes[codes >= 0]
    return bool(len(there)) and int(np.bincount(there).max()) == 1


def _key_candidates(value: Table, parent: Table) -> Iterator[tuple[str, ...]]:
    shared = [n for n in parent.index_names if n in value.names]
    shared += [n for n in value.index_names if n in parent.names and n not in shared]
    shared += [n for n in value.names if n in parent.names and _can_be_key(parent, n)]
    for name in shared[:_MOST_KEYS]:
        yield (name,)
    plain = tuple(name for name in shared if name in value.names and name in parent.names)
    for count in (2, 3):
        if len(plain) >= count:
            yield plain[:count]


def _can_be_key(table: Table, name: str) -> bool:
    return table.kind(name) in "iuOMmUSb"


def _codes(value: Table, parent: Table, names: tuple[str, ...]) -> tuple[Any, Any, int] | None:
    np = value.np
    factorize = _factorize(np)
    whole = np.zeros(value.rows + parent.rows, np.int64)
    missing = np.zeros(len(whole), bool)
    for name in names:
        left, right = _key_array(value, name), _key_array(parent, name)
        if left is None or right is None or (left.dtype.kind == "M") != (right.dtype.kind == "M"):
            return None
        try:
            codes = _numbered(np, _joined(np, left, right), factorize)
        except TypeError:
            return None
        missing |= codes < 0
        whole = whole * (int(codes.max(initial=0)) + 1) + codes
    if len(names) > 1:
        whole = factorize(whole)
    whole[missing] = -1
    return whole[: value.rows], whole[value.rows :], int(whole.max(initial=-1)) + 1


def _numbered(np: Any, values: Any, factorize: Any) -> Any:
    """Return a code for each value: whole numbers close together are their own."""
    if values.dtype.kind in "iu" and len(values):
        low, high = int(values.min()), int(values.max())
        if high - low < 4 * len(values):
            return (values - low).astype(np.int64)
    return factorize(values)


def _key_array(table: Table, name: str) -> Any:
    if name in table.names:
        return table.array(name)
    labels = table.labels
    if name in table.index_names and hasattr(labels, "get_level_values"):
        return table.np.asarray(labels.get_level_values(name))
    return None


def _joined(np: Any, left: Any, right: Any) -> Any:
    if left.dtype.kind == "O" or right.dtype.kind == "O":
        return np.concatenate([left.astype(object), right.astype(object)])
    return np.concatenate([left, right])


def _factorize(np: Any) -> Any:
    try:
        pandas = importlib.import_module("pandas")
    except ImportError:
        return lambda values: np.unique(values, return_inverse=True)[1]
    return lambda values: pandas.factorize(values)[0]
