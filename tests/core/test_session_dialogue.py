"""A thread that asks and waits: what it is told waits for it, within bounds."""

import sys
import threading
import time
from pathlib import Path

import pytest

from core.model.graph import NodeId
from core.model.run import Run, RunStatus
from core.session import Dialogue, prepare

NOTICES = 20_000
CHATTY = f"""
def chatty() -> int:
    with open("told", "ab", buffering=0) as told:
        for _ in range({NOTICES}):
            try:
                input(_)
            except EOFError:
                told.write(b".")
    return 1
"""


@pytest.mark.skipif(sys.platform == "win32", reason="pipes hold other amounts")
def test_a_worker_that_tells_more_than_is_taken_in_waits(tmp_path: Path) -> None:
    (tmp_path / "flow.py").write_text(CHATTY)
    told = tmp_path / "told"
    dialogue = Dialogue(Path(sys.executable), tmp_path)
    dialogue.load(prepare(["flow.py"], tmp_path, {}, {}, Path(sys.executable)).project)
    stood_at: list[int] = []

    def be_slow(_: Run) -> None:
        if not stood_at and told.exists():
            before = -1
            while before != (before := told.stat().st_size):
                time.sleep(0.2)
            stood_at.append(before)

    run = dialogue.run((NodeId("chatty"),), {}, {}, on_change=be_slow)
    dialogue.close()

    assert isinstance(run, Run) and run.status is RunStatus.OK
    assert 0 < stood_at[0] < NOTICES / 2
    assert told.stat().st_size == NOTICES
    assert len(dialogue.notices) == len(set(dialogue.notices)) <= 101


def test_a_worker_that_nobody_listens_to_can_be_ended(tmp_path: Path) -> None:
    (tmp_path / "flow.py").write_text(CHATTY)
    dialogue = Dialogue(Path(sys.executable), tmp_path)
    dialogue.load(prepare(["flow.py"], tmp_path, {}, {}, Path(sys.executable)).project)

    class EnoughError(Exception):
        pass

    def go_away(_: Run) -> None:
        if (tmp_path / "told").exists():
            time.sleep(0.5)
            raise EnoughError

    with pytest.raises(EnoughError):
        dialogue.run((NodeId("chatty"),), {}, {}, on_change=go_away)
    dialogue.close()

    assert "worker end" not in {thread.name for thread in threading.enumerate()}
