"""Groups, focus and the way back in the real window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from core.grouping import GroupId
from core.model.graph import NodeId
from core.model.run import RunStatus, Status
from core.viewing import Around, Lens
from tests.benchmarks.dataflows import dataflow
from tests.explorer.rig import FLOW, Rig, started, write

CHAIN = "\n".join(
    ["def link_0(number: int) -> int:\n    return number"]
    + [f"def link_{i}(link_{i - 1}: int) -> int:\n    return link_{i - 1} + 1" for i in range(1, 9)]
)
MODULE = GroupId("module:numbers_flow")


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    with started(tmp_path / "home", qtbot) as rig:
        yield rig


@pytest.fixture
def chain(rig: Rig, tmp_path: Path) -> Rig:
    rig.open(write(tmp_path / "flow", "numbers_flow.py", CHAIN), is_trusted=False)
    return rig


@pytest.fixture
def large(rig: Rig, tmp_path: Path) -> Rig:
    """400 nodes in 8 modules."""
    folder = tmp_path / "large"
    folder.mkdir()
    rig.open(*dataflow(400, modules=8).write(folder), is_trusted=False)
    return rig


def cards(rig: Rig) -> set[str]:
    """What the canvas shows, when it has caught up with how one wants to look."""
    rig.wait(lambda state: state.lens == state.seen.lens)
    picture = rig.workbench.picture
    assert picture
    return set(picture.faces.ids)


def double_click(rig: Rig, card: str) -> None:
    canvas = rig.desk.canvas
    canvas.center_on(NodeId(card))
    canvas.settle()
    place = canvas.position_of(NodeId(card))
    rig.qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)
    rig.qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=place)


def crumb_texts(rig: Rig) -> list[str]:
    return [label.text() for label in rig.desk.breadcrumb.findChildren(QLabel) if label.isVisible()]


def press(rig: Rig, text: str) -> None:
    """Press a button of the breadcrumb."""
    buttons = rig.desk.breadcrumb.findChildren(QPushButton)
    button = next(one for one in buttons if one.text() == text and one.isVisible())
    rig.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_large_dataflow_opens_with_its_modules_closed_and_one_click_draws_all(
    large: Rig,
) -> None:
    assert len(cards(large)) < 40
    assert "400 nodes, 8 modules closed" in crumb_texts(large)

    press(large, "Draw all")

    assert len(cards(large)) == 400


def test_a_double_click_opens_a_group_in_place_and_alt_left_returns(large: Rig) -> None:
    group = next(iter(large.state.seen.closed))
    before, layout = cards(large), large.state.layout

    double_click(large, group)

    opened = cards(large)
    assert opened - before == set(large.state.seen.groups.groups[group].nodes)
    assert before - opened == {group}
    large.qtbot.keyClick(large.desk.canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert cards(large) == before
    assert large.state.layout is layout


def test_the_middle_of_an_opened_group_stays_where_the_group_was(large: Rig) -> None:
    canvas, group = large.desk.canvas, list(large.state.seen.closed)[3]
    large.means.selection.select_group(group)
    canvas.center_on(group)
    canvas.settle()
    place = canvas.position_of(group)
    members = large.state.seen.closed[group].nodes

    large.qtbot.keyClick(canvas, Qt.Key.Key_Return)
    cards(large)
    canvas.settle()

    gaps = [(canvas.position_of(node) - place).manhattanLength() for node in members]
    assert min(gaps) < 60


def test_a_selected_group_says_what_is_in_it_and_backspace_closes_it_again(large: Rig) -> None:
    group = next(iter(large.state.seen.closed))
    large.means.selection.select_group(group)
    sheet = large.desk.node.group
    assert sheet.isVisible()

    large.do("graph.open_group")
    assert group not in cards(large)
    large.means.selection.select(large.state.seen.groups.groups[group].nodes[0])
    large.qtbot.keyClick(large.desk.canvas, Qt.Key.Key_Backspace)

    assert group in cards(large)


def test_a_found_node_comes_out_of_its_closed_group(large: Rig) -> None:
    group = list(large.state.seen.closed.values())[-1]

    large.desk.outline.node_chosen.emit(group.nodes[5])

    assert group.nodes[5] in cards(large)
    assert large.state.selected == group.nodes[5]
    large.do("graph.back")
    assert group.group.id in cards(large)
    assert large.state.selected is None


def test_keys_focus_on_a_node_and_widen_step_by_step(chain: Rig) -> None:
    canvas = chain.desk.canvas
    chain.click("link_4")

    chain.qtbot.keyClicks(canvas, ".")
    assert cards(chain) == {f"link_{i}" for i in range(2, 7)}
    chain.qtbot.keyClicks(canvas, "]")
    assert cards(chain) == {f"link_{i}" for i in range(1, 8)}
    chain.qtbot.keyClicks(canvas, "[[")
    assert cards(chain) == {f"link_{i}" for i in range(3, 6)}

    assert "link_4 ±1" in crumb_texts(chain)
    press(chain, "All")
    assert len(cards(chain)) == 10


def test_the_wheel_with_alt_widens_the_focus(chain: Rig) -> None:
    chain.means.selection.select(NodeId("link_4"))
    chain.do("graph.focus")
    canvas = chain.desk.canvas
    middle = QPointF(canvas.rect().center())
    turn = QWheelEvent(
        middle,
        QPointF(canvas.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(120, 0),  # as Qt turns it with Alt
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.AltModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )

    QApplication.sendEvent(canvas, turn)

    focus = chain.state.lens.focus
    assert isinstance(focus, Around)
    assert (focus.upstream, focus.downstream) == (3, 3)


def test_all_upstream_and_all_downstream(chain: Rig) -> None:
    chain.means.selection.select(NodeId("link_2"))

    chain.do("graph.upstream")
    assert cards(chain) == {"number", "link_0", "link_1", "link_2"}
    chain.do("graph.downstream")

    assert cards(chain) == {f"link_{i}" for i in range(2, 9)}


def test_the_path_to_another_node_is_asked_for_in_the_palette(chain: Rig) -> None:
    chain.means.selection.select(NodeId("link_6"))
    chain.do("graph.path")
    box = chain.desk.palette.focusWidget()
    assert box

    chain.qtbot.keyClicks(box, "link_4")
    chain.qtbot.keyClick(box, Qt.Key.Key_Return)

    assert cards(chain) == {"link_4", "link_5", "link_6"}


def test_where_there_is_no_path_a_sentence_says_so(rig: Rig, tmp_path: Path) -> None:
    rig.open(write(tmp_path / "flow", "numbers_flow.py", FLOW), is_trusted=False)

    rig.means.viewing.show_path(NodeId("table"), NodeId("label"))

    assert rig.state.banner
    assert "`table`" in rig.state.banner.text and "`label`" in rig.state.banner.text
    assert rig.state.lens == Lens()


def test_hidden_nodes_are_gone_pinned_ones_stay_and_everything_comes_back(chain: Rig) -> None:
    chain.means.selection.select(NodeId("link_8"))
    chain.do("graph.pin")
    chain.means.viewing.hide({NodeId("link_7"), NodeId("link_8")})
    assert cards(chain) == {"number", "link_8", *(f"link_{i}" for i in range(7))}

    chain.means.viewing.show_only(frozenset({NodeId("link_1")}), "one")
    assert cards(chain) == {"link_1", "link_8"}
    chain.do("graph.show_all")

    assert len(cards(chain)) == 10


def test_arrow_keys_walk_onto_closed_groups_and_enter_opens_them(chain: Rig) -> None:
    chain.do("graph.by_module")
    assert cards(chain) == {MODULE}
    canvas = chain.desk.canvas

    chain.qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert chain.state.group == MODULE
    chain.qtbot.keyClick(canvas, Qt.Key.Key_Return)

    assert len(cards(chain)) == 10
    assert chain.state.group is None


def test_home_fits_the_graph(chain: Rig) -> None:
    canvas = chain.desk.canvas
    canvas.set_zoom(3.0)
    canvas.settle()

    chain.qtbot.keyClick(canvas, Qt.Key.Key_Home)
    canvas.settle()

    assert len(canvas.cards_in_view()) == 10


def test_a_failure_marks_its_closed_group_and_f8_reveals_it(rig: Rig, tmp_path: Path) -> None:
    rig.open(write(tmp_path / "flow", "numbers_flow.py", FLOW))
    rig.wait_until_ready()
    rig.do("graph.by_module")
    assert cards(rig) == {MODULE}

    rig.run_to("below_broken", number="4")
    assert rig.wait_for_end().status is RunStatus.FAILED
    rig.wait(lambda state: state.selected == "broken")

    picture = rig.workbench.picture
    assert picture
    card = picture.card(0)
    assert (card.status, card.note) == (Status.FAILED, "1 failed")
    rig.do("run.show_failure")
    assert "broken" in cards(rig)
    assert rig.state.selected == "broken"
    rig.desk.canvas.settle()
    place = QPointF(rig.desk.canvas.position_of(NodeId("broken")))
    assert rig.desk.canvas.node_at(place) == "broken"


def test_reading_again_keeps_how_one_looks(chain: Rig) -> None:
    chain.means.selection.select(NodeId("link_4"))
    chain.do("graph.focus")
    shown = cards(chain)
    before, project = chain.state.graph, chain.state.project
    assert project
    file = project.modules[0].file
    assert file
    file.write_text(CHAIN + "\ndef link_9(link_8: int) -> int:\n    return link_8\n")

    chain.do("project.reload")

    chain.wait(lambda state: state.graph is not before)
    assert cards(chain) == shown
    assert len(chain.state.graph.nodes) == 11


def test_going_back_looks_from_where_one_looked(chain: Rig) -> None:
    canvas = chain.desk.canvas
    chain.means.selection.select(NodeId("link_4"))
    canvas.set_zoom(1.3)
    canvas.settle()
    place = canvas.position_of(NodeId("link_4"))

    chain.do("graph.downstream")
    cards(chain)
    canvas.settle()
    chain.do("graph.back")
    cards(chain)
    canvas.settle()

    assert canvas.zoom == pytest.approx(1.3)
    assert (canvas.position_of(NodeId("link_4")) - place).manhattanLength() <= 2


def test_nodes_are_grouped_by_a_tag_that_the_palette_offers(rig: Rig, tmp_path: Path) -> None:
    text = "from hamilton.function_modifiers import tag\n" + "\n".join(
        f'@tag(team="{team}")\ndef {name}(number: int) -> int:\n    return number'
        for name, team in (("one", "red"), ("two", "red"), ("three", "blue"), ("four", "blue"))
    )
    rig.open(write(tmp_path / "flow", "tagged.py", text), is_trusted=False)
    rig.do("graph.by_tag")
    box = rig.desk.palette.focusWidget()
    assert box

    rig.qtbot.keyClicks(box, "team")
    rig.qtbot.keyClick(box, Qt.Key.Key_Return)

    assert cards(rig) == {"number", "tag:team=red", "tag:team=blue"}
