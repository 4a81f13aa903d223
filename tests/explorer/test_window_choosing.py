"""Marking several nodes: by words, by hand, and what is done with them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from tests.explorer.rig import FLOW, Rig, started, write

KEY = Qt.Key
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
