"""Which single rows make a function raise: groups of them are tried, as few as can be.

After Hwang, "A method for detecting all defective members in a population by group testing",
JASA 67(339), 1972, for an unknown share of bad ones: groups grow while they are well, and shrink
when one is not.
"""
# pyright: basic

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from ..userland import Cancelled
from .trials import ExhaustedError

Raises = Callable[[Sequence[int]], bool]
"""Whether some rows, in order, make it raise."""


class Probed(NamedTuple):
    """Rows that make it raise, each alone, and rows that do not, all together."""

    bad: list[int]
    good: list[int]


def probed(rows: Any, raises: Raises) -> Probed:
    """Return what is known of some of the rows when they or the budget are used up.

    `rows` is an array of places in the order in which they are to be tried: a random one.
    """
    found = Probed([], [])
    size = 1
    try:
        while len(rows):
            group, rows = rows[:size], rows[size:]
            if not raises(_in_order(group)):
                found.good.extend(group.tolist())
                size *= 2
                continue
            if not _isolated(group, raises, found):
                break  # it takes several together
            size = max(1, size // 2)
    except (ExhaustedError, Cancelled):
        pass
    return found


def _in_order(group: Any) -> Any:
    """Return places in the order of the rows."""
    places = group.copy()
    places.sort()
    return places


def _isolated(group: Any, raises: Raises, found: Probed) -> bool:
    """Find one bad row of a group that has some; return whether there is one that is bad alone."""
    is_proved = True
    while len(group) > 1:
        middle = len(group) // 2
        is_proved = raises(_in_order(group[:middle]))
        if is_proved:
            group = group[:middle]
        else:
            found.good.extend(group[:middle].tolist())
            group = group[middle:]
    if not is_proved and not raises(group):
        return False
    found.bad.append(int(group[0]))
    return True
