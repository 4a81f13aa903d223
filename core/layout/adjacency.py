"""Neighbours of many vertices at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Adjacency:
    """The neighbours of vertex v are `others[offsets[v]:offsets[v + 1]]`.

    `edges` are the edges that lead to them, in the same order.
    """

    offsets: Ints
    others: Ints
    edges: Ints

    @property
    def degrees(self) -> Ints:
        """Number of neighbours of each vertex."""
        return np.diff(self.offsets)

    def of(self, vertices: Ints) -> tuple[Ints, Ints]:
        """All neighbours of some vertices in turn, and how many each vertex has."""
        counts = self.offsets[vertices + 1] - self.offsets[vertices]
        return self.others[ranges(self.offsets[vertices], counts)], counts


def adjacency(count: int, keys: Ints, others: Ints) -> Adjacency:
    """Group `others` by `keys`, which are vertices below `count`; order is kept in a group."""
    edges = np.argsort(keys, kind="stable")
    return Adjacency(offsets_of(np.bincount(keys, minlength=count)), others[edges], edges)


def offsets_of(counts: Ints) -> Ints:
    """Where each of some runs begins when they lie one after the other, and the end of all."""
    offsets = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=offsets[1:])
    return offsets


def ranges(starts: Ints, counts: Ints) -> Ints:
    """The numbers from each start on, as many as its count, one run after the other."""
    ends = np.cumsum(counts)
    return np.repeat(starts - ends + counts, counts) + np.arange(ends[-1] if len(ends) else 0)


def pieces_of(count: int, edges: Ints) -> tuple[int, Ints]:
    """Number of connected pieces, and the piece of each vertex, numbered by first vertex."""
    label = np.arange(count)
    while True:
        lowest = np.minimum(label[edges[:, 0]], label[edges[:, 1]])
        lowered = label.copy()
        np.minimum.at(lowered, edges[:, 0], lowest)
        np.minimum.at(lowered, edges[:, 1], lowest)
        np.minimum.at(lowered, label, lowered)
        lowered = lowered[lowered]
        if (lowered == label).all():
            break
        label = lowered
    roots, piece = np.unique(label, return_inverse=True)
    return len(roots), piece.astype(np.int64)
