"""Walking from card to card with the arrow keys."""

from enum import Enum

import numpy as np
from numpy.typing import NDArray

from core.grouping import CardId
from core.layout import Direction
from core.picture.picture import Picture

_FAR = 1e9


class Step(Enum):
    """An arrow key, as (x, y) on the screen."""

    LEFT = (-1, 0)
    RIGHT = (1, 0)
    UP = (0, -1)
    DOWN = (0, 1)


def neighbour(picture: Picture, card: int, step: Step) -> CardId | None:
    """Return the node or closed group that an arrow key leads to, None at an end.

    With the flow or against it: the nearest card that reads this one or that it reads. Across
    it: the next card among those that share a source or a reader, else the next one alongside.
    """
    boxes = picture.geometry.boxes
    centres = boxes[:, :2] + boxes[:, 2:] / 2
    flow = 0 if picture.layout.direction is Direction.RIGHT else 1
    along, across = step.value[flow], step.value[1 - flow]
    wiring = picture.faces.wiring
    if along:
        nearby = (wiring.children if along > 0 else wiring.parents).of(card)
        ways = centres[nearby] - centres[card]
        # against the flow only where nothing lies ahead: closed groups may feed each other
        behind = (ways[:, flow] * along <= 0) * _FAR
        return _nearest(picture, nearby, np.abs(ways).sum(axis=1) + behind)
    for nearby in (_siblings(picture, card), _alongside(picture, card, flow)):
        gap = (centres[nearby, 1 - flow] - centres[card, 1 - flow]) * across
        ahead = gap > 0
        if ahead.any():
            return _nearest(picture, nearby[ahead], gap[ahead])
    return None


def _nearest(
    picture: Picture, cards: NDArray[np.int32], distances: NDArray[np.float64]
) -> CardId | None:
    return picture.id_of(int(cards[distances.argmin()])) if len(cards) else None


def _siblings(picture: Picture, card: int) -> NDArray[np.int32]:
    children, parents = picture.faces.wiring.children, picture.faces.wiring.parents
    kin = [children.of(int(parent)) for parent in parents.of(card)]
    kin += [parents.of(int(child)) for child in children.of(card)]
    return np.unique(np.concatenate(kin)) if kin else np.empty(0, np.int32)


def _alongside(picture: Picture, card: int, flow: int) -> NDArray[np.int32]:
    starts = picture.geometry.boxes[:, flow]
    ends = starts + picture.geometry.boxes[:, 2 + flow]
    beside = (starts < ends[card]) & (ends > starts[card])
    return np.flatnonzero(beside).astype(np.int32)
