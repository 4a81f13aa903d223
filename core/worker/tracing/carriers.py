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
from .flow import Made
from .relations import Links, adds_up, hands_on, is_whole, links
from .reshaping import of_that_name, parts
from .scores import area, least, samples
from .spreading import is_spread
from .symptoms import ZERO, bad_rows, badness, distance, origins
from .tables import Table

_LARGE = 50_000
_ENOUGH = 0.8
_PARTLY = 0.75
"""For a column whose bad rows all became bad ones, when there are many others."""
_ALWAYS = 0.95
_CERTAIN = 1.1
"""For a column that is handed on as it came: surer than any figure."""
_CLOSE = 0.1
_SAME_NAME = 0.03
_SAID = 0.05
"""For a column that the text of the function names, and against one that it does not."""
_ONE = 0.97
"""For a parent that is one bad value, when nearly all rows are bad."""
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
    table: Table,
    column: str,
    symptom: str,
    bad: Any,
    parents: dict[str, tuple[Table, Alignment]],
    made: Made,
) -> list[Carrier]:
    """Return what carries the symptom into the bad rows of a column, best first.

    One column a parent, but for a parent whose columns became rows. `made` is what the text of
    the function makes the column of.
    """
    search = _Search(table, column, symptom, bad, made)
    found: list[Carrier] = []
    for parent, (its, alignment) in parents.items():
        several = list(search.of_parts(parent, its, alignment))
        best = max(search.of(parent, its, alignment), key=lambda one: one.score, default=None)
        found += several or ([best] if best else [])
    found.sort(key=lambda carrier: -carrier.score)
    return [carrier for carrier in found if carrier.score >= found[0].score - _CLOSE]


class _Search:
    """Looks for carriers of one column's bad rows."""

    def __init__(
        self, table: Table, column: str, symptom: str, bad: Any, made: Made, among: Any = True
    ) -> None:
        self._np = table.np
        self._table = table
        self._column = column
        self._symptom = symptom
        self._bad = bad
        self._made = made
        self._every = bad | bad_rows(table, column, symptom)
        self._chosen, self._others = samples(table.np, bad, ~self._every & among)

    @cached_property
    def _most(self) -> float:
        """How far out the farthest row is."""
        own = badness(self._table, self._column, "outliers")
        return 0.0 if own is None else float(own.max(initial=0.0))

    def of(self, parent: str, its: Table, alignment: Alignment) -> Iterator[Carrier]:
        """Yield the columns of one parent that may be carriers, as each symptom they have."""
        alignment = of_that_name(self._column, its, alignment)
        reached = alignment.to_parent(self._np, self._bad)
        linked = links(self._np, alignment, self._bad)
        # the column of the same name first: when it is handed on, no other needs a look
        for other in sorted(its.names, key=lambda name: name != self._column):
            if other in alignment.key and alignment.how == "by group":
                if other == self._column:
                    yield from self._as_key(parent, its, alignment, reached)
                continue
            is_named = other == self._column or other in self._made.get(parent, ())
            found = None
            if self._is_handed_on(its, other, alignment, linked, is_named=is_named):
                whole = alignment.how == "unknown" or is_whole(
                    self._table, self._column, its, other, linked
                )
                found = self._handed_on(parent, its, other, alignment, reached, is_whole=whole)
            if found is None:
                yield from self.like(parent, its, other, alignment)
                continue
            yield found
            if other == self._column:
                return

    def _is_handed_on(
        self, its: Table, other: str, alignment: Alignment, linked: Links, *, is_named: bool
    ) -> bool:
        if alignment.how == "unknown":
            return is_named and adds_up(self._table, self._column, its, other)
        return hands_on(self._table, self._column, its, other, alignment, linked, is_named=is_named)

    def of_parts(self, parent: str, its: Table, alignment: Alignment) -> Iterator[Carrier]:
        """Yield columns of a parent that became rows, each as the carrier of its rows."""
        table, np = self._table, self._np
        for name, is_there in parts(table, its):
            some = self._bad & is_there
            if not some.any():
                continue
            narrow = alignment._replace(
                of_value=np.where(is_there, alignment.of_value, -1),
                of_parent=alignment.of_parent.copy(),  # else the rows would count as the same
            )
            search = _Search(table, self._column, self._symptom, some, self._made, is_there)
            found = max(search.like(parent, its, name, narrow), key=lambda c: c.score, default=None)
            if found:
                yield found._replace(share=found.share * float(some.sum() / self._bad.sum()))

    def _as_key(
        self, parent: str, its: Table, alignment: Alignment, reached: Any
    ) -> Iterator[Carrier]:
        """Yield what groups are made by, for their keys are what the parent has."""
        kind, _ = next(origins(self._symptom))
        rows = reached & bad_rows(its, self._column, kind)
        if rows.any():
            yield Carrier(parent, self._column, kind, _CERTAIN, 1.0, rows, alignment)

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
        kind, _ = next(origins(self._symptom))
        figures = badness(its, other, kind)
        if figures is None:
            return None
        rows = reached & (figures >= least(self._np, figures, kind))
        # a mean can be far out although no single row is
        may_be_small = alignment.how == "by group" or (kind == "outliers" and is_whole)
        if not rows.any() and not may_be_small:
            return None
        rows = rows if rows.any() else reached
        return Carrier(parent, other, kind, _CERTAIN, 1.0, rows, alignment)

    def like(self, parent: str, its: Table, other: str, alignment: Alignment) -> Iterator[Carrier]:
        """Yield a column as a carrier of each symptom that goes with the bad rows."""
        is_said = other in self._made.get(parent, ())
        is_unsaid = bool(self._made) and not is_said
        if is_unsaid and not len(self._others):
            return
        is_vague = is_unsaid or (alignment.how == "unknown" and its.rows > 1)
        is_same = other == self._column or parent == self._column
        for kind, less in origins(self._symptom):
            if (less and is_vague) or self._is_hopeless(its, other, kind, alignment):
                continue
            found = self._as(kind, parent, its, other, alignment, is_likely=is_said or is_same)
            if found is None:
                continue
            score = found.score + _SAME_NAME * is_same + _SAID * (is_said - is_unsaid) - less
            if score >= (_PARTLY if is_said or is_same else _ENOUGH):
                yield found._replace(score=score)

    def _as(
        self,
        kind: str,
        parent: str,
        its: Table,
        other: str,
        alignment: Alignment,
        *,
        is_likely: bool,
    ) -> Carrier | None:
        """Return a column as the carrier of one symptom, None where it does not show it."""
        figures = badness(its, other, kind)
        if figures is None or not len(figures):
            return None
        reached = alignment.to_parent(self._np, self._bad)
        rows = reached & (figures >= least(self._np, figures, kind))
        if not rows.any() or (kind == ZERO and self._is_in_sums(rows, reached, alignment)):
            return None
        score = self._score(figures, kind, alignment, is_known=self._column in its.names)
        share = self._share(rows, alignment)
        is_first_hand = kind in (self._symptom, next(origins(self._symptom))[0])
        if kind == "outliers" and is_first_hand and is_likely and score >= _ENOUGH:
            rows = reached & (figures >= 1.0)
            share = max(share, self._share(rows, alignment))
        if score < _ENOUGH and is_likely and (kind != "outliers" or is_first_hand):
            score, share = self._of_some(rows, alignment, score, share)
        return Carrier(parent, other, kind, score, share, rows, alignment)

    def _is_in_sums(self, rows: Any, reached: Any, alignment: Alignment) -> bool:
        """Whether zeros are only a part of what became groups: their sums are none."""
        return alignment.how == "by group" and bool((reached & ~rows).any())

    def _of_some(
        self, rows: Any, alignment: Alignment, score: float, share: float
    ) -> tuple[float, float]:
        """Return score and share of a column that is bad in some of the bad rows, or before."""
        if alignment.how == "unknown":
            return score, share
        met = alignment.to_value(self._np, rows.astype(float)) > 0
        if not met.any() or self._every[met].mean() < _ALWAYS:
            return score, share
        if is_spread(self._table, self._every, met, may_be_all=self._symptom != "negative"):
            return _ENOUGH, 1.0
        return _PARTLY, share

    def _is_hopeless(self, its: Table, other: str, kind: str, alignment: Alignment) -> bool:
        """Whether some rows of a large table tell that a column is no carrier."""
        if kind != "outliers" or its.rows < _LARGE or alignment.of_value is not alignment.of_parent:
            return False
        if its.kind(other) not in "iuf" or not len(self._others):
            return False
        some = its.sample(other, self._np.concatenate([self._chosen, self._others])).astype(float)
        figures = distance(self._np, some)
        count = len(self._chosen)
        return area(self._np, figures[:count], figures[count:], is_graded=True) < _ENOUGH - 0.1

    def _score(self, figures: Any, kind: str, alignment: Alignment, *, is_known: bool) -> float:
        """Return how well the badness of a parent's rows goes with that of the value's."""
        if len(figures) == 1 and self._table.rows > 1:
            return _ONE if self._every.mean() > _ENOUGH else 0.5
        if alignment.how == "unknown":
            is_like = kind != "outliers" or figures.max() >= 0.5 * self._most
            return _UNALIGNED - _SAME_NAME * is_known if is_like else 0.5
        mine = alignment.to_value(self._np, figures)
        is_graded = kind == "outliers"
        return area(self._np, mine[self._chosen], mine[self._others], is_graded=is_graded)

    def _share(self, rows: Any, alignment: Alignment) -> float:
        met = alignment.to_value(self._np, rows.astype(float)) > 0
        return float(met[self._bad].mean())
