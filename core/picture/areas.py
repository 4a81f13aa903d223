"""Modules as areas, for an overview of more cards than can be told apart.

A layered drawing scatters the cards of a module, so areas have places of their own, within the
same rectangle: those that a layout of the modules gives them, drawn together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.layout import Layout
from core.picture.geometry import bounds_of
from core.picture.index import Index

CROWD = 5000
"""Cards above which there are areas."""
_MOST = 150
"""Areas that are seen well at once: where packages are fewer than modules, they are taken."""
_SIZES = (0.5, 4.0)
"""Least and greatest size of an area, where 1 is the median."""
_WIDE = 1.6
"""How much wider than high a cell is at least that is divided into a left and a right one."""
_TIGHTNESS = 0.8
"""How far bundles are drawn together: from 0 to 1."""
DRAWN = 1500
"""Bundles that are drawn at once, the strongest."""
_UNNAMED = "no module"


_Cell = tuple[float, float, float, float]
"""Left, top, width, height."""


class _Tiles(NamedTuple):
    """A rectangle divided step by step.

    `boxes` is (a, 4); `cells` has the middles of all that was divided, (c, 2); `ways` the cells
    that each area lies in, from the whole to its own.
    """

    boxes: NDArray[np.float64]
    cells: NDArray[np.float64]
    ways: list[list[int]]


@dataclass(frozen=True, eq=False)
class Areas:
    """Areas and the bundles of wires between them, in scene pixels.

    `members` is (n,): the area of each card; `counts` the cards of each area. `boxes` is (a, 4):
    left, top, width, height, searched by `index`. Bundle i is the piece `pieces[i]`, as in
    `Geometry`, and stands for `strengths[i]` wires from area `ends[i, 0]` to `ends[i, 1]`; the
    strongest come first, and the first `DRAWN` are searched by `strongest`. `bundle_of` is (m,):
    the bundle of each wire, -1 within an area.
    `hearts` is the card in the middle of each area's cards.
    """

    titles: tuple[str, ...]
    members: NDArray[np.int32]
    counts: NDArray[np.int64]
    boxes: NDArray[np.float64]
    index: Index
    ends: NDArray[np.int32]
    strengths: NDArray[np.int64]
    pieces: NDArray[np.float32]
    strongest: Index
    bundle_of: NDArray[np.int32]
    hearts: NDArray[np.int32]

    def tally(self, codes: NDArray[np.integer], kinds: int) -> NDArray[np.int64]:
        """Return how many cards of each area have each code, (a, kinds); codes are from 0 up."""
        flat = self.members.astype(np.int64) * kinds + codes
        return np.bincount(flat, minlength=len(self.titles) * kinds).reshape(-1, kinds)


def areas(modules: Sequence[str], layout: Layout) -> Areas | None:
    """Return the areas of a drawing, given the dotted module of each card, empty for none.

    None where there are too few cards for them, or fewer than two modules. A card without a module
    lies with the first that reads it.
    """
    if len(modules) <= CROWD:
        return None
    titles, members = _members(_levelled(modules), layout.edges)
    if len(titles) < 2:
        return None
    counts = np.bincount(members, minlength=len(titles))
    ends, strengths, bundle_of = _bundles(members, layout.edges)
    centres = _centres(members, counts, layout.boxes)
    tiles = _tiles(centres, counts, layout.size)
    boxes, pieces = tiles.boxes, _pieces(tiles, ends)
    return Areas(
        titles=_without_common(titles),
        members=members,
        counts=counts,
        boxes=boxes,
        index=Index(np.hstack([boxes[:, :2], boxes[:, :2] + boxes[:, 2:]])),
        ends=ends,
        strengths=strengths,
        pieces=pieces,
        strongest=Index(bounds_of(pieces[:DRAWN])),
        bundle_of=bundle_of,
        hearts=_hearts(members, centres, layout.boxes),
    )


def _levelled(modules: Sequence[str]) -> list[str]:
    """Return modules, or the deepest packages that are few enough to be seen well at once."""
    names = {module: tuple(module.split(".")) for module in set(modules) if module}
    deepest = max(map(len, names.values()), default=1)
    for depth in range(deepest, 0, -1):
        if 1 < len({parts[:depth] for parts in names.values()}) <= _MOST:
            return [".".join(names[m][:depth]) if m else "" for m in modules]
    return list(modules)


def _without_common(modules: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of modules without the packages that all lie in."""
    names = [module.split(".") for module in modules if module != _UNNAMED]
    levels = zip(*(name[:-1] for name in names), strict=False)
    shared = sum(1 for _ in takewhile(lambda level: len(set(level)) == 1, levels))
    return tuple(m if m == _UNNAMED else ".".join(m.split(".")[shared:]) for m in modules)


def _members(
    modules: Sequence[str], edges: NDArray[np.int32]
) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    place = {module: i for i, module in enumerate(dict.fromkeys(filter(None, modules)))}
    members = np.fromiter((place.get(m, -1) for m in modules), np.int32, len(modules))
    # backwards, so that the first reader has the last word
    source, target = edges[::-1].T
    lost = members[source] < 0
    members[source[lost]] = members[target[lost]]
    titles = tuple(place)
    if (members < 0).any():
        members[members < 0] = len(titles)
        titles = (*titles, _UNNAMED)
    return titles, members


def _bundles(
    members: NDArray[np.int32], edges: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int32]]:
    ends = members[edges]
    outer = np.flatnonzero(ends[:, 0] != ends[:, 1])
    keys = ends[outer, 0].astype(np.int64) << 32 | ends[outer, 1]
    found, place, strengths = np.unique(keys, return_inverse=True, return_counts=True)
    order = np.argsort(-strengths, kind="stable")
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order))
    bundle_of = np.full(len(edges), -1, np.int32)
    bundle_of[outer] = rank[place]
    pairs = np.column_stack([found >> 32, found & 0xFFFFFFFF]).astype(np.int32)
    return pairs[order], strengths[order], bundle_of


def _tiles(
    centres: NDArray[np.float64], counts: NDArray[np.int64], size: tuple[float, float]
) -> _Tiles:
    """Divide a rectangle among areas as their counts are, each about where its cards are."""
    weights = np.clip(counts / np.median(counts), *_SIZES)
    boxes = np.zeros((len(counts), 4))
    cells: list[tuple[float, float]] = []
    ways: list[list[int]] = [[] for _ in counts]
    undivided = [(np.arange(len(counts)), (0.0, 0.0, *size))]
    while undivided:
        some, cell = undivided.pop()
        for area in some.tolist():
            ways[area].append(len(cells))
        cells.append((cell[0] + cell[2] / 2, cell[1] + cell[3] / 2))
        if len(some) == 1:
            boxes[some[0]] = cell
            continue
        axis = 0 if cell[2] > cell[3] * _WIDE else 1
        some = some[np.argsort(centres[some, axis], kind="stable")]
        sums = np.cumsum(weights[some])
        cut = 1 + int(np.abs(sums[:-1] - sums[-1] / 2).argmin())
        halves = _halves(cell, axis, float(sums[cut - 1] / sums[-1]))
        undivided += zip((some[:cut], some[cut:]), halves, strict=True)
    return _Tiles(boxes, np.array(cells), ways)


def _halves(cell: _Cell, axis: int, share: float) -> tuple[_Cell, _Cell]:
    left, top, width, height = cell
    if axis == 0:
        first = width * share
        return (left, top, first, height), (left + first, top, width - first, height)
    first = height * share
    return (left, top, width, first), (left, top + first, width, height - first)


def _pieces(tiles: _Tiles, ends: NDArray[np.int32]) -> NDArray[np.float32]:
    """Return bundles as curves that are drawn to the middles of what their ends lie in.

    After Holten (2006): those that lead from one part of the drawing to another run together.
    """
    bends = np.zeros((len(ends), 2, 2))
    pairs: list[list[int]] = ends.tolist()
    for i, (source, target) in enumerate(pairs):
        way, other = tiles.ways[source], tiles.ways[target]
        parting = next(k for k, cell in enumerate(way) if cell != other[k])
        bends[i] = tiles.cells[[way[parting], other[parting]]]
    start, end = (tiles.boxes[ends[:, k], :2] + tiles.boxes[ends[:, k], 2:] / 2 for k in (0, 1))
    straight = np.stack([start + (end - start) / 3, end - (end - start) / 3], axis=1)
    bends = straight + (bends - straight) * _TIGHTNESS
    return np.hstack([start, bends[:, 0], bends[:, 1], end]).astype(np.float32)


def _centres(
    members: NDArray[np.int32], counts: NDArray[np.int64], boxes: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the mean place of each area's cards."""
    middles = boxes[:, :2] + boxes[:, 2:] / 2
    sums = [np.bincount(members, middles[:, axis], len(counts)) for axis in (0, 1)]
    return np.column_stack(sums) / np.maximum(counts, 1)[:, None]


def _hearts(
    members: NDArray[np.int32], centres: NDArray[np.float64], boxes: NDArray[np.float64]
) -> NDArray[np.int32]:
    """Return the card nearest to the mean place of each area's cards."""
    far = np.abs(boxes[:, :2] + boxes[:, 2:] / 2 - centres[members]).sum(axis=1)
    order = np.lexsort((far, members))
    return order[np.searchsorted(members[order], np.arange(len(centres)))].astype(np.int32)
