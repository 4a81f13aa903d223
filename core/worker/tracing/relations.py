"""Whether a node hands the bad rows of a column on as they came, or summed up."""
# pyright: basic

from typing import Any

from .alignment import Alignment
from .tables import Table

_LOOKED_AT = 300
_NEARLY = 1e-6


def hands_on(
    table: Table, column: str, its: Table, other: str, alignment: Alignment, bad: Any
) -> bool:
    """Whether the bad rows are what a parent's column has in the rows that belong to them.

    The same values row by row, or the sum, mean, smallest, or largest of each group: then the
    node did what it always does, and what is wrong was wrong before.
    """
    np = table.np
    places = np.flatnonzero(bad)[:_LOOKED_AT]
    codes = alignment.of_value[places]
    if alignment.how == "unknown" or (codes < 0).any():
        return False
    if alignment.how == "by group":
        return _sums_up(table, column, its, other, alignment, places)
    where = np.full(alignment.count, -1)
    where[alignment.of_parent[::-1]] = np.arange(its.rows)[::-1]
    from_there = where[codes]
    if (from_there < 0).any():
        return False
    return _is_same(np, table.array(column)[places], its.array(other)[from_there])


def _is_same(np: Any, mine: Any, its: Any) -> bool:
    if mine.dtype.kind == "f" and its.dtype.kind in "iuf":
        there = ~np.isnan(mine)
        return bool(there.any()) and bool(np.array_equal(mine, its.astype(float), equal_nan=True))
    return mine.dtype.kind == its.dtype.kind and all(
        a == b for a, b in zip(mine.tolist(), its.tolist(), strict=True)
    )


def _sums_up(
    table: Table, column: str, its: Table, other: str, alignment: Alignment, places: Any
) -> bool:
    np = table.np
    mine, parts = table.numbers(column), its.numbers(other)
    if mine is None or parts is None:
        return False
    there = (alignment.of_parent >= 0) & ~np.isnan(parts)
    codes, parts = alignment.of_parent[there], parts[there]
    wanted = mine[places]
    known = np.isfinite(wanted)
    if not known.any():
        return False
    at = alignment.of_value[places][known]
    wanted = wanted[known]
    with np.errstate(all="ignore"):
        sums = np.bincount(codes, parts, alignment.count)
        counts = np.bincount(codes, minlength=alignment.count)
        low = np.full(alignment.count, np.inf)
        high = np.full(alignment.count, -np.inf)
        np.minimum.at(low, codes, parts)
        np.maximum.at(high, codes, parts)
        ways = (sums, sums / counts, low, high)
        scale = np.abs(wanted).max() + 1e-9
        return any(bool((np.abs(way[at] - wanted) <= _NEARLY * scale).all()) for way in ways)
