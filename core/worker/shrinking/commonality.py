"""What bad rows have in common that others have not: at most two clauses, with support.

After Wu and Madden, "Scorpion: explaining away outliers in aggregate queries", PVLDB 6(8), 2013.
"""
# pyright: basic

from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple

from ..tracing.tables import Table

_SAMPLE = 50_000
_FEWEST = 3
_MOST_VALUES = 50
_MOST_CLAUSES = 12
_BINS = (0.1, 0.25, 0.5, 0.75, 0.9)
_LEAST_RECALL = 0.6
_LEAST_LIFT = 2.0
_CHANCE = 1e-4
_BETTER = 0.03
"""What a second clause has to add."""


class Clause(NamedTuple):
    """What some rows are, as it is said, and of each row looked at whether it is so."""

    text: str
    rows: Any


class Common(NamedTuple):
    """Shares of the bad and of the other rows for which one or two clauses hold."""

    clauses: tuple[str, ...]
    of_bad: float
    of_others: float
    bad: int
    others: int

    def __str__(self) -> str:
        said = " and ".join(self.clauses)
        return (
            f"{self.of_bad:.0%} of the {self.bad:,} bad rows have {said}; {self.of_others:.0%} of "
            f"{self.others:,} others."
        )


def common(table: Table, marked: Any, others: Any) -> Common | None:
    """Return what some rows of a table, the bad ones, have in common that others have not.

    Both are places. None when nothing tells them apart, or when there are too few.
    """
    np = table.np
    if len(marked) < _FEWEST or len(others) < _FEWEST:
        return None
    rows = np.concatenate([_thinned(marked), _thinned(others)])
    is_bad = np.arange(len(rows)) < len(_thinned(marked))
    clauses = [clause for name in table.names for clause in _clauses(table, name, rows, is_bad)]
    clauses.sort(key=lambda clause: -_score(clause.rows, is_bad))
    clauses = clauses[:_MOST_CLAUSES]
    best = next(iter(clauses), None)
    if best is None:
        return None
    chosen = (best,)
    goal = _score(best.rows, is_bad) + _BETTER
    for pair in combinations(clauses, 2):
        score = _score(pair[0].rows & pair[1].rows, is_bad)
        if score > goal:
            chosen, goal = pair, score
    return _said(chosen, is_bad, len(marked), len(others))


def _thinned(places: Any) -> Any:
    return places[:: max(1, len(places) // _SAMPLE)]


def _said(clauses: tuple[Clause, ...], is_bad: Any, bad: int, others: int) -> Common | None:
    holds = clauses[0].rows & clauses[-1].rows
    of_bad, of_others = float(holds[is_bad].mean()), float(holds[~is_bad].mean())
    # a clause that holds for none of a few may still hold for the next one
    by_chance = ((of_others * others + 1) / (others + 2)) ** min(bad, 10_000)
    if of_bad < _LEAST_RECALL or of_bad < _LEAST_LIFT * of_others or by_chance > _CHANCE:
        return None
    return Common(tuple(clause.text for clause in clauses), of_bad, of_others, bad, others)


def _score(holds: Any, is_bad: Any) -> float:
    """Return how well a clause tells bad rows from others: Youden's J."""
    return float(holds[is_bad].mean() - holds[~is_bad].mean())


def _clauses(table: Table, name: str, rows: Any, is_bad: Any) -> Iterator[Clause]:
    nulls = table.nulls(name)[rows]
    if nulls.any() and not nulls.all():
        yield Clause(f"`{name}` null", nulls)
    values = table.array(name)[rows]
    if values.dtype.kind in "iuf":
        yield from _bounds(table.np, name, values[is_bad], values)
    try:
        few = set(values[is_bad & ~nulls].tolist())
    except TypeError:
        return
    if len(few) <= _MOST_VALUES:
        for value in sorted(few, key=str):
            yield Clause(f"`{name}` = {_text(value)}", values == value)


def _bounds(np: Any, name: str, bad: Any, values: Any) -> Iterator[Clause]:
    finite = bad[np.isfinite(bad.astype(float))]
    if not len(finite):
        return
    low, high = finite.min(), finite.max()
    yield Clause(f"`{name}` ≥ {low:g}", values >= low)
    yield Clause(f"`{name}` ≤ {high:g}", values <= high)
    for bound in np.quantile(finite.astype(float), _BINS):
        yield Clause(f"`{name}` ≥ {bound:g}", values >= bound)
        yield Clause(f"`{name}` ≤ {bound:g}", values <= bound)


def _text(value: Any) -> str:
    return f"{value!s:.60}" or "an empty text"
