"""Making one of bends that lie side by side and come from one card."""

import numpy as np

from core.layout.adjacency import Ints
from core.layout.lattice import Lattice, in_columns


def settled(lattice: Lattice, slots: Ints) -> tuple[Lattice, Ints]:
    """The same lattice numbered by slot, neighbouring bends made one, and each vertex's number.

    Bends become one where they stand next to each other, their wires come from one card, and
    came through one bend in the layer before too: so wires part once and never meet again.
    """
    at = np.empty_like(slots)
    at[slots] = np.arange(lattice.count)
    first = _first_of_bundle(lattice, at)
    kept = at[first[at] == at]
    number = np.empty_like(slots)
    number[kept] = np.arange(len(kept))
    number = number[first]
    steps = np.unique(number[lattice.upper] * len(kept) + number[lattice.lower])
    settled = in_columns(
        cards=number[lattice.cards],
        bends=number[lattice.bends],
        first_bend=lattice.first_bend,
        bend_count=lattice.bend_count,
        origin=lattice.origin[kept],
        layer=lattice.layer[kept],
        piece=lattice.piece[kept],
        upper=steps // max(len(kept), 1),
        lower=steps % max(len(kept), 1),
    )
    return settled, number


def _first_of_bundle(lattice: Lattice, at: Ints) -> Ints:
    """For each vertex, the first of the bends that it is one with; itself where it is alone."""
    first = np.arange(lattice.count)
    before = np.full(lattice.count, -1)
    before[lattice.lower] = lattice.upper
    for start, end in zip(lattice.layers[1:-1].tolist(), lattice.layers[2:].tolist(), strict=True):
        column = at[start:end]
        came_by = np.where(before[column] >= 0, first[before[column]], -1)
        origin = lattice.origin[column]
        goes_on = np.zeros(len(column), bool)
        goes_on[1:] = (
            (origin[1:] >= 0) & (origin[1:] == origin[:-1]) & (came_by[1:] == came_by[:-1])
        )
        leaders = np.flatnonzero(~goes_on)
        lengths = np.diff(np.append(leaders, len(column)))
        first[column] = np.repeat(column[leaders], lengths)
    return first
