"""Sifting: each vertex tries every place in its column (Matuszewski, Schoenfeld, Molitor 1999)."""

import numpy as np

from core.layout.adjacency import Adjacency, Bools, Floats, Ints
from core.layout.lattice import Lattice


def sifted(
    lattice: Lattice, slots: Ints, rounds: int, widest: int, movable: Bools | None = None
) -> Ints:
    """Slots with fewer crossings; columns of more than `widest` vertices stay as they are.

    Goes on while something is gained, at most `rounds` times over all columns, down the layers
    and back in turn. Where `movable` is given, only those vertices are moved.
    """
    movable = np.ones(lattice.count, bool) if movable is None else movable
    slots = slots.copy()
    widths = np.diff(lattice.columns)
    has_movable = np.bincount(lattice.column, movable, len(widths)) > 0
    columns = np.flatnonzero((widths > 1) & (widths <= widest) & has_movable).tolist()
    for turn in range(rounds):
        gained = False
        for column in columns[:: -1 if turn % 2 else 1]:
            first, end = lattice.columns[column : column + 2].tolist()
            gained = _sift(lattice, slots, movable[first:end], first) or gained
        if not gained:
            break
    return slots


def _sift(lattice: Lattice, slots: Ints, movable: Bools, first: int) -> bool:
    """Sift vertices of a column, those with many neighbours first; whether that gained."""
    end = first + len(movable)
    above, below = lattice.above, lattice.below
    costs = _costs(above, slots, first, end) + _costs(below, slots, first, end)
    gains = costs - costs.T
    order = np.argsort(slots[first:end])
    degrees = above.degrees[first:end] + below.degrees[first:end]
    turns = np.flatnonzero(movable)
    gained = False
    for vertex in turns[np.argsort(-degrees[turns], kind="stable")].tolist():
        # what it costs to stand behind each of the others rather than before all of them
        steps = np.cumsum(-gains[vertex, order])
        place = int((order == vertex).argmax())
        goal = int(steps.argmin())
        if steps[goal] >= 0:
            goal = -1
        if (steps[goal] if goal >= 0 else 0) < steps[place]:
            _shift(order, place, goal)
            gained = True
    slots[first + order] = np.arange(first, end)
    return gained


def _shift(order: Ints, place: int, goal: int) -> None:
    """Move an entry behind the one at `goal` (-1: to the front)."""
    vertex = order[place]
    if goal < place:
        order[goal + 2 : place + 1] = order[goal + 1 : place].copy()
        order[goal + 1] = vertex
    else:
        order[place:goal] = order[place + 1 : goal + 1].copy()
        order[goal] = vertex


def _costs(side: Adjacency, slots: Ints, first: int, end: int) -> Floats:
    """Crossings that each pair makes on one side: entry (u, v) with u standing before v."""
    count = end - first
    offsets = side.offsets[first : end + 1]
    if offsets[0] == offsets[-1]:
        return np.zeros((count, count))
    owner = np.repeat(np.arange(count), np.diff(offsets))
    places = slots[side.others[offsets[0] : offsets[-1]]]
    places -= places.min()
    linked = np.zeros((count, int(places.max()) + 1), np.float32)
    np.add.at(linked, (owner, places), 1)
    before = np.cumsum(linked, axis=1) - linked
    return linked @ before.T
