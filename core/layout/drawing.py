"""From a lattice in order to a layout: places across and along the flow, wires, and packing."""

from dataclasses import dataclass

import numpy as np

from core.layout.adjacency import Floats, Ints
from core.layout.coordinates import relaxed, straightened
from core.layout.diagram import Diagram
from core.layout.lattice import Lattice
from core.layout.layout import Direction, Layout
from core.layout.packing import PIECE_GAP, grid, kept_apart, packed
from core.layout.routes import Ends, Placed, Routes, placed, routes

_CARD_GAP = {Direction.RIGHT: 24.0, Direction.DOWN: 28.0}
_WIRE_GAP = 10.0


@dataclass(frozen=True, eq=False)
class Kept:
    """What should stay where it was: `middles` across the flow of the vertices of a lattice.

    `corners` are the left upper corners on screen of the cards of the topology. NaN is for what
    is new.
    """

    middles: Floats
    corners: Floats


def drawn(
    diagram: Diagram, lattice: Lattice, level_pivots: int, engine: str, kept: Kept | None = None
) -> Layout:
    """Draw a lattice whose vertices are numbered in the order in which they are to lie."""
    anchors = None if kept is None else kept.middles
    room = _room(diagram, lattice)
    middle = relaxed(lattice, room, anchors)
    if level_pivots:
        middle = straightened(lattice, middle, room, level_pivots, anchors)
    depth = np.zeros(lattice.count)
    depth[lattice.cards] = diagram.depth
    at = placed(lattice, depth, middle)
    lines = routes(at, Ends(diagram.sources, diagram.targets, diagram.turned))
    return _arranged(diagram, at, lines, engine, kept)


def _room(diagram: Diagram, lattice: Lattice) -> Floats:
    """What each vertex needs between its middle and that of the next one in its column.

    A wire fits between two cards without moving them: it stays half a gap from either.
    """
    is_bend = lattice.is_bend
    breadth = np.zeros(lattice.count)
    breadth[lattice.cards] = diagram.breadth
    bends = is_bend[1:].astype(np.int64) + is_bend[:-1]
    card_gap = _CARD_GAP[diagram.direction]
    gap = np.array([card_gap, card_gap / 2, _WIRE_GAP])[bends]
    shares = lattice.column[1:] == lattice.column[:-1]
    return np.where(shares, (breadth[1:] + breadth[:-1]) / 2 + gap, 0.0)


def _arranged(
    diagram: Diagram, at: Placed, lines: Routes, engine: str, kept: Kept | None
) -> Layout:
    """Put the pieces side by side, and cards without wires in a grid; turn to screen pixels."""
    sizes = diagram.topology.sizes.reshape(-1, 2)
    vertex = at.lattice.cards
    corners = np.zeros((len(sizes), 2))
    start = np.column_stack([at.left[vertex], at.middle[vertex] - diagram.breadth / 2])
    corners[diagram.cards] = diagram.flow(start)
    points = diagram.flow(lines.points)
    piece_of_point = np.repeat(diagram.piece[diagram.sources], np.diff(lines.offsets))
    low, high = _extents(diagram, corners, points, piece_of_point)

    alone = diagram.alone
    corners[alone] = grid(sizes[alone], _CARD_GAP[Direction.DOWN], high - low)
    group = np.full(len(sizes), diagram.pieces)
    group[diagram.cards] = diagram.piece
    if len(alone):
        low = np.vstack([low, np.zeros(2)])
        high = np.vstack([high, (corners[alone] + sizes[alone]).max(axis=0)])
    shift = packed(high - low, PIECE_GAP) - low
    if kept is not None:
        shift = _stayed(low, high, group, corners, kept)
    return Layout(
        ids=diagram.topology.ids,
        boxes=np.hstack([corners + shift[group], sizes]),
        edges=diagram.topology.edges,
        points=points + shift[piece_of_point],
        offsets=lines.offsets,
        direction=diagram.direction,
        engine=engine,
    )


def _extents(
    diagram: Diagram, corners: Floats, points: Floats, piece_of_point: Ints
) -> tuple[Floats, Floats]:
    """The left upper and the right lower corner of each piece, wires included."""
    low = np.full((diagram.pieces, 2), np.inf)
    high = np.full((diagram.pieces, 2), -np.inf)
    starts, sizes = corners[diagram.cards], diagram.topology.sizes.reshape(-1, 2)[diagram.cards]
    np.minimum.at(low, diagram.piece, starts)
    np.maximum.at(high, diagram.piece, starts + sizes)
    np.minimum.at(low, piece_of_point, points)
    np.maximum.at(high, piece_of_point, points)
    return low, high


def _stayed(low: Floats, high: Floats, group: Ints, corners: Floats, kept: Kept) -> Floats:
    """Shifts that leave groups of cards where they were, as far as they do not overlap."""
    moves = kept.corners - corners
    shift = np.full(low.shape, np.nan)
    known = np.flatnonzero(~np.isnan(moves[:, 0]))
    order = known[np.argsort(group[known], kind="stable")]
    for part in np.split(order, np.flatnonzero(np.diff(group[order])) + 1):
        if len(part):
            shift[group[part[0]]] = np.median(moves[part], axis=0)
    tops = kept_apart(low + shift, high - low, PIECE_GAP)
    return tops - tops.min(axis=0) - low if len(tops) else tops
