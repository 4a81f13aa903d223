"""Placing a changed graph such that what was there before stays where it was."""

from dataclasses import dataclass

import numpy as np

from core.layout.acyclic import levels_of
from core.layout.adjacency import Bools, Floats, Ints, adjacency, pieces_of, ranges
from core.layout.bundling import settled
from core.layout.diagram import Diagram
from core.layout.drawing import Kept
from core.layout.lattice import Lattice, dense, lattice, sorted_slots
from core.layout.layout import Layout
from core.layout.order import exchanged
from core.layout.ranks import pulled_together
from core.layout.sifting import sifted

_ROUNDS = 2
_WIDEST = 60


@dataclass(frozen=True, eq=False)
class _Past:
    """The previous layout as the cards and wires of a diagram know it, in flow coordinates.

    `corners` are on screen, for the cards of the topology; `middles`, `along` and `layers` are of
    the cards of the diagram (across the flow, along it, and by column). `wires` are the numbers
    of the previous wires, -1 for new ones. NaN and -1 are for what is new.
    """

    corners: Floats
    middles: Floats
    along: Floats
    layers: Ints
    wires: Ints
    points: Floats
    offsets: Ints


def kept(diagram: Diagram, previous: Layout, is_bundled: bool) -> tuple[Lattice, Kept]:
    """A lattice in the order that the previous layout has, and what should stay where it was.

    Cards keep their columns unless an edge forbids it; new ones go next to their neighbours.
    """
    past = _past(diagram, previous)
    layer = _layers(diagram, past.layers)
    wires = diagram.wires(is_bundled)
    middles = _filled(diagram, past.middles)
    cut = lattice(layer, diagram.piece, wires, middles)
    keys, anchors = _places(diagram, cut, past, middles)
    is_new = np.isnan(anchors)
    slots = sifted(cut, sorted_slots(cut, keys), _ROUNDS, _WIDEST, is_new)
    in_order, number = settled(cut, exchanged(cut, slots, _ROUNDS))
    stays = np.full(in_order.count, np.nan)
    stays[number[~is_new]] = anchors[~is_new]
    return in_order, Kept(stays, past.corners)


def _past(diagram: Diagram, previous: Layout) -> _Past:
    ids = diagram.topology.ids
    index = {name: i for i, name in enumerate(previous.ids)}
    before = np.array([index.get(name, -1) for name in ids], np.int64).reshape(-1)
    is_old = before >= 0
    corners = np.full((len(ids), 2), np.nan)
    corners[is_old] = previous.boxes[before[is_old], :2]
    boxes = np.full((len(ids), 4), np.nan)
    boxes[is_old] = previous.boxes[before[is_old]]
    centres = diagram.flow(boxes[:, :2] + boxes[:, 2:] / 2)[diagram.cards]
    layers = np.where(is_old, _columns_of(diagram, previous)[before], -1)
    ends = before[diagram.cards[np.column_stack([diagram.sources, diagram.targets])]]
    count = max(len(previous.ids), 1)
    names = previous.edges.astype(np.int64) @ [count, 1]
    order = np.argsort(names)
    wanted = np.where((ends >= 0).all(axis=1), ends @ [count, 1], -1)
    place = np.minimum(np.searchsorted(names[order], wanted), max(len(names) - 1, 0))
    wires = order[place] if len(names) else np.zeros(len(wanted), np.int64)
    known = (names[wires] == wanted) if len(names) else np.zeros(len(wanted), bool)
    return _Past(
        corners=corners,
        middles=centres[:, 1],
        along=centres[:, 0],
        layers=layers[diagram.cards],
        wires=np.where(known, wires, -1),
        points=diagram.flow(previous.points),
        offsets=previous.offsets,
    )


def _columns_of(diagram: Diagram, previous: Layout) -> Ints:
    """The column of each card of the previous layout, from 0 up in each piece."""
    starts = np.round(diagram.flow(previous.boxes[:, :2])[:, 0]).astype(np.int64)
    edges = previous.edges.reshape(-1, 2).astype(np.int64)
    _, piece = pieces_of(len(previous.ids), edges)
    return dense(piece, starts)


def _layers(diagram: Diagram, before: Ints) -> Ints:
    """The layers from before, raised where an edge wants it; new cards close to their edges."""
    count, edges = len(diagram.cards), diagram.edges
    layer = np.maximum(before, 0)
    levels = levels_of(count, edges)
    below = adjacency(count, edges[:, 0], edges[:, 1])
    for level in levels:
        reached, counts = below.of(level)
        np.maximum.at(layer, reached, np.repeat(layer[level] + 1, counts))
    return dense(diagram.piece, pulled_together(layer, levels, edges, before < 0))


def _filled(diagram: Diagram, middles: Floats) -> Floats:
    """Places across the flow with new cards at the mean of their neighbours, ring by ring."""
    middles = middles.copy()
    ends = np.concatenate([diagram.edges, diagram.edges[:, ::-1]])
    while np.isnan(middles).any():
        known = ends[~np.isnan(middles[ends[:, 1]]) & np.isnan(middles[ends[:, 0]])]
        if not len(known):
            break
        number = np.bincount(known[:, 0], minlength=len(middles))
        total = np.bincount(known[:, 0], middles[known[:, 1]], len(middles))
        new = number > 0
        middles[new] = total[new] / number[new]
    return np.where(np.isnan(middles), 0.0, middles)


def _places(diagram: Diagram, cut: Lattice, past: _Past, middles: Floats) -> tuple[Floats, Floats]:
    """Where each vertex was across the flow: as keys to sort by, and as anchors (NaN if new)."""
    keys, anchors = np.zeros(cut.count), np.full(cut.count, np.nan)
    keys[cut.cards], anchors[cut.cards] = middles, past.middles
    wire = np.repeat(np.arange(len(cut.bend_count)), cut.bend_count)
    step = ranges(np.zeros_like(cut.bend_count), cut.bend_count)
    bend = cut.bends[cut.first_bend[wire] + step]
    share = (step + 1) / (cut.bend_count[wire] + 1)
    ends = middles[diagram.edges[wire]]
    keys[bend] = ends[:, 0] + (ends[:, 1] - ends[:, 0]) * share
    lanes = _lanes(past, past.wires[wire], _along_of(cut, past)[bend])
    lanes[diagram.turned[wire]] = np.nan
    is_old = ~np.isnan(lanes)
    keys[bend[is_old]] = anchors[bend[is_old]] = lanes[is_old]
    return keys, anchors


def _along_of(cut: Lattice, past: _Past) -> Floats:
    """Where the column of each vertex was along the flow: the mean of its old cards; else NaN."""
    column = cut.column[cut.cards]
    is_old: Bools = ~np.isnan(past.along)
    count = len(cut.columns) - 1
    number = np.bincount(column[is_old], minlength=count)
    total = np.bincount(column[is_old], past.along[is_old], count)
    return np.where(number > 0, total / np.maximum(number, 1), np.nan)[cut.column]


def _lanes(past: _Past, wire: Ints, along: Floats) -> Floats:
    """How far across old wires ran at places along the flow; NaN beyond their ends."""
    found = np.full(len(wire), np.nan)
    if not len(past.points):
        return found
    ask = np.flatnonzero((wire >= 0) & ~np.isnan(along))
    reach = float(np.ptp(past.points[:, 0])) + 1
    owner = np.repeat(np.arange(len(past.offsets) - 1), np.diff(past.offsets))
    line: Floats = past.points[:, 0] - past.points[:, 0].min() + owner * reach
    wanted: Floats = along[ask] - past.points[:, 0].min() + wire[ask] * reach
    behind: Ints = np.searchsorted(line, wanted)
    inside = (behind > past.offsets[wire[ask]]) & (behind < past.offsets[wire[ask] + 1])
    found[ask[inside]] = np.interp(wanted[inside], line, past.points[:, 1])
    return found
