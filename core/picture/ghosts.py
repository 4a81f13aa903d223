"""Nodes that an edit took away: shown for a while where they stood."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from core.layout import Layout
from core.model.freshness import Ghost
from core.model.graph import NodeId

_MOST = 200
"""More are gone at once only where another version was checked out."""


def ghosts(removed: Iterable[NodeId], before: Layout, after: Layout) -> tuple[Ghost, ...]:
    """Return where cards stood before, moved as far as most of those that stayed.

    Where another card stands by now there is no room for a ghost.
    """
    old = {id: i for i, id in enumerate(before.ids)}
    new = {id: i for i, id in enumerate(after.ids)}
    gone = [node for node in removed if node in old and node not in new][:_MOST]
    stayed = [id for id in old if id in new]
    if not gone or not stayed:
        return ()
    from_, to = [old[id] for id in stayed], [new[id] for id in stayed]
    moved = np.median(after.boxes[to, :2] - before.boxes[from_, :2], axis=0)
    boxes = before.boxes[[old[node] for node in gone]]
    boxes[:, :2] += moved
    placed = zip(gone, boxes, strict=True)
    return tuple(Ghost(node, *box.tolist()) for node, box in placed if _is_free(box, after.boxes))


def _is_free(box: NDArray[np.float64], boxes: NDArray[np.float64]) -> bool:
    """Whether a box (left, top, width, height) touches none of others."""
    ends, others = box[:2] + box[2:], boxes[:, :2] + boxes[:, 2:]
    return not ((boxes[:, :2] < ends) & (others > box[:2])).all(axis=1).any()
