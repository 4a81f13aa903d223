from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.layout import Layout
from core.model.graph import Graph, NodeId
from core.model.run import NodeRun, Status
from core.picture import compose
from core.picture.areas import Areas
from explorer.theme import LIGHT
from explorer.views.canvas.colours import colours_of, mixed
from tests.core.picture_rig import grid
from tests.explorer.canvas_rig import Rig

COUNT, COLUMNS, SIDE = 5_200, 40, 4
"""Cards, and how many modules lie side by side."""
Flow = tuple[Graph, Layout]


@pytest.fixture(scope="module")
def flow() -> Flow:
    bare, places = grid(COUNT, columns=COLUMNS)
    nodes = {
        id: replace(node, module=f"shop.part_{i % COLUMNS * SIDE // COLUMNS}_{i * SIDE // COUNT}")
        for i, (id, node) in enumerate(bare.nodes.items())
    }
    return Graph(nodes), places


@pytest.fixture
def rig(qtbot: QtBot, flow: Flow) -> Rig:
    return Rig(qtbot, *flow)


def areas_of(rig: Rig) -> Areas:
    areas = rig.picture.faces.areas
    assert areas is not None
    return areas


def middle_of(rig: Rig, area: int) -> QPoint:
    centre = QRectF(*areas_of(rig).boxes[area].tolist()).center()
    return rig.canvas.eye.camera.to_window(centre).toPoint()


def ran(rig: Rig, node: str, status: Status) -> dict[NodeId, NodeRun]:
    return {**rig.picture.results, NodeId(node): NodeRun(status, 0.1)}


def show_results(rig: Rig, results: dict[NodeId, NodeRun]) -> None:
    rig.show(compose(rig.graph, rig.places, results, previous=rig.picture))


def grab(rig: Rig) -> QImage:
    return rig.canvas.grab().toImage()


def test_modules_are_seen_from_far_and_cards_from_near(rig: Rig) -> None:
    place = middle_of(rig, 0)
    far = rig.canvas.node_at(QPointF(place))

    rig.canvas.set_zoom(0.5)
    rig.settle()

    assert far is None
    assert len(areas_of(rig).titles) == SIDE * SIDE
    assert rig.canvas.node_at(QPointF(rig.place("node_2620"))) == "node_2620"


def test_an_area_with_a_failure_is_filled_in_its_colour(rig: Rig) -> None:
    colours = colours_of(LIGHT)
    area = int(areas_of(rig).members[1000])
    place = middle_of(rig, area) + QPoint(0, 22)

    show_results(rig, ran(rig, "node_1000", Status.FAILED))

    wanted = mixed(colours.body, colours.failed, 0.35)
    assert rig.has_colour(rig.image(), place, wanted.name())


def test_a_changed_status_repaints_as_a_whole_drawing_would(qtbot: QtBot, rig: Rig) -> None:
    results = ran(rig, "node_7", Status.DONE)

    show_results(rig, results)

    assert grab(rig) == grab(Rig(qtbot, rig.graph, rig.places, results))


def test_areas_that_were_panned_equal_areas_painted_whole(qtbot: QtBot, rig: Rig) -> None:
    rig.canvas.set_zoom(0.07)
    rig.settle()
    for way in ((33, 21), (-150, 40), (61, -90)):
        rig.canvas.eye.pan(*way)

    rig.settle()

    other = Rig(qtbot, rig.graph, rig.places)
    other.canvas.eye.set(rig.canvas.eye.camera)
    other.settle()
    assert grab(rig) == grab(other)


def test_a_click_on_an_area_marks_its_nodes(qtbot: QtBot, rig: Rig) -> None:
    with qtbot.waitSignal(rig.canvas.nodes_banded) as clicked:
        rig.click(middle_of(rig, 3))

    nodes, is_added = clicked.args or ((), True)
    assert {rig.graph.nodes[node].module for node in nodes} == {f"shop.{areas_of(rig).titles[3]}"}
    assert len(nodes) == areas_of(rig).counts[3]
    assert not is_added


def test_a_double_click_on_an_area_asks_to_see_it_alone(qtbot: QtBot, rig: Rig) -> None:
    with qtbot.waitSignal(rig.canvas.area_activated) as activated:
        QTest.mouseDClick(
            rig.canvas,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            middle_of(rig, 5),
        )

    nodes, title = activated.args or ((), "")
    assert title == areas_of(rig).titles[5]
    assert len(nodes) == areas_of(rig).counts[5]


def test_an_area_under_the_cursor_stands_out(rig: Rig) -> None:
    before = rig.image()
    place = middle_of(rig, 6)

    rig.hover(place)

    assert rig.image() != before
    assert rig.canvas.cursor().shape() is Qt.CursorShape.PointingHandCursor


def test_going_nearer_at_an_area_leads_to_its_cards_and_back(rig: Rig) -> None:
    place = middle_of(rig, 9)

    for _ in range(9):
        rig.wheel(place, notches=1)
        rig.settle()
    found = rig.canvas.node_at(QPointF(place))
    while rig.canvas.zoom >= 0.08:
        rig.wheel(place, notches=-1)
        rig.settle()

    assert found is not None
    assert rig.graph.nodes[found].module == f"shop.{areas_of(rig).titles[9]}"
    assert QRectF(*areas_of(rig).boxes[9].tolist()).contains(
        rig.canvas.eye.camera.to_scene(QPointF(place))
    )


def test_what_feeds_a_node_is_lit_among_areas(rig: Rig) -> None:
    colours = colours_of(LIGHT)

    rig.select("node_2615")

    area = int(areas_of(rig).members[2615])
    box = QRectF(*areas_of(rig).boxes[area].tolist())
    corner = rig.canvas.eye.camera.to_window(QPointF(box.left(), box.center().y())).toPoint()
    assert rig.has_colour(rig.image(), corner, colours.accent.name())
