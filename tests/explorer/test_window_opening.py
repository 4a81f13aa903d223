"""Open, read, trust, load, reload: with a real window and a real worker."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from core.model.graph import NodeId
from core.model.problem import ProblemKind
from core.model.run import Status
from explorer.controllers.project import OpenRequest
from explorer.state import Origin, TrustQuestion, WorkerStatus
from tests.explorer.rig import FLOW, Rig, started, write

TRAP = """
    from pathlib import Path

    Path(__file__).with_name("sprung").write_text("")


    def bait() -> int:
        return 1
"""


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    with started(tmp_path / "home", qtbot) as rig:
        yield rig


@pytest.fixture
def flow(tmp_path: Path) -> Path:
    return write(tmp_path / "flow", "numbers_flow.py", FLOW)


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    return write(tmp_path / "trap", "trap.py", TRAP)


def test_a_click_on_a_card_shows_the_function(rig: Rig, flow: Path) -> None:
    rig.open(flow)

    rig.click("doubled")

    assert rig.state.selected == "doubled"
    assert rig.state.source.startswith("def doubled(number: int)")
    assert "return number * 2" in rig.desk.node.source.toPlainText()


def test_the_worker_s_graph_takes_the_place_of_the_one_that_was_read(rig: Rig, flow: Path) -> None:
    rig.open(flow, is_trusted=False)
    read, layout = rig.state.graph, rig.state.layout
    rig.do("project.ask_trust")

    rig.questions.dialog.accept()  # type: ignore[union-attr]

    rig.wait(lambda state: state.origin is Origin.LOADED)
    assert layout and rig.state.layout
    assert rig.state.graph.nodes.keys() == read.nodes.keys()
    assert rig.state.layout.ids == layout.ids
    assert (rig.state.layout.boxes == layout.boxes).all()


def test_an_untrusted_folder_is_shown_and_nothing_of_it_runs(rig: Rig, trap: Path) -> None:
    rig.open(trap, is_trusted=False)

    rig.means.selection.select(NodeId("bait"))

    assert "bait" in rig.state.graph.nodes
    assert "not trusted" in rig.desk.banner.text
    assert rig.state.worker is WorkerStatus.NONE
    assert not trap.with_name("sprung").exists()


def test_the_first_run_asks_for_trust_and_goes_on_when_it_is_given(rig: Rig, trap: Path) -> None:
    rig.open(trap, is_trusted=False)
    rig.run_to("bait")
    question = rig.state.question

    rig.questions.dialog.accept()  # type: ignore[union-attr]

    assert isinstance(question, TrustQuestion)
    assert question.root == trap.parent
    assert question.modules == ("trap",)
    rig.wait_for_status("bait", Status.DONE)
    assert trap.with_name("sprung").exists()


def test_a_run_is_forgotten_when_trust_is_refused(rig: Rig, trap: Path) -> None:
    rig.open(trap, is_trusted=False)
    rig.run_to("bait")

    rig.questions.dialog.reject()  # type: ignore[union-attr]

    assert rig.state.question is None
    assert rig.state.worker is WorkerStatus.NONE
    assert not trap.with_name("sprung").exists()


def test_trust_is_kept_for_the_next_session_until_it_is_taken_back(
    tmp_path: Path, qtbot: QtBot, trap: Path
) -> None:
    with started(tmp_path / "home", qtbot) as first:
        first.open(trap, is_trusted=False)
        first.means.project.trust()
        first.wait(lambda state: state.origin is Origin.LOADED)

    with started(tmp_path / "home", qtbot) as second:
        second.means.project.open(OpenRequest(trap.parent, (str(trap),)))
        second.wait(lambda state: state.origin is Origin.LOADED)
        second.memory.trusted.revoke(trap.parent)

    with started(tmp_path / "home", qtbot) as third:
        third.open(trap, is_trusted=False)
        assert third.state.worker is WorkerStatus.NONE


def test_the_interpreter_that_an_untrusted_project_names_is_not_started(
    rig: Rig, trap: Path
) -> None:
    python = write(trap.parent, "python", '#!/bin/sh\ntouch "$(dirname "$0")/sprung"\n')
    python.chmod(0o755)
    write(trap.parent, "pyproject.toml", '[tool.lineage-explorer]\npython = "python"\n')

    rig.open(trap, is_trusted=False)
    rig.do("project.ask_trust")

    assert isinstance(rig.state.question, TrustQuestion)
    assert rig.state.question.interpreter == python
    assert not trap.with_name("sprung").exists()


def test_what_is_not_there_is_said_in_a_sentence(rig: Rig, tmp_path: Path) -> None:
    with rig.qtbot.waitSignal(rig.means.project.opened):
        rig.means.project.open(OpenRequest(tmp_path, ("nowhere.py",)))

    assert "nowhere.py does not exist" in rig.desk.banner.text
    assert rig.state.project is None


def test_a_folder_is_opened_as_its_settings_say(rig: Rig, flow: Path) -> None:
    write(flow.parent, "other.py", "def other() -> int:\n    return 1\n")
    settings = '[tool.lineage-explorer]\ntargets = ["numbers_flow.py"]\ninputs = { number = 4 }\n'
    write(flow.parent, "pyproject.toml", settings)

    rig.means.project.open_paths([flow.parent])

    rig.wait(lambda state: state.origin is Origin.READ)
    assert "other" not in rig.state.graph.nodes
    assert rig.state.inputs.keys() == {"number"}


def test_a_folder_without_settings_is_opened_with_all_its_modules(rig: Rig, flow: Path) -> None:
    write(flow.parent, "other.py", "def other() -> int:\n    return 1\n")

    rig.means.project.open_paths([flow.parent])

    rig.wait(lambda state: state.origin is Origin.READ)
    assert {"other", "doubled"} <= rig.state.graph.nodes.keys()


def test_a_file_dropped_on_the_window_is_opened(rig: Rig, flow: Path) -> None:
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(flow))])
    copy, button, keys = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entering = QDragEnterEvent(QPoint(9, 9), copy, dropped, button, keys)

    rig.frame.dragEnterEvent(entering)
    rig.frame.dropEvent(QDropEvent(QPointF(9, 9), copy, dropped, button, keys))

    assert entering.isAccepted()
    rig.wait(lambda state: state.origin is Origin.READ)
    assert rig.frame.windowTitle().startswith("numbers_flow")


def test_the_node_asked_for_is_selected_and_an_unknown_one_is_named(rig: Rig, flow: Path) -> None:
    rig.open(flow, node="label")
    selected = rig.state.selected

    rig.open(flow, node="lable")

    assert selected == "label"
    rig.wait(lambda state: state.banner)
    assert "`lable`" in rig.desk.banner.text


def test_reloading_after_an_edit_keeps_what_is_unchanged(rig: Rig, flow: Path) -> None:
    rig.open(flow)
    rig.run_to("label", number="21")
    rig.wait_for_end()
    flow.write_text(flow.read_text().replace("<{doubled}>", "[{doubled}]") + EXTRA)

    rig.do("project.reload")

    rig.wait(lambda state: "added" in state.graph.nodes)
    assert rig.state.results[NodeId("doubled")].status is Status.DONE
    rig.wait(lambda state: set(state.freshness.stale) == {"label"})
    assert rig.state.selected == "label"
    assert "[{doubled}]" in rig.state.source


EXTRA = """

def added(label: str) -> str:
    return label
"""


def test_a_module_that_cannot_be_imported_is_still_shown(rig: Rig, tmp_path: Path) -> None:
    broken = write(tmp_path, "broken_flow.py", "def fine() -> int:\n    return 1\n\n\n1 / 0\n")

    rig.open(broken)

    assert "fine" in rig.state.graph.nodes
    assert [problem.kind for problem in rig.state.problems] == [ProblemKind.IMPORT]
    assert "ZeroDivisionError" in rig.state.problems[0].message


def test_recent_projects_are_offered_and_opened_again(
    tmp_path: Path, qtbot: QtBot, flow: Path
) -> None:
    with started(tmp_path / "home", qtbot) as first:
        first.open(flow)

    with started(tmp_path / "home", qtbot) as second:
        second.do("project.open_recent")
        (offered,) = second.desk.palette.shown
        second.desk.palette.chosen.emit(offered.id)
        second.wait(lambda state: state.origin is Origin.READ)

        assert offered.title == "numbers_flow"
        assert "doubled" in second.state.graph.nodes


def test_another_interpreter_is_used_from_then_on(rig: Rig, flow: Path, tmp_path: Path) -> None:
    rig.open(flow, is_trusted=False)
    missing = tmp_path / "no-python"

    rig.means.project.choose_interpreter(missing)

    rig.wait(lambda state: state.project and state.project.interpreter == missing)
    rig.means.project.trust()
    assert "no-python" in rig.desk.banner.text
    assert rig.memory.choices.recall(flow.parent).python == missing


def test_an_interpreter_without_hamilton_is_told_with_what_mends_it(
    rig: Rig, flow: Path, tmp_path: Path
) -> None:
    python = write(tmp_path, "bare-python", BARE)
    python.chmod(0o755)

    rig.means.project.open(OpenRequest(flow.parent, (str(flow),), python=python, is_trusted=True))

    rig.wait(lambda state: state.worker is WorkerStatus.READY)
    assert "doubled" in rig.state.graph.nodes
    assert "pip install apache-hamilton" in rig.state.problems[0].message
    assert "Hamilton is not installed" in rig.desk.banner.text


BARE = """\
#!/bin/sh
exec python3 -I -S "$@"
"""


def test_interpreters_are_offered_and_the_choice_is_kept(
    rig: Rig, flow: Path, tmp_path: Path
) -> None:
    python = flow.parent / "env" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    (flow.parent / "env" / "pyvenv.cfg").write_text("home = /x\nversion = 3.11.7\n")
    rig.open(flow, is_trusted=False)

    rig.do("project.choose_interpreter")
    items = {item.title: item for item in rig.desk.palette.items}
    rig.desk.palette.chosen.emit(str(python))

    assert items[str(python)].detail == f"Python 3.11.7 · environment env in {flow.parent}"
    rig.wait(lambda state: state.project and state.project.interpreter == python)
    assert rig.memory.choices.recall(flow.parent).python == python
