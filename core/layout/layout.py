"""The values that every layout engine takes and gives."""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray


class Direction(Enum):
    """Which way the data flows on the canvas."""

    RIGHT = "right"
    DOWN = "down"


@dataclass(frozen=True, eq=False)
class Topology:
    """What is to be placed.

    `ids` names the cards; `sizes` is (n, 2): width and height in scene pixels; `edges` is (m, 2)
    int32: indices into `ids`, from source to target, without duplicates or self-loops. It may
    hold cycles: engines turn back edges round for placing and draw them all the same.
    """

    ids: tuple[str, ...]
    sizes: NDArray[np.float64]
    edges: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Layout:
    """Where everything lies, in scene pixels, y down, all coordinates from 0 up.

    `boxes` is (n, 4): left, top, width, height of each card, in the order of `ids`.
    Wire i joins `edges[i]` (the same array as the topology's) and runs through
    `points[offsets[i]:offsets[i + 1]]`: at least two points, from the middle of the source's
    leaving side (right, or bottom) to the middle of the target's entering side.

    Cards stand in columns (rows, when the flow is down). From point to point a wire either is
    level, and passes a column, or it rises or falls, and crosses the gap between two columns.
    The rectangle around two neighbouring points holds no part of any card, so that a piece can be
    drawn straight, or as a curve that stays inside it: a cubic whose ends head along the flow,
    with control points half way, makes the wire smooth. What wires of one source share, they
    share exactly, point by point. Wires against the flow (there are some when the graph has
    cycles) turn in gaps, by quarter circles of short pieces.
    """

    ids: tuple[str, ...]
    boxes: NDArray[np.float64]
    edges: NDArray[np.int32]
    points: NDArray[np.float64]
    offsets: NDArray[np.int64]
    direction: Direction
    engine: str
    """Which engine placed it: "layered" or "dot"."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the whole drawing in scene pixels, (0, 0) when empty."""
        if not len(self.boxes):
            return (0.0, 0.0)
        corner = (self.boxes[:, :2] + self.boxes[:, 2:]).max(axis=0)
        if len(self.points):
            corner = np.maximum(corner, self.points.max(axis=0))
        return (float(corner[0]), float(corner[1]))
