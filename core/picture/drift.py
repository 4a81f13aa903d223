"""The way from one layout to another, so that cards glide instead of jumping."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.layout import Layout
from core.picture.geometry import trace
from core.picture.picture import Picture


def between(old: Layout, new: Layout, share: float) -> Layout:
    """Return the layout on the way from `old` (share 0) to `new` (share 1).

    Cards and wires are those of `new`; cards that `old` does not have stand in their new places
    all the while. Wires keep their new shape and are bent to their cards.
    """
    lag = (1.0 - share) * _displacement(old, new)
    boxes = new.boxes.copy()
    boxes[:, :2] += lag
    lengths = np.diff(new.offsets)
    steps = np.arange(len(new.points)) - np.repeat(new.offsets[:-1], lengths)
    along = (steps / np.maximum(np.repeat(lengths, lengths) - 1, 1))[:, None]
    at_source = np.repeat(lag[new.edges[:, 0]], lengths, axis=0)
    at_target = np.repeat(lag[new.edges[:, 1]], lengths, axis=0)
    points = new.points + at_source * (1 - along) + at_target * along
    return replace(new, boxes=boxes, points=points)


def shared(old: Layout, new: Layout) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the places in `old` and in `new` of the cards that both have."""
    place = {id: i for i, id in enumerate(old.ids)}
    pairs = [(place[id], i) for i, id in enumerate(new.ids) if id in place]
    both = np.array(pairs, np.intp).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _displacement(old: Layout, new: Layout) -> NDArray[np.float64]:
    before, after = shared(old, new)
    moved = np.zeros((len(new.ids), 2))
    moved[after] = old.boxes[before, :2] - new.boxes[after, :2]
    return moved


def placed(picture: Picture, layout: Layout) -> Picture:
    """Return a picture with its cards elsewhere; `layout` has the same cards and wires."""
    faces = replace(picture.faces, layout=layout, geometry=trace(layout))
    return replace(picture, faces=faces)
