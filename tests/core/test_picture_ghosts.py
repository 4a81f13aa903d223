"""Where nodes that are gone are shown."""

import numpy as np

from core.layout import Direction, Layout
from core.model.freshness import Ghost
from core.model.graph import NodeId
from core.picture.ghosts import ghosts


def placed(**corners: tuple[float, float]) -> Layout:
    boxes = np.array([(*corner, 100.0, 40.0) for corner in corners.values()])
    none = np.empty((0, 2))
    wires = np.empty((0, 2), np.int32), none, np.zeros(1, np.int64)
    return Layout(tuple(corners), boxes, *wires, Direction.RIGHT, "layered")


def test_a_ghost_moves_with_the_cards_that_stayed() -> None:
    before = placed(gone=(0, 0), a=(200, 0), b=(400, 0), c=(600, 0))
    after = placed(a=(0, 50), b=(200, 50), c=(900, 90))

    assert ghosts([NodeId("gone")], before, after) == (Ghost(NodeId("gone"), -200, 50, 100, 40),)


def test_a_ghost_leaves_its_place_to_another_card() -> None:
    before = placed(gone=(0, 0), a=(200, 0))

    assert ghosts([NodeId("gone")], before, placed(a=(200, 0), new=(99, 39))) == ()
    assert ghosts([NodeId("gone")], before, placed(a=(200, 0), new=(100, 40))) != ()


def test_what_had_no_card_has_no_ghost() -> None:
    before = placed(a=(0, 0))

    assert ghosts([NodeId("folded away")], before, before) == ()
    assert ghosts([NodeId("a")], before, placed(b=(0, 0))) == ()
