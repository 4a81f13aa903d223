"""How long the window ever keeps a person waiting: gaps between beats of the GUI thread.

Two dataflows in the whole program, offscreen, each in a process of its own: a large one that is
read, placed, drawn whole, panned and zoomed, and a small one that is loaded and run by a real
worker. A timer beats every millisecond; the longest gap of each part is told, and beside it the
most processor time that the GUI thread took in one.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPointF, Qt, QTimer
from PySide6.QtWidgets import QApplication

from core.model.run import RunStatus
from explorer.__main__ import TURN_SECONDS
from explorer.bundled import resources
from explorer.controllers.project import OpenRequest
from explorer.garbage import Garbage
from explorer.memory import Memory
from explorer.state import Origin, State
from explorer.userfolder import UserFolder
from explorer.views import style
from explorer.window.appearance import Appearance
from explorer.window.engine import assemble
from explorer.window.frame import Frame
from explorer.window.workbench import Workbench
from tests.benchmarks.dataflows import dataflow
from tests.benchmarks.figure import Figure, at_most

LARGE, SMALL = 20_000, 300
LARGE_MODULES = 400
ASKED = 16.0
PATIENCE_MILLISECONDS = 60_000
FRAME_MILLISECONDS = 16
_Gaps = dict[str, tuple[float, float]]


def measure() -> list[Figure]:
    """Return the longest gap of each part."""
    figures: list[Figure] = []
    for count, is_run in ((LARGE, False), (SMALL, True)):
        with tempfile.TemporaryDirectory() as folder:
            for part, (wall, busy) in _in_own_process(Path(folder), count, is_run).items():
                name = f"heartbeat {count:,}: {part}"
                figures.append(at_most(f"{name}, longest gap", wall, "ms", ASKED))
                figures.append(at_most(f"{name}, processor time in one", busy, "ms"))
    return figures


def _in_own_process(folder: Path, count: int, is_run: bool) -> _Gaps:
    project = folder / "project"
    project.mkdir()
    dataflow(count, modules=LARGE_MODULES if count == LARGE else None).write(project)
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_NO_GUI_THREADPOOL": "1",
        "LINEAGE_EXPLORER_HOME": str(folder / "home"),
    }
    command = [sys.executable, "-m", "tests.benchmarks.heartbeat", str(folder), str(int(is_run))]
    done = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=300)
    return json.loads(done.stdout)


class Pulse:
    """Beats every millisecond and keeps the longest gap between two beats."""

    def __init__(self) -> None:
        self._timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self.gaps: _Gaps = {}

    def watch(self, part: str, act: Callable[[], object], until: Callable[[], object]) -> None:
        """Do something, wait until it is over, and take note of the longest gap meanwhile."""
        self._wall = self._busy = 0.0
        self._last = time.perf_counter(), time.thread_time()
        self._timer.start()
        QTimer.singleShot(0, act)
        _wait(until)
        self._timer.stop()
        wall, busy = self.gaps.get(part, (0.0, 0.0))
        self.gaps[part] = max(wall, self._wall), max(busy, self._busy)

    def _beat(self) -> None:
        now = time.perf_counter(), time.thread_time()
        self._wall = max(self._wall, (now[0] - self._last[0]) * 1000)
        self._busy = max(self._busy, (now[1] - self._last[1]) * 1000)
        self._last = now


class Window:
    """The whole program, shown."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        self.folder = folder
        memory = Memory(UserFolder(folder / "home"), resources())
        appearance = Appearance(memory.settings)
        style.load_fonts()
        style.apply(application, appearance.theme)
        frame = Frame(memory.folder)
        self._garbage = Garbage(frame)
        self.engine = assemble(memory)
        self.workbench = Workbench(frame, self.engine.means, appearance)
        self.canvas = self.workbench.desk.canvas
        frame.resize(1600, 1000)
        frame.show()
        _rest(300)

    @property
    def state(self) -> State:
        return self.engine.means.store.state

    def open(self, *, is_trusted: bool) -> None:
        """Begin to open the project."""
        folder = self.folder / "project"
        request = OpenRequest(folder, is_folder=True, is_trusted=is_trusted)
        self.engine.means.project.open(request)

    def is_drawn(self) -> bool:
        """Whether the canvas shows, sharply, what the state holds."""
        picture, state = self.workbench.picture, self.state
        is_current = picture is not None and picture.layout is state.layout
        return is_current and state.lens == state.seen.lens and self.canvas.is_sharp


def _measured(application: QApplication, folder: Path, is_run: bool) -> _Gaps:
    sys.setswitchinterval(TURN_SECONDS)
    window, pulse = Window(application, folder), Pulse()
    means = window.engine.means
    if is_run:
        pulse.watch(
            "load",
            lambda: window.open(is_trusted=True),
            lambda: window.state.origin is Origin.LOADED and window.is_drawn(),
        )
        _rest(500)
        pulse.watch("run", means.run.all, lambda: _has_run(window.state))
    else:
        pulse.watch("read", lambda: window.open(is_trusted=False), window.is_drawn)
        _rest(500)
        pulse.watch("place and draw all", means.viewing.open_all, window.is_drawn)
        _rest(500)
        eye = window.canvas.eye
        for zoom in (1.0, 0.03):
            eye.set(eye.camera.zoomed(zoom, QPointF(600, 400)))
            _rest(500)
            pulse.watch(*_by_hand("pan", window, lambda i: eye.pan(40 if i < 30 else -40, 20)))
            pulse.watch(*_by_hand("zoom", window, lambda i: eye.zoom(_factor(i), _PLACE, True)))
    window.engine.close()
    return pulse.gaps


_PLACE = QPointF(500, 300)


def _factor(frame: int) -> float:
    return 1.04 if frame < 30 else 1 / 1.04


def _by_hand(
    part: str, window: Window, move: Callable[[int], None]
) -> tuple[str, Callable[[], None], Callable[[], bool]]:
    """Return a part in which something moves 60 times, as often as a screen is drawn."""
    timer = QTimer(window.canvas, interval=FRAME_MILLISECONDS)
    frames = iter(range(60))

    def advance() -> None:
        frame = next(frames, None)
        if frame is None:
            timer.stop()
        else:
            move(frame)

    timer.timeout.connect(advance)
    return part, timer.start, lambda: not timer.isActive() and window.canvas.is_sharp


def _has_run(state: State) -> bool:
    return state.run is not None and state.run.status is not RunStatus.RUNNING


def _rest(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _wait(until: Callable[[], object]) -> None:
    loop, timer = QEventLoop(), QTimer(interval=20)
    patience = QTimer(singleShot=True, interval=PATIENCE_MILLISECONDS)
    patience.timeout.connect(lambda: loop.exit(1))
    timer.timeout.connect(lambda: loop.quit() if until() else None)
    timer.start()
    patience.start()
    if loop.exec():
        raise TimeoutError("the window never came to rest")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_measured(QApplication([]), Path(sys.argv[1]), sys.argv[2] == "1")))
    sys.stdout.flush()
    os._exit(0)
