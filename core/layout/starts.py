"""Ordering from several starts at once: copies of a lattice are pieces of one larger lattice."""

import numpy as np

from core.layout.adjacency import Ints
from core.layout.crossings import crossings
from core.layout.lattice import Lattice, in_columns, sorted_slots
from core.layout.order import ordered
from core.layout.progress import Tell, silent

_SEED = 7


def best_ordered(
    lattice: Lattice, starts: int, sweeps: int, patience: int, tell: Tell = silent
) -> Ints:
    """Slots with few crossings: for each piece the best that comes of any of several starts.

    The first start is the lattice's own order, the others are shuffled, always in the same way.
    """
    own = np.arange(lattice.count)
    if starts < 2:
        return ordered(lattice, own, sweeps, patience, tell)
    larger, numbers = _repeated(lattice, starts)
    random = np.random.default_rng(_SEED).random(larger.count)
    random[numbers[0]] = own / max(lattice.count, 1)
    slots = ordered(larger, sorted_slots(larger, random), sweeps, patience, tell)
    found = crossings(larger, slots).reshape(starts, -1)
    best = found.argmin(axis=0)[lattice.piece]
    return sorted_slots(lattice, slots[numbers[best, own]].astype(np.float64))


def _repeated(lattice: Lattice, copies: int) -> tuple[Lattice, Ints]:
    """A lattice of so many copies; the number of vertex v of copy c in it is [c, v]."""
    pieces = int(lattice.piece.max(initial=-1)) + 1
    layer = np.tile(lattice.layer, copies)
    piece = (lattice.piece + pieces * np.arange(copies)[:, None]).ravel()
    order = np.lexsort((piece, layer))
    numbers = np.empty_like(order)
    numbers[order] = np.arange(len(order))
    numbers = numbers.reshape(copies, lattice.count)
    larger = in_columns(
        cards=numbers[:, lattice.cards].ravel(),
        bends=numbers[:, lattice.bends].ravel(),
        first_bend=np.tile(lattice.first_bend, copies),
        bend_count=np.tile(lattice.bend_count, copies),
        origin=np.tile(lattice.origin, copies)[order],
        layer=layer[order],
        piece=piece[order],
        upper=numbers[:, lattice.upper].ravel(),
        lower=numbers[:, lattice.lower].ravel(),
    )
    return larger, numbers
