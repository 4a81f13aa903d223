"""Which columns of a parent carry what is wrong with some rows of a node's value.

A column carries a symptom when it has it in the rows that went into the bad ones, and not in the
others: told by the area under the ROC curve of its badness, bad rows against the rest. A parent
that has the symptom in other rows is not inherited from.
"""
# pyright: basic

from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from .alignment import Alignment
from .relations import hands_on, is_whole, links
from .symptoms import ZERO, badness, distance
from .tables import Table

_SAMPLE = 2_000
_LARGE = 50_000
_ENOUGH = 0.8
_SECOND_HAND = ("negative", "out-of-range", "infinite", "nulls")
"""Symptoms that an outlier in a parent can turn into."""
_CERTAIN = 1.1
"""For a column that is handed on as it came: surer than any figure."""
_CLOSE = 0.1
_LESS_SURE = 0.06
_SAME_NAME = 0.03
_NOTICEABLE = 5.0
"""Spreads from the middle from which on a value can be what made another one an outlier."""
_UNALIGNED = 0.8
"""For a parent that has the symptom, when it cannot be told in which rows."""


class Carrier(NamedTuple):
    """A column of a parent that is bad where the value is.

    `score` is from 0.5 (by chance) to 1; `symptom` is the one that the column has; `rows` are
    its bad rows; `share` is the part of the bad rows of the value that it explains.
    """

    parent: str
    column: str
    symptom: str
    score: float
    share: float
    rows: Any
    alignment: Alignment


def carriers(
    table: Table, column: str, symptom: str, bad: Any, parents: dict[str, tuple[Table, Alignment]]
) -> list[Carrier]:
    """Return what carries the symptom into the bad rows of a column, best first."""
    search = _Search(table, column, symptom, bad)
    best = (
        max(search.of(parent, *aligned), key=lambda carrier: carrier.score, default=None)
        for parent, aligned in parents.items()
    )
    found = sorted((one for one in best if one is not None), key=lambda carrier: -carrier.score)
    return [carrier for carrier in found if carrier.score >= found[0].score - _CLOSE]


class _Search:
    """Looks for carriers of one column's bad rows."""

    def __init__(self, table: Table, column: str, symptom: str, bad: Any) -> None:
        self._np = table.np
        self._table = table
        self._column = column
        self._symptom = symptom
        self._bad = bad
        self._chosen, self._others = _samples(table.np, bad)

    @cached_property
    def _most(self) -> float:
        """How far out the farthest row is."""
        own = badness(self._table, self._column, "outliers")
        return 0.0 if own is None else float(own.max(initial=0.0))

    def of(self, parent: str, its: Table, alignment: Alignment) -> Iterator[Carrier]:
        """Yield the columns of one parent that may be carriers, as each symptom they have."""
        reached = alignment.to_parent(self._np, self._bad)
        linked = links(self._np, alignment, self._bad)
        # the column of the same name first: when it is handed on, no other needs a look
        for other in sorted(its.names, key=lambda name: name != self._column):
            if other in alignment.key and alignment.how == "by group":
                continue
            if hands_on(self._table, self._column, its, other, alignment, linked):
                whole = is_whole(self._table, self._column, its, other, linked)
                found = self._handed_on(parent, its, other, alignment, reached, is_whole=whole)
                if found:
                    yield found
                    if other == self._column:
                        return
                    continue
            yield from self._like(parent, its, other, alignment, reached)

    def _handed_on(
        self,
        parent: str,
        its: Table,
        other: str,
        alignment: Alignment,
        reached: Any,
        *,
        is_whole: bool,
    ) -> Carrier | None:
        kind, _ = next(_kinds(self._symptom))
        figures = badness(its, other, kind)
        if figures is None:
            return None
        rows = reached & (figures >= _least(self._np, figures, kind))
        # a mean can be far out although no single row is
        may_be_small = alignment.how == "by group" or (kind == "outliers" and is_whole)
        if not rows.any() and not may_be_small:
            return None
        rows = rows if rows.any() else reached
        return Carrier(parent, other, kind, _CERTAIN, 1.0, rows, alignment)

    def _like(
        self, parent: str, its: Table, other: str, alignment: Alignment, reached: Any
    ) -> Iterator[Carrier]:
        """Yield a column as a carrier of each symptom that goes with the bad rows."""
        for kind, less in _kinds(self._symptom):
            if self._is_hopeless(its, other, kind, alignment):
                continue
            figures = badness(its, other, kind)
            if figures is None or not len(figures):
                continue
            rows = reached & (figures >= _least(self._np, figures, kind))
            is_same = other == self._column or parent == self._column
            score = self._score(figures, kind, alignment, is_known=self._column in its.names)
            score += _SAME_NAME * is_same - less
            if rows.any() and score >= _ENOUGH:
                share = self._share(rows, alignment)
                yield Carrier(parent, other, kind, score, share, rows, alignment)

    def _is_hopeless(self, its: Table, other: str, kind: str, alignment: Alignment) -> bool:
        """Whether some rows of a large table tell that a column is no carrier."""
        if kind != "outliers" or its.rows < _LARGE or alignment.of_value is not alignment.of_parent:
            return False
        if its.kind(other) not in "iuf" or not len(self._others):
            return False
        some = its.sample(other, self._np.concatenate([self._chosen, self._others])).astype(float)
        figures = distance(self._np, some)
        count = len(self._chosen)
        return _area(self._np, figures[:count], figures[count:], is_graded=True) < _ENOUGH - 0.1

    def _score(self, figures: Any, kind: str, alignment: Alignment, *, is_known: bool) -> float:
        """Return how well the badness of a parent's rows goes with that of the value's."""
        if alignment.how == "unknown":
            is_like = kind != "outliers" or figures.max() >= 0.5 * self._most
            return _UNALIGNED - _SAME_NAME * is_known if is_like else 0.5
        mine = alignment.to_value(self._np, figures)
        is_graded = kind == "outliers"
        return _area(self._np, mine[self._chosen], mine[self._others], is_graded=is_graded)

    def _share(self, rows: Any, alignment: Alignment) -> float:
        met = alignment.to_value(self._np, rows.astype(float)) > 0
        return float(met[self._bad].mean())


def _kinds(symptom: str) -> Iterator[tuple[str, float]]:
    if symptom in ("out-of-range", "outliers"):
        yield "outliers", 0.0
        yield "infinite", 0.0
        return
    yield symptom, 0.0
    if symptom == "nulls":
        yield "infinite", _LESS_SURE
    if symptom == "infinite":
        yield "nulls", _LESS_SURE
        yield ZERO, _LESS_SURE
    if symptom in _SECOND_HAND:
        yield "outliers", _LESS_SURE if symptom != "nulls" else 2 * _LESS_SURE


def _least(np: Any, figures: Any, kind: str) -> float:
    """Return from what figure on a row counts as bad."""
    if kind != "outliers":
        return 0.5
    some = figures[:: max(1, len(figures) // _SAMPLE)]
    return max(_NOTICEABLE, float(np.quantile(some, 0.5)))


def _samples(np: Any, bad: Any) -> tuple[Any, Any]:
    """Return places of some bad rows and of some others, evenly spread."""
    chosen, others = np.flatnonzero(bad), np.flatnonzero(~bad)
    return (
        chosen[:: max(1, len(chosen) // _SAMPLE)],
        others[:: max(1, len(others) // _SAMPLE)],
    )


def _area(np: Any, bad: Any, good: Any, *, is_graded: bool) -> float:
    """Return how likely a bad row has the larger figure: 0.5 is chance, 1 always."""
    if not len(bad):
        return 0.0
    if not len(good):
        return 0.0 if is_graded else 0.5 + 0.5 * float((bad > 0).mean())
    ordered = np.sort(good)
    below = np.searchsorted(ordered, bad, "left")
    equal = np.searchsorted(ordered, bad, "right") - below
    return float(((below + equal / 2) / len(good)).mean())
