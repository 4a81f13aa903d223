"""Where the canvas looks, and how it gets there."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize
from pytestqt.qtbot import QtBot

from core.model.graph import NodeId
from core.model.run import NodeRun, Status
from core.picture import compose
from explorer.views.canvas.camera import Camera, View
from tests.core.picture_rig import PLACES, done, graph, grid, layout, node
from tests.explorer.canvas_rig import Rig

ELSEWHERE = {id: (column, 4 - row) for id, (column, row) in PLACES.items()} | {"raw": (0, 8)}


def test_the_first_picture_is_shown_whole(qtbot: QtBot) -> None:
    flow, places = grid(100)

    rig = Rig(qtbot, flow, places)

    seen = rig.canvas.rect()
    assert all(seen.contains(rig.place(f"node_{i}")) for i in (0, 9, 90, 99))
    assert rig.canvas.zoom < 1


def test_a_small_dataflow_is_not_blown_up(qtbot: QtBot) -> None:
    flow = graph(node("a"))

    rig = Rig(qtbot, flow, layout(flow, {"a": (0, 0)}))

    assert rig.canvas.zoom == 1.0
    assert (rig.place("a") - rig.canvas.rect().center()).manhattanLength() <= 2


def test_fit_shows_everything_again(qtbot: QtBot) -> None:
    flow, places = grid(100)
    rig = Rig(qtbot, flow, places)
    fitted = rig.canvas.zoom
    rig.wheel(QPoint(10, 10), 8)
    rig.settle()

    rig.canvas.fit()
    rig.settle()

    assert rig.canvas.zoom == pytest.approx(fitted)


def test_some_nodes_can_be_fitted(qtbot: QtBot) -> None:
    flow, places = grid(400, columns=20)
    rig = Rig(qtbot, flow, places)
    before = rig.canvas.zoom

    rig.canvas.fit_nodes([NodeId("node_0"), NodeId("node_21"), NodeId("unknown")])
    rig.settle()

    assert rig.canvas.zoom > before
    assert rig.canvas.rect().contains(rig.place("node_0"))
    assert rig.canvas.rect().contains(rig.place("node_21"))


def test_a_zoom_can_be_set_around_the_middle(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    rig.canvas.zoom_by(0.5)
    rig.settle()

    rig.canvas.set_zoom(1.0)
    rig.settle()

    assert rig.canvas.zoom == pytest.approx(1.0)


def test_a_window_that_grows_keeps_the_whole_in_view_until_the_view_is_touched(
    qtbot: QtBot,
) -> None:
    flow, places = grid(100)
    rig = Rig(qtbot, flow, places)
    fitted = rig.canvas.zoom

    rig.canvas.resize(1300, 900)
    rig.settle()
    grown = rig.canvas.zoom
    rig.wheel(QPoint(10, 10), 1)
    rig.settle()
    touched = rig.canvas.zoom
    rig.canvas.resize(900, 600)
    rig.settle()

    assert grown > fitted
    assert rig.canvas.zoom == touched


def test_centring_on_a_card_in_view_changes_nothing(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    before = rig.place("right")

    rig.canvas.center_on(NodeId("right"))
    rig.settle()

    assert rig.place("right") == before


def test_centring_on_a_card_out_of_view_glides_there(qtbot: QtBot) -> None:
    flow, places = grid(100)
    rig = Rig(qtbot, flow, places)
    rig.canvas.set_zoom(1.0)
    rig.settle()

    rig.canvas.center_on(NodeId("node_99"))
    at_once = rig.place("node_99")
    qtbot.waitUntil(
        lambda: (rig.place("node_99") - rig.canvas.rect().center()).manhattanLength() <= 3
    )

    assert not rig.canvas.rect().contains(at_once)


def test_a_card_asked_for_from_far_off_can_be_read(qtbot: QtBot) -> None:
    flow, places = grid(900, columns=30)
    rig = Rig(qtbot, flow, places)
    rig.drag(QPoint(5, 5), QPoint(-800, -500))

    rig.canvas.center_on(NodeId("node_0"))
    rig.settle()

    assert rig.canvas.zoom == 0.75


def test_cards_glide_to_their_new_places(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    rig.drag(QPoint(5, 5), QPoint(15, 45))
    flow = rig.graph
    new = compose(flow, layout(flow, ELSEWHERE), {})

    rig.canvas.show_picture(new)
    starts = {id: rig.canvas.node_at(QPointF(rig.place(id))) for id in ("left",)}
    rig.settle()

    for id in PLACES:
        assert rig.canvas.node_at(QPointF(rig.place(id))) == id
    assert starts


@pytest.mark.parametrize("kept", ["left", "right"])
def test_the_selected_card_stays_where_it_is_when_the_layout_changes(
    qtbot: QtBot, kept: str
) -> None:
    rig = Rig(qtbot)
    rig.select(kept)
    before = rig.place(kept)

    rig.show(compose(rig.graph, layout(rig.graph, ELSEWHERE), {}, selected=NodeId(kept)))

    assert (rig.place(kept) - before).manhattanLength() <= 2


def test_an_untouched_view_shows_the_whole_of_a_new_layout(qtbot: QtBot) -> None:
    rig = Rig(qtbot)

    rig.show(compose(rig.graph, layout(rig.graph, ELSEWHERE), {}))

    seen = rig.canvas.rect()
    assert all(seen.contains(rig.place(id)) for id in PLACES)


def test_results_that_come_while_cards_glide_are_not_lost(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    moved = compose(rig.graph, layout(rig.graph, ELSEWHERE), {})
    failed = {NodeId("left"): NodeRun(Status.FAILED)}

    rig.canvas.show_picture(moved)
    rig.canvas.show_picture(compose(rig.graph, moved.layout, failed, previous=moved))
    image = rig.image()

    assert rig.has_colour(image, rig.place("left"), "#d3293d", reach=90)


def test_another_dataflow_is_shown_whole(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    rig.wheel(QPoint(10, 10), 6)
    rig.settle()
    flow = graph(node("x"), node("y", "x"))

    rig.show(compose(flow, layout(flow, {"x": (0, 0), "y": (1, 0)}), {}))

    assert rig.canvas.zoom == 1.0
    assert rig.canvas.rect().contains(rig.place("y"))


def test_a_large_dataflow_jumps_instead_of_gliding(qtbot: QtBot) -> None:
    flow, places = grid(1400, columns=40)
    _, turned = grid(1400, columns=40)
    rig = Rig(qtbot, flow, places)
    flipped = compose(flow, turned, done("node_1"))

    rig.canvas.show_picture(flipped)

    assert rig.canvas.node_at(QPointF(rig.place("node_700"))) == "node_700"


def test_a_camera_goes_along_a_straight_line() -> None:
    start, end = Camera(1.0, 0.0, 0.0), Camera(1.0, 500.0, 0.0).zoomed(0.25, QPointF(400, 300))

    half = start.towards(end, 0.5)

    assert start.towards(end, 0.0) == start
    assert half.zoom == pytest.approx(0.5)
    assert start.towards(end, 1.0).x == pytest.approx(end.x)


def test_a_zoom_around_a_point_keeps_it_all_the_way() -> None:
    at = QPointF(320, 240)
    start = Camera(0.4, 100.0, 50.0)
    end = start.zoomed(1.7, at)

    points = [start.towards(end, share).to_scene(at) for share in (0.0, 0.3, 0.7, 1.0)]

    assert all(point.x() == pytest.approx(points[0].x()) for point in points)
    assert all(point.y() == pytest.approx(points[0].y()) for point in points)


def test_a_view_falls_on_whole_device_pixels() -> None:
    camera = Camera.fitting(QRectF(0, 0, 1000, 300), QSize(801, 401), 20)

    view = View.of(camera, QSize(801, 401), 1.5)

    assert (view.width, view.height) == (1202, 602)
    assert isinstance(view.left, int)
    assert view.zoom == pytest.approx(camera.zoom)
    left, top, right, bottom = view.scene(view.rect)
    assert left <= 0 <= 1000 <= right
    assert top <= 0 <= 300 <= bottom
