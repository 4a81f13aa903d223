"""What differs between two pictures, so that only that is painted anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import compress, islice
from operator import is_, is_not
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from core.picture.picture import Picture

Key = TypeVar("Key")


@dataclass(frozen=True, eq=False)
class Change:
    """What must be painted.

    `is_moved`: cards lie elsewhere, so everything. `is_relit`: the selection differs. `cards`
    are the indices of cards that look different for another reason.
    """

    is_moved: bool
    is_relit: bool
    cards: NDArray[np.intp]


def change(old: Picture | None, new: Picture) -> Change:
    """Return what to paint when `new` takes the place of `old`."""
    if old is None or old.layout is not new.layout:
        return Change(is_moved=True, is_relit=True, cards=np.arange(len(new.runs)))
    if old.faces is not new.faces:
        return Change(is_moved=False, is_relit=True, cards=np.arange(len(new.runs)))
    is_relit = old.wire_emphasis is not new.wire_emphasis
    is_same = old.run_ids is new.run_ids and old.marks is new.marks and old.tints is new.tints
    if is_same:
        return Change(is_moved=False, is_relit=is_relit, cards=np.empty(0, np.intp))
    differs = (old.run_ids != new.run_ids) | (old.marks != new.marks)
    differs |= old.tints != new.tints
    return Change(is_moved=False, is_relit=is_relit, cards=np.flatnonzero(differs))


def differing(old: Mapping[Key, object], new: Mapping[Key, object]) -> list[Key]:
    """Return the keys whose values are not the very same object, those of one side included.

    Takes 20 nanoseconds a key where `new` began as a copy of `old`, so that both have an order.
    """
    if not all(map(is_, old, new)):
        return [key for key in {**old, **new} if old.get(key) is not new.get(key)]
    changed = compress(new, map(is_not, old.values(), new.values()))
    return [*changed, *islice(old, len(new), None), *islice(new, len(old), None)]
