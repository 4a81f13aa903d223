"""The window while user code does its worst: it answers, says what happens, and goes on."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from core.model.graph import NodeId
from core.model.run import RunStatus, Status
from explorer.controllers.output import MOST_CHARACTERS
from explorer.state import WorkerStatus
from tests.explorer.rig import Rig, started
from tests.torture.flows import RUNNING, VALUES, flow
from tests.torture.heartbeat import PAUSE, STALL, Heartbeat, as_in_the_program
from tests.torture.rig import AFTER, BAD, BEFORE, descendants, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals, forks")

SLOW = "import time\ntime.sleep(0.6)\nreturn pd.DataFrame({'a': range(9)})"


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    with started(tmp_path / "home", qtbot) as rig:
        yield rig
    until(lambda: not descendants())


@pytest.fixture
def heart(rig: Rig) -> Iterator[Heartbeat]:
    with as_in_the_program():
        heart = Heartbeat()
        yield heart
        heart.stop()
    assert not heart.stall


def opened(rig: Rig, folder: Path, body: str, first: str = "") -> None:
    """Open a flow, wait until its first picture is painted, and select the bad node."""
    text = flow(body)
    if first:
        lines = "".join(f"    {line}\n" for line in first.splitlines())
        text = text.replace('    return pd.DataFrame({"a": range(1000)', f"{lines}    return (")
        text = text.replace(', "b": np.arange(1000) * 0.5})\n', ")\n")
    file = folder / "flow.py"
    file.write_text(text)
    rig.open(file)
    rig.wait_until_ready()


def at_work() -> None:
    began = time.thread_time()
    while time.thread_time() < began + 1.5 * STALL:
        pass


@pytest.mark.parametrize(
    ("stall", "said"), [(at_work, "worked"), (lambda: time.sleep(1.5 * PAUSE), "waited")]
)
def test_a_stall_is_noticed(qtbot: QtBot, stall: Callable[[], None], said: str) -> None:
    with as_in_the_program():
        heart = Heartbeat()
        QTimer.singleShot(0, stall)
        qtbot.waitUntil(lambda: bool(heart.stall))
        heart.stop()

    assert said in heart.stall


def test_every_step_of_stopping_is_shown(rig: Rig, tmp_path: Path, heart: Heartbeat) -> None:
    opened(rig, tmp_path, RUNNING["loop_bare"])
    notes: list[str] = []
    rig.means.store.changed.connect(lambda _, new: notes.append(new.worker_note))

    rig.run_to("after")
    rig.wait_for_status("bad", Status.RUNNING)
    rig.do("run.stop")
    rig.wait(lambda state: state.worker is WorkerStatus.READY and state.banner)

    steps = list(dict.fromkeys(filter(None, notes)))
    for step in ("Stopping after `bad`", "Interrupting `bad`", "Ending the worker: `bad` does"):
        assert any(note.startswith(step) for note in steps), steps
    assert rig.state.banner and "`bad` did not stop" in rig.state.banner.text
    assert rig.run.status is RunStatus.CANCELLED
    rig.run_to("before")
    rig.wait_for_status("before", Status.DONE)


@pytest.mark.parametrize("name", ["segv", "memory_error", "print1g", "raise", "regex"])
def test_the_window_answers_whatever_a_node_does(
    rig: Rig, tmp_path: Path, name: str, heart: Heartbeat
) -> None:
    bodies = RUNNING | {"memory_error": RUNNING["array"]}
    opened(rig, tmp_path, bodies[name])

    rig.run_to("after")
    if name == "regex":
        rig.wait_for_status("bad", Status.RUNNING)
        rig.do("run.stop")
    run = rig.wait_for_end()

    assert run.status is not RunStatus.RUNNING
    if name == "print1g":
        assert max(len(entry.text) for entry in rig.state.log) == MOST_CHARACTERS
    if run.failure:
        rig.wait(lambda state: state.selected == BAD)
        assert "bad" in run.failure.message or run.failure.frames


@pytest.mark.parametrize("name", ["huge", "wide", "circular", "repr_sleep", "biglist"])
def test_the_window_answers_whatever_a_value_is(
    rig: Rig, tmp_path: Path, name: str, heart: Heartbeat
) -> None:
    opened(rig, tmp_path, VALUES[name])

    rig.run_to("bad")
    rig.wait_for_end()
    rig.wait(lambda state: state.preview and state.preview.node == BAD)
    rig.wait(lambda state: BAD in state.records)


def test_what_took_long_comes_back_after_a_kill(rig: Rig, tmp_path: Path) -> None:
    opened(rig, tmp_path, RUNNING["osexit"], first=SLOW.removesuffix("\n").rsplit("\n", 1)[0])
    rig.run_to("after")
    rig.wait_for_end()
    assert rig.run.status is RunStatus.DIED

    rig.do("worker.restart")
    rig.wait_for_status("before", Status.REUSED)
    rig.means.selection.select(BEFORE)
    rig.wait(lambda state: state.preview and not state.preview.note)

    assert "kept" in rig.state.results[BEFORE].message
    rig.wait(lambda state: BEFORE in state.records)
    rig.run_to("bad")
    rig.wait(lambda state: state.worker is WorkerStatus.DEAD)
    assert rig.run.nodes[BEFORE].status is Status.REUSED


def test_a_clean_restart_brings_nothing_back(rig: Rig, tmp_path: Path) -> None:
    opened(rig, tmp_path, "return 1", first=SLOW.removesuffix("\n").rsplit("\n", 1)[0])
    rig.run_to("after")
    rig.wait_for_end()

    rig.do("worker.restart")
    rig.wait_until_ready()
    rig.run_to("before")
    rig.wait_for_end()

    assert rig.run.nodes[BEFORE].status is Status.DONE


def test_a_spare_takes_the_place_of_a_worker_that_died(rig: Rig, tmp_path: Path) -> None:
    opened(rig, tmp_path, RUNNING["osexit"])
    project = rig.state.project
    assert project
    others = descendants()
    rig.link.warm(project.interpreter, project.root)
    (spare,) = descendants() - others
    rig.run_to("after")
    rig.wait_for_end()

    rig.do("worker.restart")
    rig.wait_until_ready()

    assert rig.link.pid == spare
    rig.run_to("before")
    rig.wait_for_end()
    assert rig.run.nodes[BEFORE].status is Status.DONE
    assert NodeId(AFTER) in rig.state.graph.nodes


def test_an_interpreter_that_says_nothing_is_spoken_of(rig: Rig, tmp_path: Path) -> None:
    silent = tmp_path / "python"
    silent.write_text("#!/bin/sh\nexec sleep 600\n")
    silent.chmod(0o700)
    opened(rig, tmp_path, "return 1")

    rig.means.project.choose_interpreter(silent)
    rig.wait(lambda state: state.project and state.project.interpreter == silent)
    if not rig.state.is_trusted:
        rig.means.project.trust()
    rig.wait(lambda state: state.banner and "has not answered" in state.banner.text)
