"""Whether a node hands the bad rows of a column on as they came, or summed up."""
# pyright: basic

from typing import Any, NamedTuple

from .alignment import Alignment
from .tables import Table

_LOOKED_AT = 300
_NEARLY = 1e-6
_ROUNDED = 1e-4
_MOST_PARTS = 50_000
"""Rows of groups that are looked through, at most."""


class Links(NamedTuple):
    """Some bad rows of a value and some others, and the rows of the parent they came from."""

    places: Any
    from_there: Any
    others: Any
    from_elsewhere: Any


def links(np: Any, alignment: Alignment, bad: Any) -> Links:
    """Return the first bad rows with where they came from."""
    places, others = np.flatnonzero(bad)[:_LOOKED_AT], np.flatnonzero(~bad)[:_LOOKED_AT]
    return Links(places, alignment.places(np, places), others, alignment.places(np, others))


def hands_on(
    table: Table,
    column: str,
    its: Table,
    other: str,
    alignment: Alignment,
    links: Links,
    *,
    is_named: bool,
) -> bool:
    """Whether the bad rows are what a parent's column has in the rows that belong to them.

    The same values row by row, or the sum, mean, smallest, or largest of each group, or one of it
    where the column `is_named` as the one that is taken: then the node did what it always does,
    and what is wrong was wrong before.
    """
    np = table.np
    places, from_there, others, from_elsewhere = links
    if alignment.how == "unknown":
        return False
    if alignment.how == "by group":
        return _sums_up(table, column, its, other, alignment, places) or (
            is_named and _picks(table, column, its, other, alignment, places)
        )
    if len(from_there) == 0 or (from_there < 0).any():
        return False
    if not _is_same(np, table.sample(column, places), its.sample(other, from_there)):
        return False
    if table.nulls(column)[places].all():  # equal, but that says little
        met = from_elsewhere >= 0
        return _is_same(
            np, table.sample(column, others[met]), its.sample(other, from_elsewhere[met])
        )
    return True


def adds_up(table: Table, column: str, its: Table, other: str) -> bool:
    """Whether a column of numbers has the same sum as a parent's, in fewer rows."""
    mine, parts = table.numbers(column), its.numbers(other)
    if mine is None or parts is None or not 1 < table.rows < its.rows:
        return False
    np = table.np
    with np.errstate(all="ignore"):
        total, scale = float(np.nansum(parts)), float(np.nansum(np.abs(parts)))
        return scale > 0 and abs(float(np.nansum(mine)) - total) <= _ROUNDED * scale


def is_whole(table: Table, column: str, its: Table, other: str, links: Links) -> bool:
    """Whether rows that are not bad are also what a parent's column has there."""
    met = links.from_elsewhere >= 0
    mine = table.sample(column, links.others[met])
    return _is_same(table.np, mine, its.sample(other, links.from_elsewhere[met]))


def _is_same(np: Any, mine: Any, its: Any) -> bool:
    if mine.dtype.kind == "f" and its.dtype.kind in "iuf":
        return bool(np.array_equal(mine, its.astype(float), equal_nan=True))
    return mine.dtype.kind == its.dtype.kind and all(
        a == b or (a != a and b != b) for a, b in zip(mine.tolist(), its.tolist(), strict=True)
    )


def _sums_up(
    table: Table, column: str, its: Table, other: str, alignment: Alignment, places: Any
) -> bool:
    np = table.np
    mine, parts = table.numbers(column), its.numbers(other)
    if mine is None or parts is None:
        return False
    if (alignment.of_value[places] < 0).any():
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


def _picks(
    table: Table, column: str, its: Table, other: str, alignment: Alignment, places: Any
) -> bool:
    """Whether each of some rows has a value that its group has: its first, last, or any."""
    np = table.np
    at = alignment.of_value[places]
    rows = np.flatnonzero(np.isin(alignment.of_parent, at[at >= 0]))
    if not len(rows) or len(rows) > _MOST_PARTS:
        return False
    groups: dict[int, set[Any]] = {}
    try:
        for code, part in zip(
            alignment.of_parent[rows].tolist(), _spelt(its.sample(other, rows)), strict=True
        ):
            groups.setdefault(code, set()).add(part)
        wanted = zip(at.tolist(), _spelt(table.sample(column, places)), strict=True)
        return all(value in groups.get(code, ()) for code, value in wanted)
    except TypeError:
        return False


def _spelt(values: Any) -> list[Any]:
    """Return values as a list in which all that is nothing is None."""
    if values.dtype.kind in "iuf":
        values = values.astype(float)
    return [None if value != value else value for value in values.tolist()]


def is_handed_on(table: Table, column: str, its: Table, other: str, alignment: Alignment) -> bool:
    """Whether a column is what a parent's column is, or sums it up, in the rows we look at."""
    if alignment.how == "unknown" or not table.rows or other not in its.names:
        return False
    np = table.np
    places = np.arange(0, table.rows, max(1, table.rows // _LOOKED_AT))
    if alignment.how == "by group":
        if _sums_up(table, column, its, other, alignment, places):
            return True
        return column == other and _picks(table, column, its, other, alignment, places)
    from_there = alignment.places(np, places)
    met = from_there >= 0
    if not met.any():
        return False
    return _is_same(np, table.sample(column, places[met]), its.sample(other, from_there[met]))
