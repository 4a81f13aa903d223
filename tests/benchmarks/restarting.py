"""From the death of a worker to a graph that can be run again, and what the window felt of it."""

import os
import signal
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from explorer.bundled import resources
from explorer.controllers.project import OpenRequest
from explorer.memory import Memory
from explorer.state import State, WorkerStatus
from explorer.userfolder import UserFolder
from explorer.window.engine import Engine, assemble
from tests.benchmarks.dataflows import dataflow
from tests.benchmarks.figure import Figure, at_most
from tests.torture.heartbeat import Heartbeat

FUNCTIONS = 300
ROUNDS = 4
_WARM_SECONDS = 5.0
"""So long a spare has to import Hamilton; a person is slower than that."""


def measure() -> list[Figure]:
    """Medians over kills of an idle worker with 300 functions loaded."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        project.mkdir()
        files = dataflow(FUNCTIONS).write(project)
        engine = assemble(Memory(UserFolder(Path(folder) / "home"), resources()))
        try:
            return _measured(app, engine, files)
        finally:
            engine.close()


def _measured(app: object, engine: Engine, files: list[Path]) -> list[Figure]:
    named = tuple(map(str, files))
    engine.means.project.open(OpenRequest(files[0].parent, named, is_trusted=True))
    until(engine, lambda state: state.worker is WorkerStatus.READY)
    heart = Heartbeat()
    warm = [restart(engine, has_spare=True) for _ in range(ROUNDS)]
    heart.stop()
    cold = restart(engine, has_spare=False)
    name = "from the kill of a worker to its 300 functions being ready"
    return [
        at_most(f"{name}, with a spare", statistics.median(warm), "s", 0.5, cold),
        at_most("  longest time that the GUI thread was at work meanwhile", heart.worst, "s", 0.1),
    ]


def restart(engine: Engine, *, has_spare: bool) -> float:
    """Kill the worker, have another, and return the seconds until its graph is there."""
    project = engine.means.store.state.project
    assert project and engine.link.pid
    if has_spare:
        engine.link.warm(project.interpreter, project.root)
        spin(_WARM_SECONDS)
    else:
        engine.link.cool()
    began = time.perf_counter()
    os.kill(engine.link.pid, signal.SIGKILL)
    until(engine, lambda state: state.worker is WorkerStatus.DEAD)
    engine.means.project.restart()
    until(engine, lambda state: state.worker is WorkerStatus.READY)
    return time.perf_counter() - began


def until(engine: Engine, condition: Callable[[State], bool]) -> None:
    """Serve events until the state is as wanted."""
    deadline = time.monotonic() + 30
    while not condition(engine.means.store.state):
        assert time.monotonic() < deadline
        QApplication.processEvents()
        time.sleep(0.001)


def spin(seconds: float) -> None:
    """Serve events for a while."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)
