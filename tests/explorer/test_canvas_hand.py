"""What a person does on the canvas, and what it asks for."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from core.model.graph import NodeId
from tests.core.picture_rig import graph, grid, layout
from tests.explorer.canvas_rig import Rig

GROUND = QPoint(5, 5)


def test_a_click_on_a_card_names_its_node(qtbot: QtBot) -> None:
    rig = Rig(qtbot)

    with qtbot.waitSignal(rig.canvas.node_clicked) as clicked:
        rig.click(rig.place("right"))

    assert clicked.args == ["right"]


def test_a_click_on_the_ground_names_nothing(qtbot: QtBot) -> None:
    rig = Rig(qtbot)

    with qtbot.waitSignal(rig.canvas.node_clicked) as clicked:
        rig.click(GROUND)

    assert clicked.args == [None]


def test_a_double_click_activates_a_node_and_never_the_ground(qtbot: QtBot) -> None:
    rig = Rig(qtbot)

    with qtbot.waitSignal(rig.canvas.node_activated) as activated:
        QTest.mouseDClick(rig.canvas, Qt.MouseButton.LeftButton, pos=rig.place("sum"))
    with qtbot.assertNotEmitted(rig.canvas.node_activated):
        QTest.mouseDClick(rig.canvas, Qt.MouseButton.LeftButton, pos=GROUND)

    assert activated.args == ["sum"]


def test_a_right_click_asks_for_a_menu_where_the_mouse_is(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    place = rig.place("left")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, rig.canvas.mapToGlobal(place))

    with qtbot.waitSignal(rig.canvas.node_menu_wanted) as wanted:
        QApplication.sendEvent(rig.canvas, event)

    assert wanted.args == ["left", rig.canvas.mapToGlobal(place)]


def test_the_menu_key_asks_for_a_menu_at_the_selected_card(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    rig.select("sum")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, GROUND, GROUND)

    with qtbot.waitSignal(rig.canvas.node_menu_wanted) as wanted:
        QApplication.sendEvent(rig.canvas, event)

    assert wanted.args == ["sum", rig.canvas.mapToGlobal(rig.place("sum"))]


def test_hovering_names_the_card_under_the_cursor_once(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    named: list[object] = []
    rig.canvas.node_hovered.connect(named.append)

    for place in (rig.place("left"), rig.place("left") + QPoint(3, 3), GROUND, GROUND):
        rig.hover(place)

    assert named == ["left", None]


def test_a_card_that_comes_under_the_resting_cursor_is_hovered(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    rig.hover(GROUND)
    named: list[object] = []
    rig.canvas.node_hovered.connect(named.append)

    rig.canvas.fit_nodes([NodeId("raw")])
    rig.canvas.eye.pan(GROUND.x() - rig.place("raw").x(), GROUND.y() - rig.place("raw").y())
    rig.settle()

    assert named == ["raw"]


@pytest.mark.parametrize("notches", [1, 3, -2])
def test_the_wheel_keeps_what_is_under_the_cursor_there(qtbot: QtBot, notches: int) -> None:
    rig = Rig(qtbot)
    place = rig.place("right")
    before = rig.canvas.zoom

    for _ in range(abs(notches)):
        rig.wheel(place, 1 if notches > 0 else -1)
    rig.settle()

    assert (rig.canvas.zoom > before) == (notches > 0)
    assert (rig.place("right") - place).manhattanLength() <= 2


def test_the_wheel_glides_and_tells_the_zoom(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    zooms: list[float] = []
    before = rig.canvas.zoom
    rig.canvas.zoom_changed.connect(zooms.append)

    rig.wheel(rig.place("left"), 2)
    qtbot.waitUntil(lambda: zooms[-1:] == [pytest.approx(1.25**2 * before)])

    assert len(zooms) > 1
    assert zooms == sorted(zooms)


def test_two_fingers_zoom_at_once_and_by_little(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    before = rig.canvas.zoom

    rig.wheel(rig.place("left"), pixels=10)

    assert rig.canvas.zoom == pytest.approx(before * 1.004**10)


def test_a_pinch_zooms_around_the_fingers(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    before, place = rig.canvas.zoom, rig.place("right")
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        QPointF(place),
        QPointF(place),
        QPointF(rig.canvas.mapToGlobal(place)),
        0.2,
        QPointF(),
    )

    QApplication.sendEvent(rig.canvas, pinch)

    assert rig.canvas.zoom == pytest.approx(before * 1.2)
    assert (rig.place("right") - place).manhattanLength() <= 2


def test_alt_and_the_wheel_are_left_to_others(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    before = rig.canvas.zoom

    rig.wheel(rig.place("left"), 3, modifiers=Qt.KeyboardModifier.AltModifier)
    rig.settle()

    assert rig.canvas.zoom == before


def test_zooming_ends_at_a_least_and_a_greatest_zoom(qtbot: QtBot) -> None:
    rig = Rig(qtbot)

    rig.wheel(GROUND, 60)
    rig.settle()
    nearest = rig.canvas.zoom
    rig.wheel(GROUND, -90)
    rig.settle()

    assert nearest == 4.0
    assert rig.canvas.zoom == 0.01


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton])
def test_dragging_moves_the_drawing_with_the_mouse(qtbot: QtBot, button: Qt.MouseButton) -> None:
    rig = Rig(qtbot)
    before = rig.place("left")

    with qtbot.assertNotEmitted(rig.canvas.node_clicked):
        rig.drag(GROUND, GROUND + QPoint(120, 80), button)

    moved = rig.place("left") - before
    assert (moved - QPoint(120, 80)).manhattanLength() <= 2


def test_shift_and_the_wheel_move_sideways(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    before = rig.place("left")

    rig.wheel(GROUND, 1, modifiers=Qt.KeyboardModifier.ShiftModifier)

    assert rig.place("left").x() != before.x()
    assert rig.place("left").y() == before.y()


def test_a_hand_that_trembles_still_clicks(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    place = rig.place("sum")

    with qtbot.waitSignal(rig.canvas.node_clicked) as clicked:
        rig.drag(place, place + QPoint(2, 2))

    assert clicked.args == ["sum"]


@pytest.mark.parametrize(
    ("key", "node"),
    [
        (Qt.Key.Key_Right, "sum"),
        (Qt.Key.Key_Left, "raw"),
        (Qt.Key.Key_Down, "right"),
    ],
)
def test_arrow_keys_select_the_next_card(qtbot: QtBot, key: Qt.Key, node: str) -> None:
    rig = Rig(qtbot)
    rig.select("left")

    with qtbot.waitSignal(rig.canvas.node_clicked) as clicked:
        rig.key(key)

    assert clicked.args == [node]


def test_an_arrow_key_at_an_end_does_nothing(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    rig.select("other")

    with qtbot.assertNotEmitted(rig.canvas.node_clicked):
        rig.key(Qt.Key.Key_Right)


def test_without_a_selection_an_arrow_key_takes_the_card_most_in_view(qtbot: QtBot) -> None:
    rig = Rig(qtbot)

    with qtbot.waitSignal(rig.canvas.node_clicked) as clicked:
        rig.key(Qt.Key.Key_Up)

    assert clicked.args == ["sum"]


def test_walking_out_of_sight_moves_the_drawing_just_far_enough(qtbot: QtBot) -> None:
    flow, places = grid(40, columns=40)
    rig = Rig(qtbot, flow, places)
    rig.canvas.set_zoom(1.0)
    rig.settle()
    rig.select("node_20")
    rig.canvas.center_on(NodeId("node_20"))
    rig.settle()

    for step in range(1, 5):
        rig.key(Qt.Key.Key_Right)
        rig.settle()
        rig.select(f"node_{20 + step}")

    assert rig.canvas.rect().contains(rig.place("node_24"))
    assert rig.place("node_24").x() > 600


def test_return_activates_the_selected_node(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    rig.select("sum")

    with qtbot.waitSignal(rig.canvas.node_activated) as activated:
        rig.key(Qt.Key.Key_Return)

    assert activated.args == ["sum"]


def test_keys_with_a_modifier_are_left_to_commands(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    rig.select("left")

    with qtbot.assertNotEmitted(rig.canvas.node_clicked):
        QTest.keyClick(rig.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)


def test_an_empty_canvas_can_be_used(qtbot: QtBot) -> None:
    rig = Rig(qtbot, graph(), layout(graph()))

    rig.click(GROUND)
    rig.key(Qt.Key.Key_Right)
    rig.wheel(GROUND, 2)
    rig.canvas.fit()
    rig.settle()

    assert rig.canvas.node_at(QPointF(GROUND)) is None


def test_a_canvas_without_a_picture_can_be_used(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    bare = type(rig.canvas)()
    qtbot.addWidget(bare)
    bare.resize(300, 200)
    bare.show()

    bare.fit()
    bare.center_on(NodeId("nothing"))
    bare.settle()

    with pytest.raises(KeyError):
        bare.position_of(NodeId("nothing"))


def test_a_hit_test_finds_the_card_and_not_what_is_beside_it(qtbot: QtBot) -> None:
    flow, places = grid(200, columns=20)
    rig = Rig(qtbot, flow, places)

    for name in ("node_0", "node_57", "node_199"):
        assert rig.canvas.node_at(QPointF(rig.place(name))) == name
    between = (rig.place("node_0") + rig.place("node_21")) / 2
    assert rig.canvas.node_at(QPointF(between)) is None


def test_a_screen_reader_hears_of_the_selection(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    rig.select("left")

    assert rig.canvas.accessibleName() == "Dataflow graph"
    assert rig.canvas.accessibleDescription().startswith("5 nodes. Selected: left")


def test_the_tip_of_a_card_tells_about_its_node(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    place = rig.place("raw")
    event = QHelpEvent(QEvent.Type.ToolTip, place, rig.canvas.mapToGlobal(place))

    QApplication.sendEvent(rig.canvas, event)

    assert "<b>raw</b>" in QToolTip.text()


def test_the_ground_has_no_tip(qtbot: QtBot) -> None:
    rig = Rig(qtbot)
    event = QHelpEvent(QEvent.Type.ToolTip, GROUND, rig.canvas.mapToGlobal(GROUND))
    QToolTip.hideText()

    QApplication.sendEvent(rig.canvas, event)

    assert QToolTip.text() == ""
