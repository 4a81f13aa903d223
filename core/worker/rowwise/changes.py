"""Which cells of rows that go together are others now."""
# pyright: basic

from typing import Any, NamedTuple

from ..tracing.tables import Table
from .matching import Match

_ROUNDING = 1e-9
"""Numbers that differ by a smaller part are the same but for the order of sums."""
_PLAIN = (str, int, float, bool, type(None))


class Changes(NamedTuple):
    """For each common column which of the matched rows have another cell there.

    `columns` pairs the names before and after. `rounded` counts cells that differ by rounding
    alone, which does not count as a change.
    """

    columns: tuple[tuple[str, str], ...]
    differing: tuple[Any, ...]
    rounded: int


def changes(
    before: Table, after: Table, found: Match, columns: tuple[tuple[str, str], ...]
) -> Changes:
    """Return what differs in the rows that go together, in columns by their names in both."""
    rounded = 0
    differing: list[Any] = []
    for old, new in columns:
        differs, is_rounded = _differing(before, old, found.before, after, new, found.after)
        differing.append(differs)
        rounded += is_rounded
    return Changes(columns, tuple(differing), rounded)


def _differing(
    before: Table, old: str, places: Any, after: Table, new: str, their_places: Any
) -> tuple[Any, int]:
    """Return where cells differ, and how many differ by rounding alone."""
    np = before.np
    mine, its = before.array(old)[places], after.array(new)[their_places]
    kinds = mine.dtype.kind, its.dtype.kind
    if all(kind in "iu" for kind in kinds) or kinds in (("M", "M"), ("m", "m"), ("b", "b")):
        nothing = before.nulls(old)[places] & after.nulls(new)[their_places]
        return (mine != its) & ~nothing, 0
    if all(kind in "iufb" for kind in kinds):
        return _differing_numbers(np, mine.astype(float), its.astype(float))
    pairs = zip(mine.tolist(), its.tolist(), strict=True)
    return np.fromiter((not _is_same(a, b) for a, b in pairs), bool, len(mine)), 0


def _differing_numbers(np: Any, mine: Any, its: Any) -> tuple[Any, int]:
    with np.errstate(all="ignore"):
        differs = (mine != its) & ~(np.isnan(mine) & np.isnan(its))
        gap = np.abs(mine - its)
        near = differs & (gap <= _ROUNDING * np.maximum(np.abs(mine), np.abs(its)))
    return differs & ~near, int(near.sum())


def _is_same(mine: Any, its: Any) -> bool:
    if isinstance(mine, _PLAIN) and isinstance(its, _PLAIN):
        return mine == its or (mine != mine and its != its)
    if mine is its:
        return True
    if _is_nothing(mine) or _is_nothing(its):
        return _is_nothing(mine) and _is_nothing(its)
    return type(mine) is type(its) and repr(mine) == repr(its)


def _is_nothing(value: Any) -> bool:
    is_nan = isinstance(value, float) and value != value
    return value is None or is_nan or type(value).__name__ in ("NAType", "NaTType")
