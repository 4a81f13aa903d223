"""Rows lost on the way: followed by counts, keys and labels."""
# pyright: basic

from typing import Any, NamedTuple

from .alignment import Alignment
from .findings import Hop, Suspect
from .flow import Flow
from .tables import Table

_MOST_LOST = 0.98
_ASIDE = 0.4
"""How much less is thought of rows that are only looked up, or that another parent lacks."""
_BESIDE = 0.8
"""How much less of a column that a table is put together of, beside others."""
_ODD = 0.9
"""The weight of rows lost where a column is made of columns: that is seldom meant."""
_LOOKED_AT = 2_000
_TELLING = 6
"""Columns that are compared to tell whether two rows are the same."""
_INTENDED = 0.6
"""A join that loses more than this share of rows is odd itself, whatever its other side lacks."""

_Parents = dict[str, tuple[Table, Alignment]]


class Keyless(NamedTuple):
    """Rows of a node that were lost later, for want of a value in a column."""

    node: str
    column: str
    rows: Any
    share: float


class Losing:
    """Where rows of what a node was made of were lost, and the way up to there."""

    def __init__(self, flow: Flow, node: str) -> None:
        self._flow = flow
        self.suspects: list[Suspect] = []
        self.hops: list[Hop] = []
        self.keyless: list[Keyless] = []
        pending, done = {node: 1.0}, set[str]()
        while pending:
            name = max(pending, key=pending.__getitem__)
            trust = pending.pop(name)
            done.add(name)
            table = flow.table(name)
            if table is None or table.is_mapping:
                continue
            parents = flow.aligned(name)
            if all(its.rows < 2 for its, _ in parents.values()):
                self._look_for_gaps(name, table, trust)
                continue
            if not table.rows and all(its.rows for its, _ in parents.values()):
                self._blame_the_empty(name, table, parents, trust)
                continue
            spine = _spine(table, parents)
            told = False
            for parent, (its, alignment) in parents.items():
                less = 1.0 if parent == spine else _BESIDE if _is_part(its, alignment) else _ASIDE
                told |= self._compare(name, table, parent, parents, trust * less)
                if parent not in done:
                    pending[parent] = max(trust * less, pending.get(parent, 0.0))
            if not told:
                self._look_for_gaps(name, table, trust)

    def _blame_the_empty(self, name: str, table: Table, parents: _Parents, trust: float) -> None:
        text = "It has no rows at all, while everything that went into it has some."
        self.suspects.append(_said(name, table, trust * _ODD, 0, text))
        for parent, (its, _) in parents.items():
            self.hops.append(Hop(name, "", parent, "", "unknown", 0.0))
            if its.rows > 1:
                said = f"None of its {its.rows:,} rows is in `{name}`; its keys may be others."
                self.suspects.append(_said(parent, its, trust * _ASIDE, its.rows, said))

    def _look_for_gaps(self, name: str, table: Table, trust: float) -> None:
        gaps = _gaps(table)
        if gaps:
            text = f"The numbers of its rows have {gaps:,} gaps: rows were taken out."
            share = trust * (0.5 + gaps / (table.rows + gaps))
            self.suspects.append(_said(name, table, share, gaps, text))

    def _compare(
        self, name: str, table: Table, parent: str, parents: _Parents, trust: float
    ) -> bool:
        """Note what of a parent is lost; return whether that can be told."""
        its, alignment = parents[parent]
        lost = _lost_here(table, its, alignment)
        if lost is None:
            return False
        self.hops.append(Hop(name, "", parent, "", alignment.how, 1.0 - float(lost.mean())))
        count = int(lost.sum())
        if not count or lost.mean() > _MOST_LOST:
            return True
        weight, text = _weigh(table, its, alignment, lost)
        empty = next((n for n in its.names if n in table.names and _is_empty(its, n, lost)), None)
        if empty is not None:
            self.keyless.append(Keyless(parent, empty, lost, trust * 0.9))
            weight *= _ASIDE
            text = f"They have no `{empty}`."
        elif absent := _absent(its, lost, parents, parent):
            weight *= _ASIDE
            text = f"`{absent}` has no rows for them."
        said = f"{count:,} of {its.rows:,} rows of `{parent}` are not in it. {text}".strip()
        self.suspects.append(_said(name, table, trust * weight, count, said))
        return True


def _spine(table: Table, parents: dict[str, tuple[Table, Alignment]]) -> str:
    """Return the parent whose rows a value goes on with: the one that shares most with it."""
    return max(
        parents,
        key=lambda parent: (
            len(set(parents[parent][0].names) & set(table.names)),
            parents[parent][0].rows,
        ),
    )


def _is_part(its: Table, alignment: Alignment) -> bool:
    """Whether a parent is one column, whose rows go by their labels."""
    return len(its.names) == 1 and alignment.how == "exact"


def _absent(
    its: Table, lost: Any, parents: dict[str, tuple[Table, Alignment]], parent: str
) -> str | None:
    """Return another parent whose key lacks the lost rows: joining to it lost them."""
    if lost.mean() > _INTENDED:
        return None
    for other, (table, _) in parents.items():
        if other == parent or table.is_mapping:
            continue
        for key in its.names[:4]:
            if key in table.names and its.kind(key) in "iuO" and _splits(its, table, key, lost):
                return other
    return None


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


def _said(name: str, table: Table, share: float, count: int, reason: str) -> Suspect:
    return Suspect(name, "", "rows-lost", "introduced", share, count, table.rows, (), reason)


def _lost_here(table: Table, its: Table, alignment: Alignment) -> Any:
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


def _weigh(table: Table, its: Table, alignment: Alignment, lost: Any) -> tuple[float, str]:
    """Return how odd it is that rows are gone, and what they have in common."""
    share = float(lost.mean())
    if _is_part(its, alignment) and len(table.names) == 1:
        return _ODD, ""
    spine = len(set(table.names) & set(its.names)) / max(1, len(its.names))
    weight = 0.3 + 0.4 * spine + 0.2 * min(1.0, share * 3)
    if alignment.how == "by group":
        weight *= 0.7
    if _repeats(its, lost):
        return weight * 0.3, "They repeat rows that are kept."
    if alignment.how == "by key" and spine < 0.5:
        weight *= 0.6
    said = _common(its, lost)
    return weight, said


def _is_empty(its: Table, name: str, lost: Any) -> bool:
    """Whether no lost row has a value in a column."""
    if its.kind(name) in "iub" or its.sample(name, its.np.flatnonzero(lost)[:1])[0] in (0, ""):
        return False
    return bool(its.nulls(name)[lost].all())


def _repeats(its: Table, lost: Any) -> bool:
    """Whether lost rows are copies of others."""
    np, hashes = its.np, its.hashes(its.names[:_TELLING])
    gone = np.unique(hashes[lost][:_LOOKED_AT])
    kept = hashes[~lost]
    places = np.searchsorted(gone, kept).clip(max=len(gone) - 1)
    met = np.unique(places[gone[places] == kept])
    return len(met) > 0.9 * len(gone)


def _common(its: Table, lost: Any) -> str:
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
    return ""


def _gaps(table: Table) -> int:
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
    return getattr(labels, "nlevels", 1) == 1 and type(labels).__name__ in ("Index", "Int64Index")
