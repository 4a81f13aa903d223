"""How a few bad rows of a parent make more of a value: sums so far, rolling windows, groups."""
# pyright: basic

from collections.abc import Iterator
from typing import Any

from .tables import Table

_LARGEST = 200_000
"""Rows of a value in which groups are looked for, at most."""
_MOST_COLUMNS = 8
_NEARLY = 0.95


def is_spread(table: Table, bad: Any, met: Any, *, may_be_all: bool) -> bool:
    """Whether the bad rows of a value follow from some of them, those that are met.

    The others are all there are (where they `may_be_all`), or follow those without a gap, or
    belong to the same groups, as the columns of the value tell groups.
    """
    np = table.np
    if (may_be_all and bad.mean() > _NEARLY) or _begin_with(np, bad, met):
        return True
    if table.rows > _LARGEST:
        return False
    for codes in _groups(table):
        order = np.argsort(codes, kind="stable")
        if _begin_with(np, bad[order], met[order]):
            return True
        having = np.bincount(codes, met) > 0
        if having[codes[bad]].mean() > _NEARLY and bad[having[codes]].mean() > _NEARLY:
            return True
    return False


def _begin_with(np: Any, bad: Any, met: Any) -> bool:
    """Whether nearly each run of bad rows begins with one that is met."""
    before = np.concatenate([[False], bad[:-1]])
    begins = bad & ~before
    return bool(met[begins].mean() > _NEARLY)


def _groups(table: Table) -> Iterator[Any]:
    np = table.np
    candidates = [name for name in table.names if table.kind(name) in "Oiub"]
    for name in candidates[:_MOST_COLUMNS]:
        try:
            _, codes = np.unique(table.array(name).astype(str), return_inverse=True)
        except (TypeError, ValueError):
            continue
        if 1 < codes.max(initial=0) + 1 <= table.rows / 2:
            yield codes
