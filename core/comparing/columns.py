"""One column in two runs: which of its figures moved, and how far."""

from collections.abc import Iterator, Mapping
from math import isfinite

from core.comparing.distances import (
    Distribution,
    categories,
    is_known,
    largest_gap,
    shift,
    stability,
    unalike,
)
from core.model.comparison import Metric, Move
from core.model.record import ColumnKind, ColumnProfile, written_time

LOOK: Mapping[Metric, float] = {
    Metric.ROWS: 0.02,
    Metric.NULLS: 0.01,
    Metric.INFINITE: 0.0,
    Metric.EMPTY: 0.01,
    Metric.NEGATIVE: 0.01,
    Metric.RANGE: 0.1,
    Metric.DISTRIBUTION: 0.1,
    Metric.SHIFT: 0.1,
    Metric.LARGEST_GAP: 0.1,
    Metric.CATEGORIES: 0.1,
    Metric.DUPLICATES: 0.0,
}
"""The distances from which on a move is worth a look."""
ACT: Mapping[Metric, float] = {
    Metric.ROWS: 0.1,
    Metric.NULLS: 0.05,
    Metric.INFINITE: 0.01,
    Metric.EMPTY: 0.05,
    Metric.NEGATIVE: 0.05,
    Metric.RANGE: 0.5,
    Metric.DISTRIBUTION: 0.25,
    Metric.SHIFT: 0.25,
    Metric.LARGEST_GAP: 0.2,
    Metric.CATEGORIES: 0.25,
    Metric.DUPLICATES: 0.01,
}
"""The distances that call for action: there a move has half its strength."""
_FAINT = 0.02
"""The strength of a change that no figure tells."""
_COVERED = 0.9
"""The part of all values that the most frequent ones must make up, to be taken for categories."""
_MANY = 100
"""Different values from which on a column is not one of categories."""
_PLAIN = (
    *(Metric.TYPE, Metric.NULLS, Metric.INFINITE, Metric.EMPTY, Metric.NEGATIVE),
    Metric.DUPLICATES,
)
_LENGTHS = (ColumnKind.TEXT,)
_ORDERED = (ColumnKind.NUMBER, ColumnKind.TIME, ColumnKind.SPAN)


def moves(before: ColumnProfile, after: ColumnProfile, rows: tuple[int, int]) -> tuple[Move, ...]:
    """Return what moved between two profiles of a column.

    What a person sees at once comes first (nulls, say), then the strongest.

    `rows` are the numbers of rows before and after.
    """
    if before.dtype == after.dtype and before.content and before.content == after.content:
        return ()
    found = [*_of_type(before, after), *_of_shares(before, after, rows)]
    if before.kind is after.kind:
        found += _of_values(before, after, rows)
    has_new_values = before.bag != after.bag if before.bag and after.bag else bool(found)
    if not found and (has_new_values or (before.content and after.content)):
        what = "other values" if has_new_values else "the same values in another order"
        found.append(Move(Metric.CONTENT, 0.0, _FAINT, False, "", what))
    return tuple(sorted(found, key=lambda move: (not _is_plain(move), -move.strength)))


def moved(
    metric: Metric, distance: float, told: tuple[str, str], chance: float = 0.0
) -> Move | None:
    """Return a move, None where there is none; `chance` is the distance of equal samples."""
    if not isfinite(distance) or distance <= 1e-9:
        return None
    strength = distance / (distance + ACT[metric])
    return Move(metric, distance, strength, distance > LOOK[metric] + chance, *told)


def _is_plain(move: Move) -> bool:
    return move.is_large and move.metric in _PLAIN


def _of_type(before: ColumnProfile, after: ColumnProfile) -> Iterator[Move]:
    if before.dtype != after.dtype:
        yield Move(Metric.TYPE, 1.0, 0.8, True, before.dtype, after.dtype)


def _of_shares(
    before: ColumnProfile, after: ColumnProfile, rows: tuple[int, int]
) -> Iterator[Move]:
    counted = (
        (Metric.NULLS, before.nulls, after.nulls),
        (Metric.INFINITE, before.infinities, after.infinities),
        (Metric.EMPTY, before.empties, after.empties),
        (Metric.NEGATIVE, before.negatives, after.negatives),
    )
    for metric, old, new in counted:
        if old is None or new is None or old == new == 0:
            continue
        was, now = old / max(rows[0], 1), new / max(rows[1], 1)
        move = moved(metric, abs(now - was), (percent(was), percent(now)))
        if move:
            yield move
    if before.is_unique(rows[0]) and after.distinct is not None and not after.is_unique(rows[1]):
        twice = max(rows[1] - (after.nulls or 0) - after.distinct, 0)
        move = moved(Metric.DUPLICATES, twice / max(rows[1], 1), ("none", f"{twice:,} values"))
        if move:
            yield move


def _of_values(
    before: ColumnProfile, after: ColumnProfile, rows: tuple[int, int]
) -> Iterator[Move]:
    chance = 1 / max(rows[0], 1) + 1 / max(rows[1], 1) if max(rows) > 1 else 0.0
    old, new = _shares_of(before, rows[0]), _shares_of(after, rows[1])
    if old is not None and new is not None:
        distance = categories(old, new)
        move = moved(Metric.CATEGORIES, distance, _named(old, new), chance**0.5)
        if move:
            yield move
    elif before.kind in _LENGTHS:
        move = moved(Metric.CATEGORIES, unalike(before, after), ("", "other texts"))
        if move:
            yield move
    if before.kind in _ORDERED and is_known(before) and is_known(after):
        yield from _of_numbers(before, after, chance)


def _of_numbers(before: ColumnProfile, after: ColumnProfile, chance: float) -> Iterator[Move]:
    old, new = Distribution(before), Distribution(after)
    kind = before.kind
    means = _pair("mean", kind, before.mean, after.mean)
    found = [moved(Metric.SHIFT, shift(old, new), means, 1.4 * chance**0.5)]
    if chance > 0:  # of single values there is no distribution
        middles = _pair("median", kind, before.quantiles[4], after.quantiles[4])
        found += [
            moved(Metric.DISTRIBUTION, stability(old, new), middles, 9 * chance),
            moved(Metric.LARGEST_GAP, largest_gap(old, new), middles, 1.4 * chance**0.5),
            moved(Metric.RANGE, _excess(before, after), (_range(before), _range(after))),
        ]
    yield from (move for move in found if move)


def _excess(before: ColumnProfile, after: ColumnProfile) -> float:
    """Return how far values lie outside of where they were, in parts of that range."""
    assert before.minimum is not None and before.maximum is not None
    assert after.minimum is not None and after.maximum is not None
    width = before.maximum - before.minimum or abs(before.maximum) or 1.0
    return max(before.minimum - after.minimum, after.maximum - before.maximum, 0.0) / width


def _shares_of(profile: ColumnProfile, rows: int) -> dict[str, float] | None:
    """Return which share each frequent value has; None for a column without categories."""
    values = rows - (profile.nulls or 0)
    counted = sum(count for _, count in profile.top)
    if not counted or profile.distinct is None or profile.distinct > _MANY:
        return None
    if profile.distinct > len(profile.top) and counted < _COVERED * values:
        return None
    whole = max(counted, values) if profile.distinct > len(profile.top) else counted
    shares = {name: count / whole for name, count in profile.top}
    return shares | {"(others)": 1 - counted / whole} if counted < whole else shares


def _named(before: Mapping[str, float], after: Mapping[str, float]) -> tuple[str, str]:
    """Return the category that moved most, with its shares."""
    names = sorted({*before, *after})
    most = max(names, key=lambda name: abs(after.get(name, 0.0) - before.get(name, 0.0)))
    return (
        f"{most}: {percent(before.get(most, 0.0))}",
        f"{most}: {percent(after.get(most, 0.0))}",
    )


def percent(share: float) -> str:
    """Return a share as people read it."""
    if share == 0 or share == 1:
        return f"{share:.0%}".replace("%", " %")
    return "<0.1 %" if share < 0.001 else f"{share * 100:.1f} %"


def _pair(
    what: str, kind: ColumnKind, before: float | None, after: float | None
) -> tuple[str, str]:
    """Return two figures in words; nothing where that does not tell them apart."""
    old, new = _told(before, kind), _told(after, kind)
    return ("", "") if old == new else (f"{what} {old}", f"{what} {new}")


def _range(profile: ColumnProfile) -> str:
    return " to ".join(_told(bound, profile.kind) for bound in (profile.minimum, profile.maximum))


def _told(value: float | None, kind: ColumnKind) -> str:
    if value is None:
        return "?"
    if kind is not ColumnKind.TIME:
        return f"{value:,.6g}"
    return written_time(value)
