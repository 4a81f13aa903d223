"""Counting where steps of a lattice cross."""

import numpy as np

from core.layout.adjacency import Ints
from core.layout.lattice import Lattice


def crossings(lattice: Lattice, slots: Ints) -> Ints:
    """Number of crossing pairs of steps in each piece, when vertex v stands in `slots[v]`.

    Slots are numbered like vertices: column by column. Pairs in the wrong order are counted bit
    by bit, as a radix sort of the steps would split them.
    """
    order = np.argsort(slots[lattice.upper] * lattice.count + slots[lattice.lower])
    lower = lattice.lower[order]
    column = lattice.column[lower]
    start = lattice.columns[column]
    value, piece = slots[lower] - start, lattice.piece[lower]
    found = np.zeros(int(lattice.piece.max(initial=-1)) + 1, np.float64)
    group = start
    for bit in range(int(value.max(initial=0)).bit_length() - 1, -1, -1):
        ones = (value >> bit) & 1
        before = np.cumsum(ones) - ones
        is_first = np.ones(len(group), bool)
        is_first[1:] = group[1:] != group[:-1]
        before -= before[np.flatnonzero(is_first)][np.cumsum(is_first) - 1]
        found += np.bincount(piece, before * (1 - ones), len(found))
        group = group + (ones << bit)
        again = np.argsort(group, kind="stable")
        value, piece, group = value[again], piece[again], group[again]
    return found.astype(np.int64)
