"""Which few of many items still show something, in as few trials as can be.

Halves first, taking one cause for granted; where several items are needed together, one after the
other by bisection (Junker, "QuickXplain", AAAI 2004); at the end ddmin, so that no item is left
that is not needed (Zeller and Hildebrandt, IEEE TSE 28(2), 2002).
"""

from collections.abc import Callable, Sequence

Shows = Callable[[Sequence[int]], bool]
"""Whether some items, in order, still show it."""

_UNPROVED = 5
"""Halves in a row that are taken for granted before one is tried."""
_FEW = 8
_MOST_PINNED = 8


def reduced(items: Sequence[int], shows: Shows) -> Sequence[int]:
    """Return a part of `items`, which show it, that does too, and of which none can be left out.

    For one cause among n it takes some log2(n) trials, for k that belong together k log2(n).
    """
    kept = _halved(items, shows) if len(items) > 1 else items
    if len(kept) > _FEW:
        kept = _pinned(kept, shows)
    return _minimal(kept, shows)


def _halved(items: Sequence[int], shows: Shows) -> Sequence[int]:
    """Go on with the half that shows it. Stops where both are needed."""
    proved = taken = items
    unproved = 0
    while len(taken) > 1:
        middle = len(taken) // 2
        if shows(taken[:middle]):
            proved = taken = taken[:middle]
            unproved = 0
            continue
        taken = taken[middle:]
        unproved += 1
        if unproved == _UNPROVED or len(taken) == 1:
            if not shows(taken):
                break
            proved, unproved = taken, 0
    return proved


def _pinned(items: Sequence[int], shows: Shows) -> Sequence[int]:
    """Find, last one first, items without which those before them do not show it."""
    pinned: list[int] = []
    while len(pinned) < _MOST_PINNED:
        low, high = 0, len(items)
        while high - low > 1:
            middle = (low + high) // 2
            if shows([*items[:middle], *pinned]):
                high = middle
            else:
                low = middle
        pinned.insert(0, items[high - 1])
        items = items[: high - 1]
        if not items or shows(pinned):
            return pinned
    return [*items, *pinned]


def _minimal(items: Sequence[int], shows: Shows) -> Sequence[int]:
    """Leave out ever smaller parts, down to single items, as long as it still shows."""
    kept, parts = list(items), 2
    while kept:
        size = -(-len(kept) // parts)
        for start in range(0, len(kept), size):
            rest = kept[:start] + kept[start + size :]
            if shows(rest):
                kept, parts = rest, max(parts - 1, 2)
                break
        else:
            if size == 1:
                break
            parts = min(len(kept), parts * 2)
    return kept
