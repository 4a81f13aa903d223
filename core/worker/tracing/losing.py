"""Rows lost on the way: followed by counts, keys and labels."""
# pyright: basic

from typing import Any, NamedTuple

from .alignment import Alignment
from .findings import Hop, Suspect
from .flow import Flow
from .omissions import ODD, gaps, is_part, lost_here, omission
from .reshaping import parts
from .tables import Table

_MOST_LOST = 0.98
_FEW_KEPT = 0.3
"""The weight of a node that keeps next to nothing: it is made to pick a few."""
_ASIDE = 0.4
"""How much less is thought of rows that are only looked up."""
_BESIDE = 0.8
"""How much less of a column that a table is put together of, beside others."""
_THROUGH = 0.6
"""How much less of what is above a node that makes groups: rows lost there seldom take a group."""
_NEARLY_ALL = 0.8
_LACKING = 1.05
"""How much of the trust goes to a parent that has no rows for those that are lost."""
_GROUPED = 0.05
"""The weight of a node that makes groups of all rows: it may make too few."""
_UNTOLD = 0.1
"""The weight of a node of which nobody can tell which rows went into which."""

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
        self._pending = {node: 1.0}
        self._done: set[str] = set()
        self.suspects: list[Suspect] = []
        self.hops: list[Hop] = []
        self.keyless: list[Keyless] = []
        while self._pending:
            name = max(self._pending, key=self._pending.__getitem__)
            trust = self._pending.pop(name)
            self._done.add(name)
            table = flow.table(name)
            if table is not None:
                self._enter(name, table, trust)

    def _enter(self, name: str, table: Table, trust: float) -> None:
        parents = self._flow.aligned(name)
        if all(its.rows < 2 for its, _ in parents.values()):
            self._look_for_gaps(name, table, trust)
            return
        if not table.rows and all(its.rows for its, _ in parents.values()):
            self._blame_the_empty(name, table, parents, trust)
            return
        spine = _spine(table, parents)
        told = False
        for parent, (its, alignment) in parents.items():
            less = 1.0 if parent == spine else _BESIDE if is_part(its, alignment) else _ASIDE
            told |= self._compare(name, table, parent, parents, trust * less)
            if alignment.how in ("by group", "unknown"):
                less *= _THROUGH
            self._go_on(parent, trust * less)
        if not told and not self._look_for_gaps(name, table, trust) and table.rows > 1:
            self._blame_the_untold(name, table, parents[spine][0], spine, trust)

    def _go_on(self, parent: str, trust: float) -> None:
        if parent not in self._done:
            self._pending[parent] = max(trust, self._pending.get(parent, 0.0))

    def _blame_the_empty(self, name: str, table: Table, parents: _Parents, trust: float) -> None:
        text = "It has no rows at all, while everything that went into it has some."
        self.suspects.append(_said(name, table, trust * ODD, 0, text))
        for parent, (its, _) in parents.items():
            self.hops.append(Hop(name, "", parent, "", "unknown", 0.0))
            if its.rows > 1:
                said = f"None of its {its.rows:,} rows is in `{name}`; its keys may be others."
                self.suspects.append(_said(parent, its, trust * _ASIDE, its.rows, said))

    def _blame_the_untold(
        self, name: str, table: Table, its: Table, parent: str, trust: float
    ) -> None:
        self.hops.append(Hop(name, "", parent, "", "unknown", 0.0))
        text = (
            f"It has {table.rows:,} rows, made of the {its.rows:,} of `{parent}`; which of them "
            "went into which cannot be told."
        )
        made = _said(name, table, trust * _UNTOLD, 0, text)
        self.suspects.append(made._replace(kind="unknown"))

    def _look_for_gaps(self, name: str, table: Table, trust: float) -> bool:
        missing = gaps(table)
        if missing:
            text = f"The numbers of its rows have {missing:,} gaps: rows seem to be missing."
            share = trust * (0.5 + missing / (table.rows + missing))
            self.suspects.append(_said(name, table, share, missing, text))
        return missing > 0

    def _compare(
        self, name: str, table: Table, parent: str, parents: _Parents, trust: float
    ) -> bool:
        """Note what of a parent is lost; return whether that can be told."""
        its, alignment = parents[parent]
        lost = lost_here(table, its, alignment)
        if lost is None:
            return False
        self.hops.append(Hop(name, "", parent, "", alignment.how, 1.0 - float(lost.mean())))
        count = int(lost.sum())
        if not count:
            self._look_closer(name, table, parent, its, alignment, trust)
        if not count:
            return True
        if lost.mean() > _MOST_LOST:
            said = f"Only {its.rows - count:,} of {its.rows:,} rows of `{parent}` are in it."
            made = _said(name, table, trust * _FEW_KEPT, count, said)
            self.suspects.append(made._replace(kind="unknown"))
            return True
        why = omission(table, lost, parents, parent)
        if why.empty:
            empty = lost & its.nulls(why.empty)
            part = float(empty.sum()) / count
            is_key = any(why.empty in keyed.key for _, keyed in parents.values())
            less = 0.9 if is_key else 0.6
            self.keyless.append(Keyless(parent, why.empty, empty, trust * part * less))
        if why.absent:
            self._blame_the_absent(why.absent, parents[why.absent][0], name, count, trust)
        if why.is_told_apart and self._flow.is_source(parent):
            text = f"The {count:,} rows that `{name}` leaves out came in with it. {why.text}"
            came = _said(parent, its, trust * why.weight * 0.5, count, text)
            self.suspects.append(came._replace(kind="unknown"))
        said = f"{count:,} of {its.rows:,} rows of `{parent}` are not in it. {why.text}".strip()
        self.suspects.append(_said(name, table, trust * why.weight, count, said))
        return True

    def _look_closer(
        self, name: str, table: Table, parent: str, its: Table, alignment: Alignment, trust: float
    ) -> None:
        """Note what may be lost where each row of a parent went into some row."""
        became = [part for part, _ in parts(table, its)]
        if became:
            left = [n for n in its.names if n not in table.names and n not in became]
            fewer = its.rows * len(became + left) - table.rows
            if fewer > 0:
                text = f"It has {fewer:,} rows less than `{parent}` has values in its columns."
                self.suspects.append(_said(name, table, trust * 0.8, fewer, text))
        elif alignment.how == "by group" and table.rows > 1:
            text = (
                f"It has one row for each group of the {its.rows:,} rows of `{parent}`; whether "
                "more groups were wanted cannot be told."
            )
            made = _said(name, table, trust * _GROUPED, 0, text)
            self.suspects.append(made._replace(kind="unknown"))

    def _blame_the_absent(
        self, absent: str, its: Table, name: str, count: int, trust: float
    ) -> None:
        self._go_on(absent, trust * _LACKING)
        if self._flow.is_source(absent):
            text = f"It has no rows for {count:,} that `{name}` asks for."
            self.suspects.append(_said(absent, its, trust * 0.5, count, text))


def _spine(table: Table, parents: _Parents) -> str:
    """Return the parent whose rows a value goes on with.

    The first that is in it with nearly all of its columns; else the one that shares most with it.
    """

    def shared(parent: str) -> int:
        return len(set(parents[parent][0].names) & set(table.names))

    for parent, (its, _) in parents.items():
        if len(its.names) > 1 and shared(parent) >= _NEARLY_ALL * len(its.names):
            return parent
    return max(parents, key=lambda parent: (shared(parent), parents[parent][0].rows))


def _said(name: str, table: Table, share: float, count: int, reason: str) -> Suspect:
    return Suspect(name, "", "rows-lost", "introduced", share, count, table.rows, (), reason)
