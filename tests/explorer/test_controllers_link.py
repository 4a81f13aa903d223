"""What comes from other threads arrives on the GUI thread, in order and in batches."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from core.session import Exit, Received
from core.worker.messages import Hello, Ping, Pong
from explorer.background import Background
from explorer.link import WorkerLink

PYTHON = Path(sys.executable)
PATIENCE = 30_000


@pytest.fixture
def link(qtbot: QtBot) -> Iterator[WorkerLink]:
    link = WorkerLink()
    yield link
    link.close()


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    background = Background()
    yield background
    background.close()


def test_events_come_in_order_in_few_batches_on_this_thread(
    link: WorkerLink, qtbot: QtBot, tmp_path: Path
) -> None:
    batches: list[tuple[Received, ...]] = []
    threads: set[threading.Thread] = set()
    link.received.connect(batches.append)
    link.received.connect(lambda _: threads.add(threading.current_thread()))
    link.start(PYTHON, tmp_path)

    for ticket in range(300):
        link.send(Ping(ticket))

    def pongs() -> list[int]:
        events = [event for batch in batches for event, _ in batch]
        return [event.ticket for event in events if isinstance(event, Pong)]

    qtbot.waitUntil(lambda: len(pongs()) == 300, timeout=PATIENCE)
    assert isinstance(batches[0][0].event, Hello)
    assert pongs() == list(range(300))
    assert len(batches) < 150
    assert threads == {threading.main_thread()}


def test_the_end_comes_after_all_that_was_said(
    link: WorkerLink, qtbot: QtBot, tmp_path: Path
) -> None:
    said: list[object] = []
    link.received.connect(said.extend)
    link.ended.connect(said.append)
    with qtbot.waitSignal(link.received, timeout=PATIENCE):
        link.start(PYTHON, tmp_path)

    with qtbot.waitSignal(link.ended, timeout=PATIENCE):
        psutil.Process(link.pid).kill()

    assert isinstance(said[-1], Exit)
    assert said[-1].signal == "SIGKILL"


def test_a_worker_that_is_closed_says_nothing_more_and_is_gone(
    link: WorkerLink, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(link.received, timeout=PATIENCE):
        link.start(PYTHON, tmp_path)
    process = psutil.Process(link.pid)

    with qtbot.assertNotEmitted(link.ended, wait=200):
        link.close()

    assert link.pid is None
    assert not process.is_running()


def test_once_closed_it_starts_no_worker_and_no_spare(link: WorkerLink, tmp_path: Path) -> None:
    others = set(psutil.Process().children())
    link.warm(PYTHON, tmp_path)
    spares = set(psutil.Process().children()) - others
    link.close()

    link.start(PYTHON, tmp_path)
    link.warm(PYTHON, tmp_path)

    assert spares
    assert link.pid is None
    assert set(psutil.Process().children()) <= others


def test_an_interpreter_that_is_not_there_is_an_end(
    link: WorkerLink, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(link.ended, timeout=PATIENCE) as ended:
        link.start(tmp_path / "no-python", tmp_path)

    assert ended.args
    assert "could not be started" in ended.args[0].sentence


def test_a_result_arrives_on_this_thread(background: Background, qtbot: QtBot) -> None:
    seen: list[tuple[threading.Thread, threading.Thread]] = []

    background.run(
        threading.current_thread,
        lambda worker: seen.append((worker, threading.current_thread())),
    )

    qtbot.waitUntil(lambda: bool(seen))
    ((worker, here),) = seen
    assert worker is not here
    assert here is threading.main_thread()


def test_a_bug_on_the_other_thread_is_raised_on_this_one(
    background: Background, qtbot: QtBot
) -> None:
    done: list[object] = []

    with qtbot.captureExceptions() as caught:
        background.run(lambda: 1 // 0, done.append)
        background.run(lambda: "next", done.append)
        qtbot.waitUntil(lambda: bool(done))

    assert [kind for kind, *_ in caught] == [ZeroDivisionError]
    assert done == ["next"]


def test_results_are_dropped_once_it_is_closed(background: Background, qtbot: QtBot) -> None:
    done: list[object] = []
    background.run(lambda: "late", done.append)

    background.close()

    later = Background()
    later.run(lambda: "other", done.append)
    qtbot.waitUntil(lambda: "other" in done)
    later.close()
    assert done == ["other"]
