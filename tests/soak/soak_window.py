"""Hundreds of random actions on modules that misbehave, in a real window; then all is as before.

Run by `make soak`. The actions follow from a seed, which is printed; SOAK_SEED repeats it, and
SOAK_ACTIONS says how many there are.
"""

import ctypes
import gc
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from core.model.run import RunStatus
from core.store import database_name
from core.store.opening import opened
from explorer.controllers.project import OpenRequest
from explorer.state import State, WorkerStatus
from tests.explorer.rig import Rig, started
from tests.torture.flows import LOADING, RUNNING, VALUES, flow
from tests.torture.rig import descendants, until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals, forks"),
]

ACTIONS = int(os.environ.get("SOAK_ACTIONS", "500"))
SEED = int(os.environ.get("SOAK_SEED", random.SystemRandom().randrange(10**6)))
WARM_UP = ACTIONS // 2
"""Actions after which the program has made all that it keeps."""
GREEDY = {"memory", "pool_memory", "print1g", "biglist", "huge"}
FLOWS = {
    **{f"r_{name}": flow(body) for name, body in RUNNING.items() if name not in GREEDY},
    **{f"v_{name}": flow(body) for name, body in VALUES.items() if name not in GREEDY},
    **{f"l_{name}": flow("return 1") + text for name, text in LOADING.items()},
}
SETTLED = (WorkerStatus.NONE, WorkerStatus.READY, WorkerStatus.DEAD)


class Monkey:
    """Does what comes into its head, and remembers which runs there were."""

    def __init__(self, rig: Rig, folder: Path) -> None:
        self.rig = rig
        self.folder = folder
        self.ended: set[float] = set()
        self.log: list[str] = []
        self._random = random.Random(SEED)
        self._files = {name: folder / f"{name}.py" for name in FLOWS}
        for name, text in FLOWS.items():
            self._files[name].write_text(text)
        self._actions: dict[Callable[[], None], int] = {
            self.open: 3,
            self.edit: 2,
            self.run: 6,
            self.cancel: 3,
            self.kill: 1,
            self.preview: 3,
            self.reload: 2,
            self.restart: 1,
        }
        rig.means.store.changed.connect(self._note)

    def act(self) -> None:
        (action,) = self._random.choices([*self._actions], [*self._actions.values()])
        self.log.append(action.__name__)
        action()
        self.rig.qtbot.wait(self._random.choice((0, 20, 100, 400, 800)))

    def open(self) -> None:
        file = self._files[self._random.choice([*FLOWS])]
        self.log[-1] += f" {file.stem}"
        self.rig.means.project.open(OpenRequest(self.folder, (str(file),), is_trusted=True))
        self.rig.qtbot.wait(self._random.choice((0, 300, 2500)))

    def edit(self) -> None:
        file = self._random.choice([*self._files.values()])
        file.write_text(f"{FLOWS[file.stem]}\n# {self._random.random()}\n")

    def run(self) -> None:
        nodes = sorted(self.rig.state.graph.nodes)
        if nodes:
            self.rig.means.selection.select(self._random.choice(nodes))
            self._use("run.to_here")

    def cancel(self) -> None:
        self._use("run.stop")

    def kill(self) -> None:
        if pid := self.rig.link.pid:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                self.log[-1] += " (gone)"

    def preview(self) -> None:
        if self.rig.state.results:
            self.rig.means.selection.select(self._random.choice(sorted(self.rig.state.results)))

    def reload(self) -> None:
        self.rig.means.project.reload()

    def restart(self) -> None:
        self._use("worker.restart")

    def _use(self, command: str) -> None:
        if self.rig.actions[command].isEnabled():
            self.rig.do(command)

    def _note(self, _: State, state: State) -> None:
        run = state.run
        if run and run.nodes and run.status is not RunStatus.RUNNING:
            self.ended.add(run.started)

    def rest(self) -> None:
        """Stop what goes on, and wait until it has stopped."""
        deadline = time.monotonic() + 60
        while self.rig.state.worker not in SETTLED:
            assert time.monotonic() < deadline, (self.rig.state.worker, self.log[-20:])
            self._use("run.stop")
            self.rig.qtbot.wait(200)
        self.rig.qtbot.wait(1500)


def test_the_program_is_as_before_after_hundreds_of_actions(tmp_path: Path, qtbot: QtBot) -> None:
    folder, home = tmp_path / "project", tmp_path / "home"
    folder.mkdir()
    print(f"SOAK_SEED={SEED} SOAK_ACTIONS={ACTIONS}")  # noqa: T201 - to repeat it

    with started(home, qtbot) as rig:
        monkey = Monkey(rig, folder)
        for _ in range(WARM_UP):
            monkey.act()
        monkey.rest()
        files, memory = measured()
        for _ in range(ACTIONS - WARM_UP):
            monkey.act()
        monkey.rest()
        files_after, memory_after = measured()

    until(lambda: not descendants())
    assert not list(Path(tempfile.gettempdir()).glob(f"lineage-explorer-{os.getpid()}-*"))
    assert files_after <= files + 2, monkey.log[-40:]
    assert memory_after < 1.1 * memory, (memory, memory_after)
    assert not list((home / "values").glob("*"))
    store, trouble = opened(home / "history" / database_name(folder))
    kept = {run.started for run in store.runs(10_000)}
    store.close()
    assert not trouble
    assert monkey.ended
    assert monkey.ended <= kept
    words = f"files {files} -> {files_after}, memory {memory >> 20} -> {memory_after >> 20} MB"
    print(f"{len(monkey.ended)} runs, {words}")  # noqa: T201 - what was measured


def measured() -> tuple[int, int]:
    """Open file descriptors and resident bytes, when what can be freed is freed."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)  # what is free, but not given back, is no leak
    process = psutil.Process()
    return process.num_fds(), process.memory_info().rss
