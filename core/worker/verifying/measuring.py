"""How much of a symptom a node's value shows."""
# pyright: basic

from collections.abc import Callable
from typing import Any

from ..messages import Trace
from ..tracing.columns import has_it
from ..tracing.flow import Flow
from ..tracing.symptoms import BY_COLUMN, bad_rows
from ..tracing.tables import Table, table_of

_FAR = ("out-of-range", "outliers")
_GONE = 0.01


class Measure:
    """Counts a symptom in values of one node, and knows how many there were `before`.

    `what` says what is counted. `category` is the one in question, for unseen ones.
    """

    def __init__(
        self, flow: Flow, asked: Trace, symptom: str = "", category: str | None = None
    ) -> None:
        table = flow.table(asked.node)
        assert table is not None
        self.node = asked.node
        self._column = asked.column if asked.column in table.names else None
        self._symptom = asked.symptom or symptom
        self._category = category
        self._count = self._counter(table)
        self.what = "rows" if self._symptom.startswith("rows-") else _WHAT[self._symptom]
        if self._symptom == "unseen-category":
            self.what = f"rows with `{category}`"
        self.before = self._count(table)

    def of(self, value: Any) -> int:
        """Return how much of it a value shows; 0 when it is no table."""
        table = table_of(value, self.node)
        return self._count(table) if table is not None else 0

    def is_gone(self, after: int, part: float) -> bool:
        """Whether at least some part of it is gone."""
        if self._symptom == "rows-lost":
            return after > self.before
        return self.before - after >= max(1.0, part * self.before)

    def _counter(self, table: Table) -> Callable[[Table], int]:
        symptom = self._symptom
        if symptom in _OF_ROWS:
            return _OF_ROWS[symptom]
        if symptom == "unseen-category":
            return lambda its: sum(
                int(having(its, name, self._category).sum()) for name in self._names(its)
            )
        if symptom in BY_COLUMN:
            return lambda its: sum(has_it(its, n, symptom) for n in self._names(its))
        if symptom in _FAR:
            return _FarAway(table, self._names(table), symptom).count
        return lambda its: sum(int(bad_rows(its, n, symptom).sum()) for n in self._names(its))

    def _names(self, table: Table) -> tuple[str, ...]:
        if self._column is None:
            return table.names
        return (self._column,) if self._column in table.names else ()


def having(table: Table, name: str, category: str | None) -> Any:
    """Return which rows have a category in a column."""
    cells = table.array(name).tolist()
    return table.np.fromiter((str(cell) == category for cell in cells), bool, len(cells))


class _FarAway:
    """Counts numbers as far from the middle as those that were bad at first."""

    def __init__(self, table: Table, names: tuple[str, ...], symptom: str) -> None:
        self._limits: dict[str, tuple[float, float]] = {}
        for name in names:
            numbers, bad = table.numbers(name), bad_rows(table, name, symptom)
            if numbers is None or not bad.any():
                continue
            middle = float(table.np.nanmedian(numbers))
            self._limits[name] = middle, float(abs(numbers[bad] - middle).min()) * (1 - _GONE)

    def count(self, table: Table) -> int:
        """Return how many there are."""
        found = 0
        for name, (middle, least) in self._limits.items():
            numbers = table.numbers(name) if name in table.names else None
            if numbers is not None:
                found += int((abs(numbers - middle) >= least).sum())
        return found


_OF_ROWS: dict[str, Callable[[Table], int]] = {
    "rows-lost": lambda its: its.rows,
    "rows-gained": lambda its: its.rows,
    "duplicate-rows": lambda its: its.duplicates,
    "duplicate-index": lambda its: int(its.labels.duplicated().sum()),
}
_WHAT = {
    "nulls": "nulls",
    "infinite": "infinite numbers",
    "negative": "negative numbers",
    "out-of-range": "numbers out of range",
    "outliers": "outliers",
    "constant": "constant columns",
    "type-changed": "columns of another type",
    "unseen-category": "rows with it",
    "duplicate-rows": "repeated rows",
    "duplicate-index": "repeated labels",
    "shifted": "shifted columns",
}
