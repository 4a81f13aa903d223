"""Where the vertices of each column lie across the flow."""

import numpy as np

from core.layout.adjacency import Bools, Floats, Ints
from core.layout.lattice import Lattice
from core.layout.simplex import Line, shortened

_STRAIGHT = np.array([1, 2, 8])
"""Weight of a step with no, one or two bends at its ends: long wires should be straight."""
_HELD, _HELD_FIRMLY = 3, 60
"""Weight of staying where it was: with something new beside it, and without."""
_ROUNDS = 14


def relaxed(lattice: Lattice, room: Floats, anchors: Floats | None = None) -> Floats:
    """Places across the flow such that steps are level on the (squared) average.

    `room[v]` is what is needed between the middles of vertices v and v + 1 where they share a
    column. `anchors` are places to stay close to, NaN where there is none. Layers take turns:
    in each, every vertex wants to the mean of its neighbours, and isotonic regression (pool
    adjacent violators) brings the wishes of a column into its order.
    """
    before = np.concatenate([[0.0], np.cumsum(room)])[: lattice.count]
    offset = before - before[lattice.columns[:-1]][lattice.column]
    middle = offset[lattice.columns[1:] - 1] / 2
    y = offset - middle[lattice.column]
    pull = _Pull(lattice, anchors)
    if anchors is not None and not np.isnan(anchors).all():
        y = np.where(np.isnan(anchors), y + np.nanmean(anchors), anchors)
    turns = [np.flatnonzero(lattice.layer % 2 == parity) for parity in (0, 1)]
    for _ in range(_ROUNDS):
        for vertices in turns:
            wish = pull.wish(y)[vertices] - offset[vertices]
            weight = pull.weight[vertices]
            y[vertices] = _isotonic(wish, weight, lattice.column[vertices]) + offset[vertices]
    return y


class _Pull:
    """What draws each vertex: its steps, and its anchor."""

    def __init__(self, lattice: Lattice, anchors: Floats | None) -> None:
        self._lattice = lattice
        self._steps = _weights(lattice).astype(np.float64)
        self._anchor_weight = np.zeros(lattice.count)
        self._anchored = np.zeros(lattice.count)
        if anchors is not None:
            held = ~np.isnan(anchors)
            weight = np.where(self._sum_of(~held), _HELD, _HELD_FIRMLY)
            self._anchor_weight[held] = weight[held]
            self._anchored[held] = (weight * anchors)[held]
        total = self._sum(self._steps, self._steps) + self._anchor_weight
        self._is_free = total == 0
        self.weight = np.where(self._is_free, 0.01, total)

    def wish(self, y: Floats) -> Floats:
        """Where each vertex wants to be."""
        lattice = self._lattice
        drawn = self._sum(self._steps * y[lattice.lower], self._steps * y[lattice.upper])
        return np.where(self._is_free, y, (drawn + self._anchored) / self.weight)

    def _sum_of(self, values: Bools) -> Floats:
        lattice = self._lattice
        return self._sum(values[lattice.lower], values[lattice.upper])

    def _sum(self, of_upper: Floats | Bools, of_lower: Floats | Bools) -> Floats:
        lattice = self._lattice
        sums = np.zeros(lattice.count)
        sums += np.bincount(lattice.upper, of_upper, lattice.count)
        sums += np.bincount(lattice.lower, of_lower, lattice.count)
        return sums


def _isotonic(wish: Floats, weight: Floats, column: Ints) -> Floats:
    """The values nearest to the wishes, by weight, that never fall within a column."""
    block = np.arange(len(wish))
    while True:
        falls = (wish[:-1] > wish[1:] + 1e-9) & (column[:-1] == column[1:])
        if not falls.any():
            return wish[block]
        pool = np.concatenate([[0], np.cumsum(~falls)])
        weighted = np.bincount(pool, weight * wish)
        weight = np.bincount(pool, weight).astype(np.float64)
        wish = weighted / weight
        column = column[np.concatenate([[True], ~falls])]
        block = pool[block]


def straightened(
    lattice: Lattice, y: Floats, room: Floats, pivots: int, anchors: Floats | None = None
) -> Floats:
    """Places in whole pixels such that steps are level where they can be, after so many pivots.

    Minimises the weighted sum of how far steps rise or fall, and of how far vertices leave their
    `anchors`, by network simplex on an auxiliary graph (Gansner and others 1993, section 4.2):
    one more vertex for each step, before both its ends. `room` and `anchors` as for `relaxed`.
    """
    rooms = np.ceil(room).astype(np.int64)
    whole = _spread(lattice, np.round(y).astype(np.int64), rooms)
    ends, weights = np.column_stack([lattice.upper, lattice.lower]), _weights(lattice)
    goals = np.zeros(ends.shape, np.int64)
    root = lattice.count + len(ends)
    if anchors is not None:
        held = np.flatnonzero(~np.isnan(anchors))
        root += len(held)
        ends = np.vstack([ends, np.column_stack([held, np.full(len(held), root)])])
        goal = -np.round(anchors[held]).astype(np.int64)
        goals = np.vstack([goals, np.column_stack([np.zeros_like(goal), goal])])
        weights = np.concatenate([weights, np.full(len(held), _HELD)])
    _, firsts = np.unique(lattice.piece, return_index=True)
    left = np.flatnonzero(lattice.column[1:] == lattice.column[:-1])
    middle = lattice.count + np.arange(len(ends))
    line = Line(
        count=root + 1,
        tails=np.concatenate([np.full(len(firsts), root), left, middle, middle]),
        heads=np.concatenate([firsts, left + 1, ends[:, 0], ends[:, 1]]),
        weights=np.concatenate([np.zeros(len(firsts) + len(left), np.int64), weights, weights]),
        lengths=np.concatenate([whole[firsts], rooms[left], goals[:, 0], goals[:, 1]]),
    )
    places = np.concatenate([whole, np.zeros(len(ends) + 1, np.int64)])
    places[middle] = (places[ends] - goals).min(axis=1)
    places = shortened(line, places, pivots)
    return (places[: lattice.count] - places[root]).astype(np.float64)


def _spread(lattice: Lattice, y: Ints, rooms: Ints) -> Ints:
    """Push vertices apart, downwards, until each has the room it needs."""
    before = np.concatenate([[0], np.cumsum(rooms)])[: lattice.count]
    # one running maximum over all columns: each begins far beyond what came before it
    height = int(np.ptp(y) + before[-1]) + 1 if len(y) else 0
    raised = y - before + lattice.column * height
    return np.maximum.accumulate(raised) + before - lattice.column * height


def _weights(lattice: Lattice) -> Ints:
    is_bend = lattice.is_bend
    return _STRAIGHT[is_bend[lattice.upper].astype(np.int64) + is_bend[lattice.lower]]
