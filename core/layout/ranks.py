"""The layer of each card: every edge leads to a later one, and edges are short."""

import numpy as np

from core.layout.acyclic import levels_of
from core.layout.adjacency import Adjacency, Bools, Ints, adjacency, offsets_of
from core.layout.simplex import Line, shortened

_ROUNDS = 4


def ranked(count: int, edges: Ints, piece: Ints, pivots: int) -> Ints:
    """A layer for each vertex of an acyclic graph, from 0 up in each piece.

    Layers by longest path, pulled together along the edges, then by up to `pivots` steps of
    network simplex, after which the edges are as short as can be together.
    """
    levels = levels_of(count, edges)
    layer = np.zeros(count, np.int64)
    for depth, level in enumerate(levels):
        layer[level] = depth
    if len(edges):
        layer = pulled_together(layer, levels, edges, np.ones(count, bool))
        if pivots:
            layer = _shortest(layer, edges, piece, pivots)
    return layer - _lowest(layer, piece)[piece]


def _lowest(layer: Ints, piece: Ints) -> Ints:
    lowest = np.full(int(piece.max(initial=-1)) + 1, np.iinfo(np.int64).max)
    np.minimum.at(lowest, piece, layer)
    return lowest


def pulled_together(layer: Ints, levels: list[Ints], edges: Ints, movable: Bools) -> Ints:
    """Layers in which movable vertices with more edges on one side are close to that side."""
    layer = layer.copy()
    below = adjacency(len(layer), edges[:, 0], edges[:, 1])
    above = adjacency(len(layer), edges[:, 1], edges[:, 0])
    lean = np.where(movable, below.degrees - above.degrees, 0)
    down = [_Towards(below, level[lean[level] > 0]) for level in reversed(levels)]
    up = [_Towards(above, level[lean[level] < 0]) for level in levels]
    for _ in range(_ROUNDS):
        before = layer.copy()
        for part in down:
            part.move(layer, np.minimum, -1)
        for part in up:
            part.move(layer, np.maximum, 1)
        if (before == layer).all():
            break
    return layer


class _Towards:
    """Some vertices of one level, and the neighbours that they are to move up to."""

    def __init__(self, side: Adjacency, vertices: Ints) -> None:
        self.vertices = vertices
        self.neighbours, counts = side.of(vertices)
        self.starts = offsets_of(counts)[:-1]

    def move(self, layer: Ints, nearest: np.ufunc, step: int) -> None:
        if len(self.vertices):
            layer[self.vertices] = nearest.reduceat(layer[self.neighbours], self.starts) + step


def _shortest(layer: Ints, edges: Ints, piece: Ints, pivots: int) -> Ints:
    """Network simplex over all pieces at once: each hangs by one vertex from a common root."""
    count = len(layer)
    _, anchors = np.unique(piece, return_index=True)
    line = Line(
        count=count + 1,
        tails=np.concatenate([np.full(len(anchors), count), edges[:, 0]]),
        heads=np.concatenate([anchors, edges[:, 1]]),
        weights=np.repeat([0, 1], [len(anchors), len(edges)]),
        lengths=np.repeat([0, 1], [len(anchors), len(edges)]),
    )
    places = np.append(layer - layer[anchors][piece], 0)
    return shortened(line, places, pivots)[:-1]
