"""Putting separate pieces of a drawing side by side."""

import numpy as np

from core.layout.adjacency import Floats

ASPECT = 1.6
"""Width to height that a whole drawing should come near."""
PIECE_GAP = 64.0
_TRIES = 12
_FEW, _MANY = 100, 2000


def packed(sizes: Floats, gap: float) -> Floats:
    """Left upper corners for boxes of `sizes` (n, 2), apart by `gap`, close to `ASPECT`.

    Boxes are laid from the tallest on, each where it lies highest (skyline, bottom left), on
    shelves of several widths; the width that makes the smallest box of the right shape is taken.
    """
    if len(sizes) < 2:
        return np.zeros((len(sizes), 2))
    padded = sizes + gap
    order = np.lexsort((-sizes[:, 0], -sizes[:, 1])).tolist()
    widest = float(padded[:, 0].max())
    ideal = float(np.sqrt(padded.prod(axis=1).sum() * ASPECT))
    widths = np.geomspace(max(widest, ideal * 0.7), max(widest, ideal * 1.6), _TRIES)
    tries = 1 if len(sizes) > _MANY else _TRIES
    best, least = np.zeros((len(sizes), 2)), np.inf
    for width in widths[-tries:].tolist():
        corners = _laid(padded.tolist(), order, width)
        cost = reach((corners + sizes).max(axis=0))
        if cost < least - 1e-6:
            best, least = corners, cost
    return best


def _laid(sizes: list[list[float]], order: list[int], width: float) -> Floats:
    """Corners of boxes laid one by one on a skyline of the given width."""
    corners = np.zeros((len(sizes), 2))
    skyline = [(0.0, 0.0)]
    for box in order:
        box_width, box_height = sizes[box]
        left, top = _highest(skyline, box_width, width)
        corners[box] = left, top
        skyline = _covered(skyline, left, left + box_width, top + box_height)
    return corners


def _highest(
    skyline: list[tuple[float, float]], wanted: float, width: float
) -> tuple[float, float]:
    """The place nearest to the top, then to the left, where a box of that width can lie."""
    best = (0.0, max(level for _, level in skyline))
    for i, (left, _) in enumerate(skyline):
        if left + wanted > width + 1e-6:
            break
        top = 0.0
        for start, level in skyline[i:]:
            if start >= left + wanted:
                break
            top = max(top, level)
        if top < best[1]:
            best = (left, top)
    return best


def _covered(
    skyline: list[tuple[float, float]], left: float, right: float, level: float
) -> list[tuple[float, float]]:
    """The skyline with the part from left to right at a new level; steps are (start, level)."""
    before = [step for step in skyline if step[0] < left]
    behind = [step for step in skyline if step[0] > right]
    under_end = max((step for step in skyline if step[0] <= right), key=lambda step: step[0])
    return [*before, (left, level), (right, under_end[1]), *behind]


def grid(sizes: Floats, gap: float, beside: Floats) -> Floats:
    """Left upper corners for boxes in rows and columns of equal cells.

    Alone they come near `ASPECT`. With boxes of sizes `beside` (n, 2) next to them they are as
    wide as that, or as the widest of these: as suits them all together.
    """
    if not len(sizes):
        return np.zeros((0, 2))
    cell = sizes.max(axis=0) + gap
    ideal = max(1, round(float(np.sqrt(len(sizes) * ASPECT * cell[1] / cell[0]))))
    widest = float(beside[:, 0].max(initial=0.0)) + gap
    tries = dict.fromkeys((ideal, max(1, min(len(sizes), int(widest // cell[0])))))
    if not len(beside) or len(beside) > _FEW:
        return _cells(len(sizes), ideal, cell)
    return min(
        (_cells(len(sizes), across, cell) for across in tries),
        key=lambda corners: _together(np.vstack([beside, (corners + sizes).max(axis=0)])),
    )


def _cells(count: int, across: int, cell: Floats) -> Floats:
    place = np.arange(count)
    return np.column_stack([place % across, place // across]) * cell


def _together(sizes: Floats) -> float:
    """The reach of boxes once they are packed."""
    corners = packed(sizes, PIECE_GAP)
    return reach((corners + sizes).max(axis=0))


def reach(size: Floats | tuple[float, float]) -> float:
    """How small a drawing of this size is when it is fit into a window."""
    width, height = size
    return float(max(width, height * ASPECT))


def kept_apart(corners: Floats, sizes: Floats, gap: float) -> Floats:
    """Left upper corners near those given, such that no boxes are closer than `gap`.

    The largest boxes stay; each of the others goes to the nearest place that is free. Boxes with
    NaN corners are new: they go below all others, packed.
    """
    corners = corners.copy()
    is_new = np.isnan(corners[:, 0])
    old = np.flatnonzero(~is_new)
    laid: list[int] = []
    for box in old[np.argsort(-sizes[old].prod(axis=1), kind="stable")].tolist():
        others = np.array(laid, np.int64)
        corners[box] = _nearest_free(
            corners[box], sizes[box] + gap, corners[others], sizes[others] + gap
        )
        laid.append(box)
    origin = np.zeros(2)
    if len(old):
        origin = np.array([corners[old, 0].min(), (corners[old] + sizes[old])[:, 1].max() + gap])
    corners[is_new] = packed(sizes[is_new], gap) + origin
    return corners


def _nearest_free(wanted: Floats, size: Floats, corners: Floats, sizes: Floats) -> Floats:
    """The corner nearest to the wanted one where a box overlaps none of the others.

    Tried are places level with the wanted one or touching another box, on each axis.
    """
    ends = corners + sizes
    xs = np.concatenate([[wanted[0]], ends[:, 0], corners[:, 0] - size[0]])
    ys = np.concatenate([[wanted[1]], ends[:, 1], corners[:, 1] - size[1]])
    for x, y in _by_distance(xs, ys, wanted):
        apart_x = (x + size[0] <= corners[:, 0] + 1e-6) | (x >= ends[:, 0] - 1e-6)
        apart_y = (y + size[1] <= corners[:, 1] + 1e-6) | (y >= ends[:, 1] - 1e-6)
        if (apart_x | apart_y).all():
            return np.array([x, y])
    return np.array([wanted[0], ends[:, 1].max()])


def _by_distance(xs: Floats, ys: Floats, wanted: Floats) -> list[list[float]]:
    pairs = np.column_stack([np.repeat(xs, len(ys)), np.tile(ys, len(xs))])
    distance = np.abs(pairs - wanted).sum(axis=1)
    return pairs[np.argsort(distance, kind="stable")[:_MANY]].tolist()
