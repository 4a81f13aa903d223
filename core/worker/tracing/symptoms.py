"""How bad each row of a column is, symptom by symptom."""
# pyright: basic

from collections.abc import Iterator
from typing import Any

from .tables import Table

BY_ROW = ("nulls", "infinite", "negative", "out-of-range", "outliers")
"""Symptoms that single rows of a column have."""
BY_COLUMN = ("constant", "type-changed", "unseen-category")
"""Symptoms that a column has as a whole, or a value in it."""
BY_TABLE = ("rows-lost", "rows-gained", "duplicate-rows", "duplicate-index")
"""Symptoms of the rows as such."""

ZERO = "zero"
"""Nobody asks for it: what infinite numbers may come from."""

SAID = {
    ZERO: "zero",
    "nulls": "null",
    "infinite": "infinite",
    "negative": "negative",
    "out-of-range": "far from all others",
    "outliers": "far from all others",
}
"""What rows are that have a symptom, in a sentence."""

_FAR = 8.0
"""Spreads from the middle beyond which a number is an outlier: far beyond Tukey's fences (3), so
that long tails do not count."""
_FEW = 20
_LESS_SURE = 0.06
_FAR_FETCHED = ("negative", "out-of-range", "infinite", "nulls")
"""Symptoms that an outlier in a parent can turn into."""
_LOOKED_AT = 50_000


def badness(table: Table, name: str, symptom: str) -> Any:
    """Return a figure for each row, 0 where all is well; None where the symptom cannot be.

    For most symptoms it is 0 or 1; for outliers how many spreads a value is from the middle.
    """
    if symptom == "nulls":
        return table.nulls(name).astype(float)
    numbers = table.numbers(name)
    if numbers is None:
        return None
    if symptom == "infinite":
        return table.np.isinf(numbers).astype(float)
    if symptom == ZERO:
        return (numbers == 0).astype(float)
    if symptom == "negative":
        return (numbers < 0).astype(float)
    return distance(table.np, numbers)


def bad_rows(table: Table, name: str, symptom: str) -> Any:
    """Return which rows of a column show a symptom; none, when it does not."""
    np = table.np
    figures = badness(table, name, symptom)
    if figures is None:
        return np.zeros(table.rows, bool)
    if symptom not in ("out-of-range", "outliers"):
        return figures > 0
    far = figures > _FAR
    if far.any() or not len(figures) or table.rows > _FEW or symptom == "outliers":
        return far
    return figures >= figures.max() if figures.max() > 0 else far


def origins(symptom: str) -> Iterator[tuple[str, float]]:
    """Yield what a symptom can come from, itself first, and how much less sure that is."""
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
    if symptom in _FAR_FETCHED:
        yield "outliers", _LESS_SURE if symptom != "nulls" else 2 * _LESS_SURE


def farthest(table: Table, name: str, symptom: str) -> Any:
    """Return which rows of a column are farthest from the middle, where none is far by itself."""
    np = table.np
    figures = badness(table, name, symptom) if symptom in ("out-of-range", "outliers") else None
    if figures is None or not figures.max(initial=0.0) > 0:
        return np.zeros(table.rows, bool)
    return figures >= figures.max() / 2


def distance(np: Any, numbers: Any) -> Any:
    """Return how far each number is from the median, in spreads; 0 where there is none."""
    finite = numbers[np.isfinite(numbers)]
    if not len(finite):
        return np.zeros(len(numbers))
    low, middle, high = np.quantile(finite[:: max(1, len(finite) // _LOOKED_AT)], [0.25, 0.5, 0.75])
    spread = max(high - low, abs(middle) * 0.05, 1e-12)
    if len(finite) < _FEW:
        spread = max(float(np.median(np.abs(finite - middle))), abs(middle) * 0.05, 1e-12)
    with np.errstate(invalid="ignore", over="ignore"):
        far = np.abs(numbers - middle) / spread
    return np.where(np.isfinite(far), far, np.where(np.isinf(numbers), 1e9, 0.0))
