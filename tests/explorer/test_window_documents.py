"""Open graphs that were written to files, in a real window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.model.problem import ProblemKind
from explorer.state import WorkerStatus
from explorer.terminal.arguments import parse
from explorer.terminal.command import perform
from explorer.terminal.options import GraphOptions
from explorer.window.showing import why_no_data
from tests.benchmarks.documents import write_document
from tests.explorer.rig import FLOW, Rig, started, write


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    with started(tmp_path / "home", qtbot) as rig:
        yield rig


def test_what_graph_json_writes_is_shown_with_the_functions_that_are_there(
    rig: Rig, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flow = write(tmp_path / "flow", "numbers_flow.py", FLOW)
    options = parse(["graph", str(flow), "--json", "--trust"])
    assert isinstance(options, GraphOptions) and perform(options) == 0
    file = tmp_path / "numbers.json"
    file.write_text(capsys.readouterr().out, "utf-8")

    rig.open(file, is_trusted=False)
    rig.click("doubled")

    assert {"number", "doubled", "below_broken"} <= set(rig.state.graph.nodes)
    assert rig.state.source.startswith("def doubled(number: int)")
    assert rig.frame.windowTitle().startswith("numbers.json")


def test_nothing_of_a_graph_from_a_file_is_offered_to_run(rig: Rig, tmp_path: Path) -> None:
    rig.open(write_document(tmp_path / "flow.json", 40), is_trusted=False)
    node = next(iter(rig.state.graph.nodes))
    rig.click(node)

    rig.means.run.to_node(rig.state.selected)
    rig.means.run.all()
    rig.means.project.ask_trust()

    assert rig.state.question is None and rig.state.worker is WorkerStatus.NONE
    for command in ("run.to_here", "run.all", "project.ask_trust", "project.choose_interpreter"):
        assert not rig.actions[command].isEnabled(), command
    assert rig.state.banner and "nothing of it runs" in rig.state.banner.text
    assert "its code is not here" in why_no_data(rig.state)


def test_a_trusted_folder_does_not_make_a_graph_from_a_file_run(rig: Rig, tmp_path: Path) -> None:
    file = write_document(tmp_path / "flow.json", 40)

    rig.means.memory.trusted.trust(tmp_path, Path())
    rig.open(file, is_trusted=False)

    assert not rig.state.is_trusted and rig.state.worker is WorkerStatus.NONE


def test_a_file_without_a_graph_says_what_is_wrong_and_reload_reads_it_again(
    rig: Rig, tmp_path: Path
) -> None:
    file = tmp_path / "flow.json"
    file.write_text('{"nodes": [\n  {"name": "a"}\n], "edges": [["a", "b"]]}')

    rig.open(file, is_trusted=False)

    assert not rig.state.graph.nodes
    [problem] = rig.state.problems
    assert problem.kind is ProblemKind.TARGET and problem.line == 3
    assert rig.state.banner and "names `b`, which is no node" in rig.state.banner.text
    write_document(file, 40)
    rig.do("project.reload")
    rig.wait(lambda state: len(state.graph.nodes) == 40)
    assert not rig.state.problems
