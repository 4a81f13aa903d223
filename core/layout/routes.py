"""Where columns lie along the flow, and which way wires take between and past them.

All in flow coordinates: first along the flow (right or down on screen), then across it.
"""

from dataclasses import dataclass

import numpy as np

from core.layout.adjacency import Bools, Floats, Ints, offsets_of, ranges
from core.layout.lattice import Lattice

_GAP, _WIDEST_GAP = 50.0, 200.0
_GAP_PER_WIRE, _GAP_PER_RISE = 2.5, 0.05
_TURN, _INSET = 20.0, 8.0
"""How far a wire that turns back goes beyond its column, and where it is level again."""


@dataclass(frozen=True, eq=False)
class Placed:
    """Vertices of a lattice with their places: `middle` across the flow.

    `left` and `right` are where the column of each vertex begins and ends along the flow; each
    piece begins at 0. `depth` is the extent along the flow of each vertex, 0 for bends.
    """

    lattice: Lattice
    middle: Floats
    left: Floats
    right: Floats
    depth: Floats


@dataclass(frozen=True, eq=False)
class Ends:
    """Wire i runs from card `sources[i]` to card `targets[i]`; `turned` ones against the flow."""

    sources: Ints
    targets: Ints
    turned: Bools


@dataclass(frozen=True, eq=False)
class Routes:
    """Wire i runs through `points[offsets[i]:offsets[i + 1]]`: (along, across)."""

    points: Floats
    offsets: Ints


def placed(lattice: Lattice, depth: Floats, middle: Floats) -> Placed:
    """Put columns one behind the other, each as deep as its deepest card.

    Gaps between them grow with the wires that run through them and with how far those rise.
    """
    count = len(lattice.columns) - 1
    deepest = np.maximum.reduceat(depth, lattice.columns[:-1])
    rise = np.abs(middle[lattice.lower] - middle[lattice.upper])
    into = lattice.column[lattice.lower]
    wires = np.bincount(into, rise > 1, count)
    steepest = np.zeros(count)
    np.maximum.at(steepest, into, rise)
    gap = np.minimum(_GAP + _GAP_PER_WIRE * wires + _GAP_PER_RISE * steepest, _WIDEST_GAP)
    piece = lattice.piece[lattice.columns[:-1]]
    order = np.argsort(piece, kind="stable")
    ends = np.cumsum((gap + deepest)[order])
    starts = ends - deepest[order]
    firsts = np.flatnonzero(np.diff(piece[order], prepend=-1))
    shift = np.repeat(starts[firsts], np.diff(np.append(firsts, count)))
    left, right = np.empty(count), np.empty(count)
    left[order], right[order] = starts - shift, ends - shift
    return Placed(lattice, middle, left[lattice.column], right[lattice.column], depth)


def routes(at: Placed, ends: Ends) -> Routes:
    """Lead wires from the middle of a card's leaving side to the middle of an entering side.

    They rise and fall only in gaps between columns; past the cards of a column they are level.
    """
    forward = _with_the_flow(at, ends)
    against = np.flatnonzero(ends.turned).tolist()
    turned = {wire: _against_the_flow(at, ends, wire) for wire in against}
    if not turned:
        return forward
    counts = np.diff(forward.offsets)
    counts[list(turned)] = [len(points) for points in turned.values()]
    offsets = offsets_of(counts)
    points = np.empty((offsets[-1], 2))
    points[~np.repeat(ends.turned, counts)] = forward.points
    for wire, line in turned.items():
        points[offsets[wire] : offsets[wire + 1]] = line
    return Routes(points, offsets)


def _with_the_flow(at: Placed, ends: Ends) -> Routes:
    lattice, wires = at.lattice, len(ends.sources)
    source, target = lattice.cards[ends.sources], lattice.cards[ends.targets]
    bends = np.where(ends.turned, 0, lattice.bend_count)
    offsets = offsets_of(3 + 2 * bends)
    points = np.empty((offsets[-1], 2))
    first, last = offsets[:-1], offsets[1:] - 1
    points[first] = np.column_stack([at.left[source] + at.depth[source], at.middle[source]])
    points[first + 1] = np.column_stack([at.right[source], at.middle[source]])
    points[last] = np.column_stack([at.left[target], at.middle[target]])
    passed = lattice.bends[ranges(lattice.first_bend, bends)]
    place = ranges(first + 2, 2 * bends)
    points[place[::2]] = np.column_stack([at.left[passed], at.middle[passed]])
    points[place[1::2]] = np.column_stack([at.right[passed], at.middle[passed]])

    wire = np.repeat(np.arange(wires), np.diff(offsets))
    kept = ~ends.turned[wire]
    kept[1:] &= (wire[1:] != wire[:-1]) | (points[1:] != points[:-1]).any(axis=1)
    return Routes(points[kept], offsets_of(np.bincount(wire[kept], minlength=wires)))


def _against_the_flow(at: Placed, ends: Ends, wire: int) -> Floats:
    """Out of the card, round in the gap behind it, back past the columns, round, and in."""
    lattice = at.lattice
    source, target = lattice.cards[[ends.sources[wire], ends.targets[wire]]].tolist()
    first = lattice.first_bend[wire]
    passed = lattice.bends[first : first + lattice.bend_count[wire]][::-1].tolist()
    lane: list[tuple[float, float]] = []
    for bend in passed:
        level = float(at.middle[bend])
        lane += [(float(at.right[bend]), level), (float(at.left[bend]), level)]
    right, left = float(at.right[source]), float(at.left[target])
    out = _turn(right, float(at.middle[source]), lane[0][1], 1)
    back = _turn(left, lane[-1][1], float(at.middle[target]), -1)
    # points close to the turns keep a curve through all points level along the lane
    lane[0], lane[-1] = (right - _INSET, lane[0][1]), (left + _INSET, lane[-1][1])
    leaving = (at.left[source] + at.depth[source], at.middle[source])
    return np.array([leaving, *out, *lane, *back])


def _turn(along: float, start: float, end: float, side: int) -> list[tuple[float, float]]:
    """Points of a turn by half a circle, or two quarters with a straight piece between."""
    radius = min(_TURN, abs(end - start) / 2)
    down = 1 if end > start else -1
    quarter = [(np.sin(angle), 1 - np.cos(angle)) for angle in np.linspace(0, np.pi / 2, 5)]
    first = [(along + side * radius * x, start + down * radius * y) for x, y in quarter]
    second = [(along + side * radius * x, end - down * radius * y) for x, y in quarter[::-1]]
    return [*first, *second]
