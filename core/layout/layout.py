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
    leaving side (right, or bottom) to the middle of the target's entering side; between cards it
    is drawn as a smooth curve, past cards the polyline keeps to free space.
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
