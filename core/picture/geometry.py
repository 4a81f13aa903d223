"""Cards and wires as arrays that can be drawn and searched: made once for each layout."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.layout import Direction, Layout
from core.picture.index import Index

GIST = 40_000
"""Pieces of wire that are enough to show how a crowd of wires runs."""
_STIFFNESS = 0.5
"""How far a curve keeps its direction, as a share of its piece's length along the flow."""
_BACKWARD_STIFFNESS = 0.4
_SHORTEST_LOOP = 36.0
"""Scene pixels by which a wire that runs against the flow leaves its card."""
_WIDE_LOOP = 110.0
"""Scene pixels by which it goes round the cards between, where the layout names no way."""
_SLACK = 1e-3

_FACTORS = np.cumprod(np.full(8, 0x5851F42D4C957F2D, np.int64))
"""Odd multipliers of a hash: powers of Knuth's MMIX multiplier, modulo 2**64."""


@dataclass(frozen=True, eq=False)
class Geometry:
    """Where cards are and how wires bend, in scene pixels.

    `boxes` is (n, 4): left, top, width, height; `extent` is the size of all. `pieces` is (k, 8):
    distinct cubic Bezier pieces, each as four points; wires that share a trunk share its pieces.
    Wire i is drawn by `pieces[strands[offsets[i]:offsets[i + 1]]]`. Pieces are in no order, so
    that the first ones are a fair sample: `curves` finds among all, `gist` among the first
    `GIST`. `entries` is (n, 2): where wires come into each card; `has_entry` tells which cards
    have any.
    """

    boxes: NDArray[np.float64]
    extent: tuple[float, float]
    cards: Index
    pieces: NDArray[np.float32]
    curves: Index
    gist: Index
    strands: NDArray[np.int32]
    offsets: NDArray[np.int64]
    entries: NDArray[np.float64]
    has_entry: NDArray[np.bool_]

    def pieces_of(self, wires: NDArray[np.integer]) -> NDArray[np.int32]:
        """Return the distinct pieces that draw some wires, ascending."""
        counts = self.offsets[wires + 1] - self.offsets[wires]
        starts = np.repeat(self.offsets[wires] - np.cumsum(counts) + counts, counts)
        return np.unique(self.strands[starts + np.arange(counts.sum())])

    def bundle(self, wires: NDArray[np.integer]) -> "Bundle":
        """Return the pieces that draw some wires, searchable by themselves."""
        pieces = self.pieces[self.pieces_of(wires)]
        return Bundle(pieces, Index(bounds_of(pieces)))


@dataclass(frozen=True, eq=False)
class Bundle:
    """Some pieces of wire, (k, 8), and where they are."""

    pieces: NDArray[np.float32]
    index: Index


def trace(layout: Layout) -> Geometry:
    """Turn a layout into what is drawn.

    Each wire becomes a smooth curve through its polyline that leaves and enters cards along the
    flow. Between two points it never leaves their bounding box (slopes are limited as in
    monotone interpolation, Fritsch and Carlson 1980), so it stays where the layout found room.
    """
    boxes = layout.boxes
    drawn = _curves(layout)
    pieces, strands = _distinct(drawn)
    bounds = bounds_of(pieces)
    entries, has_entry = _entries(layout)
    return Geometry(
        boxes=boxes,
        extent=layout.size,
        cards=Index(np.hstack([boxes[:, :2], boxes[:, :2] + boxes[:, 2:]])),
        pieces=pieces,
        curves=Index(bounds),
        gist=Index(bounds[:GIST]),
        strands=strands,
        offsets=layout.offsets - np.arange(len(layout.offsets)),
        entries=entries,
        has_entry=has_entry,
    )


def bounds_of(pieces: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return left, top, right, bottom of each piece's four points, which hold its curve."""
    points = [pieces[:, k : k + 2] for k in (0, 2, 4, 6)]
    return np.hstack([np.minimum.reduce(points), np.maximum.reduce(points)])


def _entries(layout: Layout) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    left, top, width, height = layout.boxes.T
    if layout.direction is Direction.RIGHT:
        entries = np.column_stack([left, top + height / 2])
    else:
        entries = np.column_stack([left + width / 2, top])
    has_entry = np.zeros(len(layout.boxes), bool)
    has_entry[layout.edges[:, 1]] = True
    return entries, has_entry


def _curves(layout: Layout) -> NDArray[np.float64]:
    """Return one cubic piece for each step of each polyline, (k, 8), wire after wire."""
    flip = layout.direction is Direction.DOWN
    points = layout.points[:, ::-1] if flip else layout.points
    wires = len(layout.edges)
    wire_of_point = np.repeat(np.arange(wires), np.diff(layout.offsets))
    inside = wire_of_point[1:] == wire_of_point[:-1]
    start, end = points[:-1][inside], points[1:][inside]
    wire = wire_of_point[:-1][inside]
    turns_back = np.zeros(wires, bool)
    turns_back[wire[end[:, 0] < start[:, 0] - _SLACK]] = True
    pieces = _along_flow(start, end, wire)
    back = turns_back[wire]
    if back.any():
        pieces[back] = _loops(start[back], end[back], wire[back])
    return pieces.reshape(-1, 4, 2)[:, :, ::-1].reshape(-1, 8) if flip else pieces


def _along_flow(
    start: NDArray[np.float64], end: NDArray[np.float64], wire: NDArray[np.intp]
) -> NDArray[np.float64]:
    run = end[:, 0] - start[:, 0]
    slope = np.where(run > _SLACK, (end[:, 1] - start[:, 1]) / np.maximum(run, _SLACK), 0.0)
    joint = wire[1:] == wire[:-1]
    before, after = slope[:-1], slope[1:]
    milder = np.where(np.abs(before) < np.abs(after), before, after)
    at_joint = np.where(joint & (before * after > 0), milder, 0.0)
    slope_in = np.concatenate([[0.0], at_joint]) if len(slope) else slope
    slope_out = np.concatenate([at_joint, [0.0]]) if len(slope) else slope
    step = _STIFFNESS * run
    first = np.column_stack([start[:, 0] + step, start[:, 1] + step * slope_in])
    second = np.column_stack([end[:, 0] - step, end[:, 1] - step * slope_out])
    return np.hstack([start, first, second, end])


def _loops(
    start: NDArray[np.float64], end: NDArray[np.float64], wire: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Return pieces of wires that turn back somewhere: smooth at joints, along the flow at ends."""
    chord = end - start
    length = np.hypot(chord[:, 0], chord[:, 1])
    unit = chord / np.maximum(length, 1e-9)[:, None]
    joint = (wire[1:] == wire[:-1])[:, None]
    mean = unit[:-1] + unit[1:]
    mean /= np.maximum(np.hypot(mean[:, 0], mean[:, 1]), 1e-9)[:, None]
    along = np.array([[1.0, 0.0]])
    at_joint = np.where(joint, mean, along)
    heading_in = np.vstack([along, at_joint])
    heading_out = np.vstack([at_joint, along])
    reach = np.maximum(_BACKWARD_STIFFNESS * length, np.minimum(_SHORTEST_LOOP, length))[:, None]
    first, second = start + reach * heading_in, end - reach * heading_out
    first_of, last_of = np.r_[True, wire[1:] != wire[:-1]], np.r_[wire[1:] != wire[:-1], True]
    alone = first_of & last_of
    aside = np.maximum(_WIDE_LOOP, 0.25 * length[alone])
    first[alone] = start[alone] + np.column_stack([aside, -aside])
    second[alone] = end[alone] + np.column_stack([-aside, -aside])
    return np.hstack([start, first, second, end])


def _distinct(pieces: NDArray[np.float64]) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Return pieces without repeats, and for each given piece its place among them.

    Rows are compared by a 64-bit hash of their coordinates in quarters of a pixel: sorting
    numbers is some thirty times faster than sorting rows.
    """
    with np.errstate(over="ignore"):
        keys = np.rint(pieces * 4).astype(np.int64) @ _FACTORS
    _, first, place = np.unique(keys, return_index=True, return_inverse=True)
    return np.ascontiguousarray(pieces[first], np.float32), place.astype(np.int32)
