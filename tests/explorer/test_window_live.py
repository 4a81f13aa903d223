"""Files that are saved while the window is open."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from core.model.given import GivenFile
from core.model.graph import NodeId
from core.model.run import Status
from core.picture import Mark
from explorer.state import Origin, State, WorkerStatus
from tests.explorer.rig import PATIENCE, Rig, started, write

FLOW = """
    import helpers

    LIMIT = 3


    class Mine:
        pass


    def raw(number: int) -> int:
        return number


    def clean(raw: int) -> int:
        return helpers.clean(raw) + LIMIT


    def total(clean: int) -> int:
        return clean


    def apart(number: int) -> str:
        return "apart"


    def mine() -> Mine:
        return Mine()
"""
HELPERS = "def clean(x):\n    return x\n"
TOTAL, CLEAN = NodeId("total"), NodeId("clean")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "flow", "flow.py", FLOW)
    write(tmp_path / "flow", "helpers.py", HELPERS)
    return tmp_path / "flow"


@pytest.fixture
def rig(tmp_path: Path, folder: Path, qtbot: QtBot) -> Iterator[Rig]:
    with started(tmp_path / "home", qtbot) as rig:
        yield rig


def opened(rig: Rig, *files: Path, is_trusted: bool = True) -> None:
    rig.open(*files, is_trusted=is_trusted)
    rig.wait(lambda _: rig.engine.live.is_attentive)


def computed(rig: Rig, node: str = "total") -> None:
    rig.run_to(node, number="1")
    rig.wait_for_end()


def edited(folder: Path, old: str, new: str, file: str = "flow.py") -> None:
    text = (folder / file).read_text()
    assert old in text
    other = folder / f"{file}.part"  # as editors and git do
    other.write_text(text.replace(old, new))
    os.replace(other, folder / file)


def is_settled(state: State) -> bool:
    return state.worker is WorkerStatus.READY and state.origin is Origin.LOADED


def why_stale(rig: Rig) -> dict[str, str]:
    return {str(node): why for node, why in rig.state.freshness.stale.items()}


def test_a_save_redraws_in_place_and_marks_what_changed(rig: Rig, folder: Path) -> None:
    opened(rig, folder / "flow.py")
    rig.click("total")
    before, zoom = rig.state.layout, rig.desk.canvas.zoom
    new = "def total(clean: int) -> int:\n    return -clean\n\n\ndef more(total: int) -> int: ..."

    edited(folder, "def total(clean: int) -> int:\n    return clean", new)
    rig.wait(lambda state: NodeId("more") in state.graph.nodes)

    assert rig.marks("more") & Mark.NEW
    assert rig.marks("total") & Mark.EDITED
    assert not rig.marks("clean") & (Mark.NEW | Mark.EDITED)
    assert rig.state.news == "Saved: `more` new, `total` edited."
    assert rig.state.selected == TOTAL
    assert rig.desk.canvas.zoom == zoom
    after = rig.state.layout
    assert before and after
    places = dict(zip(before.ids, before.boxes[:, 0].tolist(), strict=True))
    moved = zip(after.ids, after.boxes[:, 0].tolist(), strict=True)
    assert all(places[id] == x for id, x in moved if id in places)
    rig.wait(is_settled)


@pytest.mark.parametrize("end", ["esc", "run"])
def test_what_is_removed_stays_as_a_ghost_for_a_while(rig: Rig, folder: Path, end: str) -> None:
    opened(rig, folder / "flow.py")
    before = rig.state.layout
    assert before
    place = before.boxes[before.ids.index("apart")].tolist()

    edited(folder, 'def apart(number: int) -> str:\n    return "apart"', "")
    rig.wait(lambda state: state.freshness.ghosts)
    rig.wait(is_settled)
    rig.qtbot.waitUntil(lambda: rig.desk.canvas.is_sharp)
    (ghost,) = rig.state.freshness.ghosts
    haunted = rig.desk.canvas.grab().toImage()
    if end == "esc":
        rig.do("node.deselect")
        rig.qtbot.waitUntil(lambda: rig.desk.canvas.grab().toImage() != haunted)
    else:
        computed(rig)

    assert ghost.node == "apart" and list(ghost.box) == place
    rig.wait(lambda state: not state.freshness.ghosts)


def test_stale_values_stay_and_say_why_and_only_they_run_again(rig: Rig, folder: Path) -> None:
    opened(rig, folder / "flow.py")
    computed(rig)
    computed_apart = rig.means.run.to_node
    computed_apart(NodeId("apart"))
    rig.wait_for_status("apart", Status.DONE)
    rig.wait_for_end()
    rig.means.selection.select(TOTAL)

    edited(folder, "return x", "return x * 10", "helpers.py")
    rig.wait(lambda state: state.freshness.stale)
    rig.wait(is_settled)

    expected = {
        "clean": "helper `clean` in `helpers` changed",
        "total": "upstream `clean` is stale",
    }
    assert why_stale(rig) == expected
    assert rig.marks("total") & Mark.STALE
    assert rig.state.results[TOTAL].summary == "int 4"
    rig.do("run.to_here")
    rig.wait(lambda state: state.results[TOTAL].summary == "int 13")
    rig.wait_for_end()
    assert rig.run.nodes[NodeId("raw")].status is Status.REUSED
    assert rig.run.nodes[CLEAN].status is Status.DONE
    rig.wait(lambda state: not state.freshness.stale)


def test_words_about_code_make_nothing_stale(rig: Rig, folder: Path) -> None:
    opened(rig, folder / "flow.py")
    computed(rig)
    line = rig.state.graph.nodes[TOTAL].source

    edited(folder, "LIMIT = 3", "# The most there may be.\nLIMIT = 3")
    rig.wait(lambda state: state.graph.nodes[TOTAL].source != line and is_settled(state))

    assert not rig.state.freshness.stale
    assert not rig.state.freshness.edits
    assert rig.state.results[TOTAL].summary == "int 4"


def test_an_edit_that_is_taken_back_leaves_the_values_good(rig: Rig, folder: Path) -> None:
    opened(rig, folder / "flow.py")
    computed(rig)

    edited(folder, "LIMIT = 3", "LIMIT = 4")
    rig.wait(lambda state: state.freshness.stale and is_settled(state))
    assert why_stale(rig)["clean"] == "constant `LIMIT` changed"
    edited(folder, "LIMIT = 4", "LIMIT = 3")
    rig.wait(lambda state: not state.freshness.stale and is_settled(state))

    rig.do("run.to_here")
    assert rig.wait_for_end().nodes[TOTAL].status is Status.REUSED


def test_a_syntax_error_keeps_the_last_graph_and_the_values(rig: Rig, folder: Path) -> None:
    opened(rig, folder / "flow.py")
    computed(rig)
    nodes = rig.state.graph.nodes.keys()

    edited(folder, "return helpers.clean(raw) + LIMIT", "return helpers.clean(raw + LIMIT")
    rig.wait(lambda state: state.banner)

    banner = rig.state.banner
    assert banner
    assert banner.text == (
        "flow.py, line 16: '(' was never closed. "
        "The graph is of the last version that could be read."
    )
    assert rig.state.graph.nodes.keys() == nodes
    assert rig.state.results[TOTAL].summary == "int 4"
    assert rig.state.problems[0].line == 16
    edited(folder, "return helpers.clean(raw + LIMIT", "return helpers.clean(raw + LIMIT)")
    rig.wait(lambda state: state.banner is None and is_settled(state))
    rig.wait(lambda state: why_stale(rig).get("clean") == "its code changed")


def test_a_half_written_file_is_waited_for(rig: Rig, folder: Path, qtbot: QtBot) -> None:
    opened(rig, folder / "flow.py")
    nodes = rig.state.graph.nodes.keys()
    text = (folder / "flow.py").read_text()

    with qtbot.assertNotEmitted(rig.engine.live.edited, wait=250):
        (folder / "flow.py").write_text("")
    (folder / "flow.py").write_text(text.replace("apart", "aside"))
    rig.wait(lambda state: NodeId("aside") in state.graph.nodes)

    assert len(rig.state.graph.nodes) == len(nodes)


def test_files_that_come_and_go_in_an_open_folder_are_followed(rig: Rig, folder: Path) -> None:
    opened(rig, folder)

    shutil.copy(folder / "helpers.py", folder / "other.py")
    write(folder, "other.py", "def other(total: int) -> int:\n    return total\n")
    rig.wait(lambda state: NodeId("other") in state.graph.nodes and is_settled(state))
    os.replace(folder / "other.py", folder / "renamed.py")
    rig.wait(lambda state: _module(state, "other") == "renamed" and is_settled(state))
    (folder / "renamed.py").unlink()
    rig.wait(lambda state: NodeId("other") not in state.graph.nodes and is_settled(state))


def test_other_inputs_make_stale_what_reads_them(rig: Rig, folder: Path) -> None:
    opened(rig, folder / "flow.py")
    computed(rig)

    rig.means.run.change_inputs()
    rig.answer(number="2")
    rig.wait(lambda state: state.freshness.stale)

    assert why_stale(rig) == {
        "number": "its value changed",
        "raw": "input `number` changed",
        "clean": "upstream `raw` is stale",
        "total": "upstream `clean` is stale",
    }


def test_other_content_of_a_given_file_makes_stale_what_reads_it(rig: Rig, folder: Path) -> None:
    opened(rig, folder / "flow.py")
    file = write(folder, "number.json", "1")
    rig.means.given.override(NodeId("raw"), GivenFile(file))
    rig.run_to("total")
    rig.wait_for_end()

    file.write_text("2")
    rig.wait(lambda state: state.freshness.stale)

    assert why_stale(rig) == {
        "raw": "its file `number.json` changed",
        "clean": "upstream `raw` is stale",
        "total": "upstream `clean` is stale",
    }
    rig.means.run.to_node(TOTAL)
    rig.wait(lambda state: not state.freshness.stale and state.results[TOTAL].summary == "int 5")


def test_values_of_the_projects_own_types_go_with_their_class(rig: Rig, folder: Path) -> None:
    opened(rig, folder / "flow.py")
    rig.run_to("mine")
    rig.wait_for_end()

    edited(folder, "LIMIT = 3", "LIMIT = 4")
    rig.wait(lambda state: NodeId("mine") not in state.results)


def test_other_statements_at_the_top_start_a_fresh_worker(rig: Rig, folder: Path) -> None:
    edited(folder, "def clean", "import os\nos.environ['SHOP'] = 'a'\n\ndef clean", "helpers.py")
    opened(rig, folder / "flow.py")
    worker = rig.link.pid

    edited(folder, "'a'", "'b'", "helpers.py")
    rig.wait(lambda state: rig.link.pid not in (worker, None) and is_settled(state))


def test_the_selected_node_runs_on_save_when_asked_to(rig: Rig, folder: Path) -> None:
    opened(rig, folder / "flow.py")
    computed(rig)
    rig.do("run.on_save")

    edited(folder, "LIMIT = 3", "LIMIT = 4")
    rig.wait(lambda state: state.results[TOTAL].summary == "int 5")

    assert rig.actions["run.on_save"].isChecked()


def test_an_empty_file_is_followed_too(rig: Rig, folder: Path) -> None:
    rig.open(write(folder, "empty.py", ""), is_trusted=False)

    write(folder, "empty.py", "def first() -> int:\n    return 1\n")

    rig.wait(lambda state: NodeId("first") in state.graph.nodes)
    assert rig.marks("first") & Mark.NEW


def test_an_untrusted_folder_is_redrawn_and_runs_nothing(rig: Rig, folder: Path) -> None:
    opened(rig, folder / "flow.py", is_trusted=False)

    edited(folder, "def apart", "open('ran', 'w')\n\n\ndef aside")
    rig.wait(lambda state: NodeId("aside") in state.graph.nodes)

    assert rig.state.worker is WorkerStatus.NONE
    assert not (folder / "ran").exists()


def _module(state: State, node: str) -> str:
    found = state.graph.nodes.get(NodeId(node))
    return found.module if found else ""


def test_what_took_long_comes_back_to_a_fresh_worker_where_it_is_still_true(
    rig: Rig, folder: Path
) -> None:
    edited(folder, "def clean", "import os\nos.environ['SHOP'] = 'a'\n\ndef clean", "helpers.py")
    edited(folder, "    return number", "    import time; time.sleep(0.6)\n    return number")
    opened(rig, folder / "flow.py")
    computed(rig)
    worker = rig.link.pid

    edited(folder, "'a'", "'b'", "helpers.py")
    rig.wait(lambda state: rig.link.pid not in (worker, None) and is_settled(state))
    rig.wait_for_status("raw", Status.REUSED)
    assert not why_stale(rig)
    rig.means.run.change_inputs()
    rig.answer(number="2")
    rig.wait(lambda state: state.freshness.stale)

    assert why_stale(rig) == {"raw": "input `number` changed"}


def test_a_module_that_cannot_be_imported_twice_offers_a_restart(rig: Rig, folder: Path) -> None:
    once = "import sys\nassert not hasattr(sys, 'shop'), 'twice'\nsys.shop = 1\n\n\ndef clean"
    edited(folder, "def clean", once, "helpers.py")
    opened(rig, folder / "flow.py")
    assert not rig.state.banner

    edited(folder, "return x", "return -x", "helpers.py")
    rig.wait(lambda state: state.banner)
    assert "twice" in rig.state.banner.text  # type: ignore[union-attr]
    rig.do("worker.restart")
    rig.wait(lambda state: is_settled(state) and not state.banner)


def test_the_code_of_a_large_dataflow_is_not_read_before_an_edit(rig: Rig, tmp_path: Path) -> None:
    text = "".join(f"def node_{i}(a: int) -> int:\n    return a\n\n" for i in range(4001))
    rig.open(write(tmp_path / "large", "large_flow.py", text), is_trusted=False)
    rest = QTimer(singleShot=True, interval=400)
    passed: list[object] = []

    with rig.qtbot.waitSignal(rest.timeout, timeout=PATIENCE):
        rest.start()
    rig.engine.background.run(lambda: None, passed.append)  # behind all that is under way
    rig.qtbot.waitUntil(lambda: bool(passed), timeout=PATIENCE)

    assert not rig.engine.live.is_attentive
