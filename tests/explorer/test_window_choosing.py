"""Marking several nodes: by words, by hand, and what is done with them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from core.model.graph import NodeId
from core.picture import Emphasis
from explorer.options import WindowOptions
from explorer.views.outlinerows import ROW_ROLE
from explorer.window.startup import Startup
from tests.explorer.rig import FLOW, Rig, started, write

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    with started(tmp_path / "home", qtbot) as rig:
        rig.open(write(tmp_path / "project", "flow.py", FLOW), is_trusted=False)
        yield rig


def type_in(rig: Rig, text: str) -> None:
    rig.do("marked.choose")
    rig.qtbot.keyClicks(rig.desk.selection_box.line, text)


_NONE = Qt.KeyboardModifier.NoModifier


def press(rig: Rig, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE) -> None:
    rig.qtbot.keyClick(rig.desk.selection_box.line, key, modifiers)


def test_enter_marks_what_is_typed_and_brings_it_into_view(rig: Rig) -> None:
    type_in(rig, "+label")

    assert rig.desk.selection_box.count == "3 of 8"
    assert rig.state.marked == set()

    press(rig, KEY.Key_Return)
    rig.desk.canvas.settle()

    assert rig.state.marked == {"number", "doubled", "label"}
    inside = rig.desk.canvas.rect()
    assert all(inside.contains(rig.desk.canvas.position_of(node)) for node in rig.state.marked)


def test_tab_completes_the_word_and_enter_takes_the_one_walked_to(rig: Rig) -> None:
    box = rig.desk.selection_box
    type_in(rig, "kind:inp")
    press(rig, KEY.Key_Tab)
    assert (box.line.text(), box.options) == ("kind:input", ())

    rig.qtbot.keyClicks(box.line, " or bro")
    assert box.options == ("broken", "below_broken")
    press(rig, KEY.Key_Down)
    press(rig, KEY.Key_Down)
    press(rig, KEY.Key_Return)

    assert box.line.text() == "kind:input or below_broken"
    assert rig.state.marked == set()


def test_a_mistake_is_underlined_and_told(rig: Rig) -> None:
    box = rig.desk.selection_box
    type_in(rig, "label doubled")
    press(rig, KEY.Key_Return)

    assert box.said == "Put `and` or `or` before `doubled`."
    assert box.line.fault == (6, 13)
    image = box.line.grab().toImage()
    red = QColor(rig.appearance.theme.failed).name()
    columns = {
        x
        for x in range(image.width())
        for y in range(image.height() // 2, image.height() - 3)
        if image.pixelColor(x, y).name() == red
    }
    metrics = box.line.fontMetrics()
    assert abs(max(columns) - min(columns) - metrics.horizontalAdvance("doubled")) < 12
    assert rig.state.marked == set()


def test_a_name_that_is_not_there_is_told_only_when_the_word_is_done(rig: Rig) -> None:
    box = rig.desk.selection_box
    type_in(rig, "doub")
    assert (box.said, box.options) == ("", ("doubled",))

    rig.qtbot.keyClicks(box.line, "el")
    assert box.said == "There is no node `doubel`. Did you mean `doubled`?"


def test_esc_takes_text_and_marks_away_and_goes_back_to_the_canvas(rig: Rig) -> None:
    type_in(rig, "*")
    press(rig, KEY.Key_Return)
    assert len(rig.state.marked) == 8

    press(rig, KEY.Key_Escape)

    assert rig.state.marked == set()
    assert rig.desk.selection_box.line.text() == ""
    assert rig.desk.canvas.hasFocus()


def test_up_and_down_go_through_what_was_selected_before(rig: Rig, tmp_path: Path) -> None:
    for text in ("label", "table+"):
        type_in(rig, text)
        press(rig, KEY.Key_Return)
    box = rig.desk.selection_box
    press(rig, KEY.Key_Escape)

    seen: list[str] = []
    rig.do("marked.choose")
    for key in (KEY.Key_Up, KEY.Key_Up, KEY.Key_Up, KEY.Key_Down, KEY.Key_Down):
        press(rig, key)
        seen.append(box.line.text())

    assert seen == ["table+", "label", "label", "table+", ""]
    assert rig.memory.choices.recall(tmp_path / "project").selections == ("table+", "label")


def test_names_of_marked_nodes_are_copied_in_the_order_of_the_graph(rig: Rig) -> None:
    copied: list[str] = []
    rig.means.choosing.mark(["broken", "doubled"])  # type: ignore[list-item]
    rig.workbench._surface.copy = copied.append  # type: ignore[method-assign]
    rig.do("marked.copy_names")

    assert copied == ["doubled\nbroken"]


def canvas_place(rig: Rig, node: str) -> QPoint:
    rig.desk.canvas.settle()
    return rig.desk.canvas.position_of(NodeId(node))


def test_a_band_marks_the_cards_that_it_touches(rig: Rig) -> None:
    canvas = rig.desk.canvas
    canvas.fit()
    places = [canvas_place(rig, node) for node in ("label", "table")]
    start = QPoint(min(p.x() for p in places), min(p.y() for p in places))
    end = QPoint(max(p.x() for p in places) + 3, max(p.y() for p in places) + 3)
    number = canvas_place(rig, "number")

    drag(canvas, start, end, SHIFT)
    assert {"label", "table"} <= rig.state.marked
    assert "number" not in rig.state.marked
    before = rig.state.marked

    drag(canvas, number, number + QPoint(20, 4), SHIFT | CTRL)
    assert rig.state.marked == before | {"number"}
    drag(canvas, number, number + QPoint(20, 4), SHIFT)
    assert rig.state.marked == {"number"}


def test_ctrl_click_marks_one_more_beside_the_selected_one_and_takes_marks_away(rig: Rig) -> None:
    rig.click("label")
    seen: list[frozenset[NodeId]] = []
    for _ in range(2):
        rig.qtbot.mouseClick(rig.desk.canvas, LEFT, CTRL, canvas_place(rig, "table"))
        seen.append(rig.state.marked)
    assert seen == [{"label", "table"}, {"label"}]

    rig.qtbot.mouseClick(rig.desk.canvas, LEFT, CTRL, canvas_place(rig, "broken"))
    assert rig.state.marked == {"label", "broken"}
    picture = rig.workbench.picture
    assert picture
    place = picture.index_of(NodeId("broken"))
    assert picture.emphasis[place] == Emphasis.MARKED
    assert rig.state.selected == "label"


def test_ctrl_click_on_a_module_of_the_outline_marks_its_nodes(rig: Rig) -> None:
    tree = rig.desk.outline.findChild(QTreeView)
    assert tree
    model = tree.model()
    module = next(i for i in (model.index(r, 0) for r in range(2)) if i.data() == "flow")
    rig.qtbot.mouseClick(tree.viewport(), LEFT, CTRL, tree.visualRect(module).center())

    assert rig.state.marked == rig.state.graph.nodes.keys() - {"number"}
    assert module.data(ROW_ROLE).is_marked


def test_show_only_leaves_only_what_is_typed(rig: Rig) -> None:
    type_in(rig, "+label")
    press(rig, KEY.Key_Return, SHIFT)
    rig.wait(lambda state: state.layout and len(state.layout.ids) == 3)

    assert set(rig.state.layout.ids) == {"number", "doubled", "label"}  # type: ignore[union-attr]
    assert rig.state.marked == set()
    assert rig.state.lens.focus.text == "+label"  # type: ignore[union-attr]


def test_marked_nodes_are_run_to_and_counts_follow_the_run(tmp_path: Path, qtbot: QtBot) -> None:
    with started(tmp_path / "home", qtbot) as rig:
        rig.open(write(tmp_path / "project", "flow.py", FLOW))
        rig.means.choosing.mark(map(NodeId, ("table", "label", "number")))
        type_in(rig, "status:done")
        press(rig, KEY.Key_Return)
        box = rig.desk.selection_box
        assert (box.count, box.said) == ("0 of 8", "No node fits this now.")

        rig.do("marked.run")
        rig.answer(number="3")
        run = rig.wait_for_end()

        assert set(run.targets) == {"table", "label"}
        rig.wait(lambda _: box.count == "3 of 8")


def test_letters_typed_on_the_canvas_go_to_the_node(rig: Rig) -> None:
    canvas = rig.desk.canvas
    canvas.setFocus()
    rig.qtbot.keyClicks(canvas, "lab")
    assert rig.state.selected == "label"

    canvas.typing.end()
    rig.qtbot.keyClicks(canvas, "b")
    went = [rig.state.selected]
    for _ in range(3):
        rig.qtbot.keyClick(canvas, KEY.Key_Return)
        went.append(rig.state.selected)

    assert went == ["broken", "below_broken", "doubled", "table"]
    assert canvas.typing.shown == "<b>b</b>&nbsp;&nbsp;4 of 6"


def test_a_letter_with_a_command_of_its_own_is_that_only_before_a_name_is_begun(rig: Rig) -> None:
    canvas = rig.desk.canvas
    canvas.setFocus()
    used: list[str] = []
    rig.actions["view.fit"].triggered.connect(lambda: used.append("fit"))

    rig.qtbot.keyClicks(canvas, "f")
    assert (used, canvas.typing.shown) == (["fit"], "")

    rig.qtbot.keyClicks(canvas, "af")
    assert used == ["fit"]
    assert rig.state.selected == "after_sleep"

    rig.qtbot.keyClick(canvas, KEY.Key_Escape)
    assert (rig.state.selected, canvas.typing.shown) == ("after_sleep", "")


@pytest.mark.parametrize(
    ("select", "shown", "told"),
    [
        ("+label", {"number", "doubled", "label"}, ""),
        ("status:failed", None, "`status:failed` picks no node."),
        ("labels", None, "There is no node `labels`. Did you mean `label`?"),
    ],
)
def test_the_command_line_shows_only_what_it_selects(
    tmp_path: Path, qtbot: QtBot, select: str, shown: set[str] | None, told: str
) -> None:
    file = write(tmp_path / "project", "flow.py", FLOW)
    options = WindowOptions(targets=(str(file),), select=select)
    with started(tmp_path / "home", qtbot) as rig:
        startup = Startup(rig.means, options, 0.0)
        startup.begin()
        rig.wait(lambda state: state.layout and state.lens == state.seen.lens)
        if shown:
            rig.wait(lambda state: set(state.layout.ids) == shown)  # type: ignore[union-attr]
        else:
            rig.wait(lambda state: state.banner and state.banner.text == told)
            assert len(rig.state.layout.ids) == 8  # type: ignore[union-attr]


def drag(canvas: QWidget, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    QTest.mousePress(canvas, LEFT, modifiers, start)
    for place in (start + (end - start) / 2, end):
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(place),
            QPointF(canvas.mapToGlobal(place)),
            Qt.MouseButton.NoButton,
            LEFT,
            modifiers,
        )
        QApplication.sendEvent(canvas, event)
    QTest.mouseRelease(canvas, LEFT, modifiers, end)
