"""What differs between two pictures, so that only that is painted anew."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.picture.picture import Picture


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
    is_same = old.run_ids is new.run_ids and old.marks is new.marks
    if is_same:
        return Change(is_moved=False, is_relit=is_relit, cards=np.empty(0, np.intp))
    differs = (old.run_ids != new.run_ids) | (old.marks != new.marks)
    return Change(is_moved=False, is_relit=is_relit, cards=np.flatnonzero(differs))
