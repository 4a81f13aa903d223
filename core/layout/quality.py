"""How readable a layout is: wires that cross each other where they are drawn."""

import numpy as np

from core.layout.adjacency import Floats, Ints, ranges
from core.layout.layout import Direction, Layout

MOST_PAIRS = 300_000
_CLEARLY = 0.9
_SEED = 7


def is_clearly_better(new: Layout, old: Layout) -> bool:
    """Whether a layout of the same graph has at least a tenth fewer crossings than another.

    Takes some 10 ms, also for large graphs: there it compares estimates.
    """
    return drawn_crossings(new) < _CLEARLY * drawn_crossings(old)


def drawn_crossings(layout: Layout, most_pairs: int = MOST_PAIRS) -> float:
    """Number of points where two wires cross; what wires share counts once.

    Pieces between neighbouring points are taken as straight. Compares pieces that lie side by
    side along the flow; where those are more than `most_pairs`, it estimates from a sample that
    is drawn in the same way each time.
    """
    pieces = _pieces(layout)
    counts = _partners(pieces)
    total = int(counts.sum())
    if total <= most_pairs:
        return float(_crossing(pieces, counts))
    share = float(np.sqrt(most_pairs / total))
    taken = np.random.default_rng(_SEED).random(len(pieces)) < share
    pieces = pieces[taken]
    return _crossing(pieces, _partners(pieces)) / share**2


def _pieces(layout: Layout) -> Floats:
    """Distinct straight pieces (from, to; along before across), sorted by where they begin."""
    points = layout.points if layout.direction is Direction.RIGHT else layout.points[:, ::-1]
    quarters = np.rint(points * 4).astype(np.int64)
    is_inner = np.ones(max(len(points) - 1, 0), bool)
    is_inner[layout.offsets[1:-1] - 1] = False
    pieces = np.hstack([quarters[:-1][is_inner], quarters[1:][is_inner]])
    runs_back = pieces[:, 0] > pieces[:, 2]
    pieces[runs_back] = pieces[runs_back][:, [2, 3, 0, 1]]
    pieces = pieces[np.lexsort(pieces.T[::-1])]
    is_new = np.ones(len(pieces), bool)
    is_new[1:] = (pieces[1:] != pieces[:-1]).any(axis=1)
    return pieces[is_new].astype(np.float64)


def _partners(pieces: Floats) -> Ints:
    """For each piece, how many of those behind it begin before it ends."""
    ends = np.searchsorted(pieces[:, 0], pieces[:, 2], side="left")
    return np.maximum(ends - np.arange(len(pieces)) - 1, 0)


def _crossing(pieces: Floats, counts: Ints) -> int:
    """Number of pairs that cross in the inside of both."""
    first = np.repeat(np.arange(len(pieces)), counts)
    second = ranges(np.arange(len(pieces)) + 1, counts)
    low = np.minimum(pieces[:, 1], pieces[:, 3])
    high = np.maximum(pieces[:, 1], pieces[:, 3])
    near = (low[first] < high[second]) & (low[second] < high[first])
    one, other = pieces[first[near]].T, pieces[second[near]].T
    parts = _side(one, other[:2]) * _side(one, other[2:]) < 0
    return int((parts & (_side(other, one[:2]) * _side(other, one[2:]) < 0)).sum())


def _side(piece: Floats, point: Floats) -> Floats:
    """Positive where points lie on one side of pieces, negative on the other; one a column."""
    x, y, end_x, end_y = piece
    return (end_x - x) * (point[1] - y) - (end_y - y) * (point[0] - x)
