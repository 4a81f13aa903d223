"""A worker under torture, as the terminal has one: open a module, run it, look at what is left."""

import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from core.model.graph import NodeId
from core.model.preview import Preview, Window
from core.model.run import NodeRun, Run, Status
from core.session import Dialogue, Loading, prepare
from core.session.family import MARK

AFTER, BAD, BEFORE = NodeId("after"), NodeId("bad"), NodeId("before")
MEMORY = 1 << 30
IDLE = NodeRun(Status.IDLE)
_A_WHILE = 5


class Rig:
    """One project folder, and a worker that is made anew when the one before has died."""

    def __init__(self, folder: Path, memory: int = MEMORY) -> None:
        self.folder = folder
        self._memory = memory
        self._dialogue: Dialogue | None = None

    @property
    def dialogue(self) -> Dialogue:
        if self._dialogue is None or self._dialogue.exit:
            self.close()
            self._dialogue = Dialogue(Path(sys.executable), self.folder, lambda: self._memory)
        return self._dialogue

    def load(self, name: str, text: str) -> Loading:
        """Write a module and load it."""
        file = self.folder / f"{name}.py"
        file.write_text(text, encoding="utf-8", errors="surrogateescape")
        project = prepare([file.name], self.folder, {}, {}, Path(sys.executable)).project
        return self.dialogue.load(project)

    def run(self, target: NodeId = AFTER, *, force: bool = True) -> Run:
        run = self.dialogue.run((target,), {}, {}, force=force)
        assert isinstance(run, Run), run
        return run

    def run_and_cancel(self, *, twice: bool = False) -> Run:
        """Run, and ask for the end when the bad node has begun; in a hurry, ask twice."""
        seen: list[Run] = []

        def watch(run: Run) -> None:
            if run.nodes.get(BAD, IDLE).status is Status.RUNNING:
                seen.append(run)
                if len(seen) == _A_WHILE or (twice and len(seen) == _A_WHILE + 1):
                    self.dialogue.cancel()

        run = self.dialogue.run((AFTER,), {}, {}, force=True, on_change=watch)
        assert isinstance(run, Run), run
        return run

    def look(self, node: NodeId = BEFORE) -> Preview:
        seen = self.dialogue.look(node, Window())
        assert seen, f"{node} has no value"
        return seen

    def printed(self, run: Run, node: NodeId = BAD) -> str:
        output = run.nodes[node].output
        return self.dialogue.output(output)[0] if output else ""

    def close(self) -> None:
        if self._dialogue:
            self._dialogue.close()


def when(condition: Callable[[], object], act: Callable[[], None]) -> threading.Thread:
    """Do something on another thread as soon as a condition holds."""

    def work() -> None:
        until(condition)
        act()

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def until(condition: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"it did not come to that; left: {left()}"
        time.sleep(0.02)


def left() -> list[str]:
    """What is there of processes, in words."""
    return [" ".join(psutil.Process(pid).cmdline()) for pid in descendants()]


def descendants() -> set[int]:
    """All processes that come from this one's workers, those that went away included."""
    found = {child.pid for child in psutil.Process().children(recursive=True)}
    ours = f"lineage-explorer-{os.getpid()}-"
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK, "").startswith(ours):
                found.add(process.pid)
        except (psutil.Error, OSError):
            continue
    return {pid for pid in found if _is_alive(pid)}


def _is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
