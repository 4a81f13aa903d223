"""How the drawing gets sharp again, without anyone waiting for it."""

import time

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect
from pytestqt.qtbot import QtBot

from core.model.graph import NodeId
from core.model.run import NodeRun, Status
from core.picture import compose
from explorer.theme import DARK, LIGHT
from explorer.views.canvas.batches import flattened
from explorer.views.canvas.slices import Slices
from tests.core.picture_rig import done, grid
from tests.explorer.canvas_rig import Rig

FAILED = NodeRun(Status.FAILED)


def test_a_zoom_is_made_sharp_when_the_hand_rests(qtbot: QtBot) -> None:
    flow, places = grid(300, columns=20)
    rig = Rig(qtbot, flow, places)

    with qtbot.waitSignal(rig.canvas.sharpened):
        rig.wheel(QPoint(300, 200), pixels=40)
    drawn = rig.canvas.grab().toImage()
    rig.settle()

    assert rig.canvas.grab().toImage() == drawn


def test_a_far_jump_is_painted_whole(qtbot: QtBot) -> None:
    flow, places = grid(900, columns=30)
    rig = Rig(qtbot, flow, places)
    rig.canvas.set_zoom(1.0)
    rig.settle()
    before = rig.canvas.painted

    rig.drag(QPoint(5, 5), QPoint(8000, 4000))
    rig.settle()

    assert rig.canvas.painted - before >= 900 * 600
    assert rig.canvas.grab().toImage().pixelColor(2, 2).name() == LIGHT.canvas


def test_many_changes_at_once_are_all_painted(qtbot: QtBot) -> None:
    flow, places = grid(300, columns=20)
    rig = Rig(qtbot, flow, places)
    failed = {NodeId(f"node_{i}"): FAILED for i in range(0, 300, 2)}

    rig.show(compose(flow, places, failed, previous=rig.picture))
    image = rig.image()

    for i in range(0, 300, 14):
        assert rig.has_colour(image, rig.place(f"node_{i}"), LIGHT.failed, reach=3), i
    assert not rig.has_colour(image, rig.place("node_1"), LIGHT.failed, reach=3)


def test_changes_that_come_while_painting_are_not_lost(qtbot: QtBot) -> None:
    flow, places = grid(3000, columns=60)
    rig = Rig(qtbot, flow, places)
    image = rig.image()
    assert not rig.has_colour(image, rig.place("node_1000"), LIGHT.failed, reach=3)
    picture = rig.picture

    rig.canvas.set_theme(LIGHT)
    for chosen in (range(1000, 1100), [2000]):
        results = {**picture.results, **{NodeId(f"node_{i}"): FAILED for i in chosen}}
        picture = compose(flow, places, results, previous=picture)
        rig.canvas.show_picture(picture)
    image = rig.image()

    for id in ("node_1000", "node_1099", "node_2000"):
        assert rig.has_colour(image, rig.place(id), LIGHT.failed, reach=3), id


def test_a_selection_made_while_zooming_is_lit_in_the_end(qtbot: QtBot) -> None:
    flow, places = grid(300, columns=20)
    rig = Rig(qtbot, flow, places)

    rig.wheel(QPoint(300, 200), pixels=10)
    rig.select("node_105")

    image = rig.image()
    assert rig.has_colour(image, rig.place("node_105"), LIGHT.accent, reach=30)


def test_panning_with_a_selection_keeps_it_lit(qtbot: QtBot) -> None:
    flow, places = grid(300, columns=20)
    rig = Rig(qtbot, flow, places)
    rig.select("node_105")

    rig.drag(QPoint(5, 5), QPoint(45, 35))
    moved = rig.canvas.grab().toImage()
    rig.settle()

    assert rig.has_colour(moved, rig.place("node_105"), LIGHT.accent, reach=30)


def test_another_theme_leaves_nothing_of_the_old_one(qtbot: QtBot) -> None:
    rig = Rig(qtbot, results=done("left"))
    rig.canvas.set_theme(DARK)
    rig.settle()
    rig.canvas.set_theme(LIGHT)
    there_and_back = rig.image()

    fresh = Rig(qtbot, results=done("left")).image()

    assert there_and_back == fresh


def test_work_is_done_in_slices_and_ends_with_a_signal(qtbot: QtBot) -> None:
    slices = Slices()
    steps: list[int] = []

    with qtbot.waitSignal(slices.done):
        slices.start(steps.append(step) for step in range(3))

    assert steps == [0, 1, 2]
    assert not slices.is_busy


def test_work_that_was_dropped_does_not_end(qtbot: QtBot) -> None:
    slices = Slices()

    with qtbot.assertNotEmitted(slices.done, wait=50):
        slices.start(time.sleep(0.002) for _ in range(100))
        slices.drop()

    assert not slices.is_busy


@pytest.mark.parametrize("extent", [1.0, 5.0, 30.0, 150.0, 600.0, 1900.0, 5000.0])
def test_a_curve_cut_into_lines_stays_within_a_third_of_a_pixel(extent: float) -> None:
    half, rise = extent / 4, extent / 2
    piece = np.array([[0, 0, half, 0, half, rise, 2 * half, rise]])

    lines = flattened(piece)

    t = np.linspace(0, 1, 4001)[:, None]
    s = 1 - t
    p = piece.reshape(4, 2)
    true = s**3 * p[0] + 3 * s**2 * t * p[1] + 3 * s * t**2 * p[2] + t**3 * p[3]
    starts, ends = lines[:, :2], lines[:, 2:]
    along = ends - starts
    share = ((true[:, None] - starts) * along).sum(axis=2) / (along**2).sum(axis=1)
    nearest = starts + np.clip(share, 0, 1)[..., None] * along
    off = np.hypot(*np.moveaxis(true[:, None] - nearest, 2, 0)).min(axis=1)
    assert off.max() < 0.34


def test_lines_beside_a_part_are_left_out() -> None:
    ends = np.array([[0.0, 0, 10, 10], [500, 500, 600, 500], [-50, 5, 700, 5]])
    pieces = ends[:, [0, 1, 0, 1, 2, 3, 2, 3]]

    near = flattened(pieces, QRect(0, 0, 100, 100))

    whole = flattened(pieces)
    outside = (whole[:, 0] >= 500) & (whole[:, 2] >= 500)
    assert len(near) < len(whole)
    assert {tuple(line) for line in near.tolist()} <= {tuple(line) for line in whole.tolist()}
    assert not (near[:, 1] == 500).any()
    assert (near[:, 1] == 5).any() and outside.any()
