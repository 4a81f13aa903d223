"""The whole program as `explorer.__main__` puts it together, with a real window and worker."""

import gc
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget
from pytestqt.qtbot import QtBot

from core.model.graph import NodeId
from core.model.run import Run, RunStatus, Status
from core.picture import Mark
from explorer.bundled import resources
from explorer.controllers.project import OpenRequest
from explorer.memory import Memory
from explorer.state import Origin, State, WorkerStatus
from explorer.userfolder import UserFolder
from explorer.views import style
from explorer.window.appearance import Appearance
from explorer.window.engine import assemble
from explorer.window.frame import Frame
from explorer.window.teardown import dismantle
from explorer.window.workbench import Workbench

PATIENCE = 30_000
"""Milliseconds that a worker may take to import Hamilton on a busy machine."""

FLOW = '''
    import time


    def doubled(number: int) -> int:
        """Twice the number."""
        print("doubling", number)
        return number * 2


    def table(doubled: int) -> list:
        return [{"row": i, "value": i * doubled} for i in range(500)]


    def label(doubled: int) -> str:
        return f"<{doubled}>"


    def broken(label: str) -> int:
        return int(label)


    def below_broken(broken: int) -> int:
        return broken


    def asleep(number: int) -> int:
        time.sleep(number * 60)
        return number


    def after_sleep(asleep: int) -> int:
        return asleep
'''


class Rig:
    """Does what a person would do, and waits for what they would see."""

    def __init__(self, home: Path, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.home = home
        self.memory = Memory(UserFolder(home), resources())
        self.appearance = Appearance(self.memory.settings)
        self.frame = Frame(self.memory.folder)
        self.engine = assemble(self.memory)
        self.means = self.engine.means
        self.link = self.engine.link
        self.workbench = Workbench(self.frame, self.means, self.appearance)
        self.desk = self.workbench.desk
        self.actions = self.workbench.actions.by_id
        self.questions = self.workbench.questions
        self.frame.closing.connect(self.engine.close)
        self.frame.show()

    @property
    def state(self) -> State:
        return self.means.store.state

    @property
    def run(self) -> Run:
        assert self.state.run, "nothing has run"
        return self.state.run

    def dock(self, id: str) -> QDockWidget:
        dock = self.frame.findChild(QDockWidget, id)
        assert dock
        return dock

    def marks(self, node: str) -> Mark:
        """The small signs on a card."""
        picture = self.workbench.picture
        assert picture, "nothing is drawn"
        return Mark(int(picture.marks[picture.index_of(NodeId(node))]))

    def wait(self, condition: Callable[[State], object]) -> None:
        """Wait until the state is as wanted."""
        self.qtbot.waitUntil(lambda: bool(condition(self.state)), timeout=PATIENCE)

    def open(self, *paths: Path, is_trusted: bool = True, node: str | None = None) -> None:
        """Open files and wait for the graph: the worker's where that may start."""
        wanted = NodeId(node) if node else None
        names = tuple(map(str, paths))
        request = OpenRequest(paths[0].parent, names, node=wanted, is_trusted=is_trusted)
        with self.qtbot.waitSignal(self.means.project.opened, timeout=PATIENCE):
            self.means.project.open(request)
        origin = Origin.LOADED if is_trusted else Origin.READ
        self.wait(lambda state: state.origin is origin)

    def do(self, command: str) -> None:
        """Use a command as its menu entry would."""
        assert self.actions[command].isEnabled(), f"{command} cannot be used now"
        self.actions[command].trigger()

    def click(self, node: str) -> None:
        """Click on a card."""
        canvas = self.desk.canvas
        canvas.center_on(NodeId(node))
        canvas.settle()
        place = canvas.position_of(NodeId(node))
        self.qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=place)

    def run_to(self, node: str, **values: str) -> None:
        """Select a node and run to it, answering with `values` when inputs are asked for."""
        self.means.selection.select(NodeId(node))
        self.do("run.to_here")
        if values:
            self.answer(**values)

    def answer(self, **values: str) -> None:
        """Fill in the form of inputs and submit it."""
        self.wait(lambda state: state.question)
        form = self.questions.dialog
        rows = {row.node: row for row in form.rows}  # type: ignore[union-attr]
        for name, text in values.items():
            rows[NodeId(name)].editor.line.setText(text)
        form.submit()  # type: ignore[union-attr]

    def wait_for_end(self) -> Run:
        """Wait until the run is over, and return it."""
        self.wait(lambda state: state.run and state.run.status is not RunStatus.RUNNING)
        return self.run

    def wait_for_status(self, node: str, status: Status) -> None:
        def has_status(state: State) -> bool:
            result = state.results.get(NodeId(node))
            return result is not None and result.status is status

        self.wait(has_status)

    def wait_until_ready(self) -> None:
        self.wait(lambda state: state.worker is WorkerStatus.READY)

    def close(self) -> None:
        """Close the window and forget all its parts, so that they go now, and on this thread."""
        frame = self.frame
        frame.close()
        vars(self).clear()
        dismantle(frame)


@contextmanager
def started(home: Path, qtbot: QtBot) -> Iterator[Rig]:
    """The program, closed afterwards. Meanwhile no thread searches for garbage, as in there."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if not app.styleSheet():
        style.load_fonts()
    gc.disable()
    rig = Rig(home, qtbot)
    style.apply(app, rig.appearance.theme)
    try:
        yield rig
    finally:
        rig.close()
        gc.enable()


def write(folder: Path, name: str, text: str) -> Path:
    """Write a module."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(textwrap.dedent(text))
    return file
