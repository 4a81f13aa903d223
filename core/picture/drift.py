"""The way from one layout to another, so that cards glide instead of jumping."""

from dataclasses import replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.layout import Layout
from core.model.graph import NodeId
from core.picture.geometry import trace
from core.picture.picture import Picture

Pairs: TypeAlias = tuple[NDArray[np.intp], NDArray[np.intp]]
"""Places of cards in an old layout, and where the same ones are in a new one."""


def between(old: Layout, new: Layout, share: float, pairs: Pairs | None = None) -> Layout:
    """Return the layout on the way from `old` (share 0) to `new` (share 1).

    Cards and wires are those of `new`; those that come from none of `old`, by `pairs` or else by
    their names, stand in their new places all the while. Wires keep their new shape and are bent
    to their cards.
    """
    lag = (1.0 - share) * _displacement(old, new, pairs or shared(old, new))
    boxes = new.boxes.copy()
    boxes[:, :2] += lag
    lengths = np.diff(new.offsets)
    steps = np.arange(len(new.points)) - np.repeat(new.offsets[:-1], lengths)
    along = (steps / np.maximum(np.repeat(lengths, lengths) - 1, 1))[:, None]
    at_source = np.repeat(lag[new.edges[:, 0]], lengths, axis=0)
    at_target = np.repeat(lag[new.edges[:, 1]], lengths, axis=0)
    points = new.points + at_source * (1 - along) + at_target * along
    return replace(new, boxes=boxes, points=points)


def shared(old: Layout, new: Layout) -> Pairs:
    """Return the places in `old` and in `new` of the cards that both have."""
    place = {id: i for i, id in enumerate(old.ids)}
    pairs = [(place[id], i) for i, id in enumerate(new.ids) if id in place]
    both = np.array(pairs, np.intp).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def origins(old: Picture, new: Picture, held: int | None = None) -> Pairs:
    """Return from which card of an old picture each card of a new one comes, as places in both.

    What was in a closed group comes from the group, and a group from the first of its nodes, or
    from the card that is `held` in the old picture, if that is in the group now.
    """
    before = shared(old.layout, new.layout)
    known = set(before[1].tolist())
    closed = new.faces.closed
    fresh = ((i, id) for i, id in enumerate(new.faces.ids) if i not in known)
    heir = None if held is None else new.index_of(old.id_of(held))
    first = {i: one.nodes[0] for i, one in closed.items()}
    if held is not None and heir in first:
        first[heir] = NodeId(old.id_of(held))
    names = ((i, first.get(i, id)) for i, id in fresh)
    pairs = [(place, i) for i, name in names if (place := old.index_of(name)) is not None]
    more = np.array(pairs, np.intp).reshape(-1, 2)
    return np.concatenate([before[0], more[:, 0]]), np.concatenate([before[1], more[:, 1]])


def _displacement(old: Layout, new: Layout, pairs: Pairs) -> NDArray[np.float64]:
    before, after = pairs
    moved = np.zeros((len(new.ids), 2))
    moved[after] = old.boxes[before, :2] - new.boxes[after, :2]
    return moved


def placed(picture: Picture, layout: Layout) -> Picture:
    """Return a picture with its cards elsewhere; `layout` has the same cards and wires."""
    faces = replace(picture.faces, layout=layout, geometry=trace(layout))
    return replace(picture, faces=faces)
