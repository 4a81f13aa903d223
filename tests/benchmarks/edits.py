"""Milliseconds from saving a file to its new node on the canvas: `python -m ...edits FOLDER`.

A program of its own, since a window wants a process of its own. Prints a JSON list.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from core.model.graph import NodeId
from explorer.bundled import resources
from explorer.controllers.project import OpenRequest
from explorer.memory import Memory
from explorer.userfolder import UserFolder, default_path
from explorer.views import style
from explorer.window.appearance import Appearance
from explorer.window.engine import Engine, assemble
from explorer.window.frame import Frame
from explorer.window.workbench import Workbench

ROUNDS = 7
PATIENCE_MILLISECONDS = 20_000


def main(folder: Path) -> None:
    """Open the folder untrusted, edit one of its files again and again, and print the times."""
    app = QApplication([])
    memory = Memory(UserFolder(default_path()), resources())
    appearance = Appearance(memory.settings)
    style.load_fonts()
    style.apply(app, appearance.theme)
    frame = Frame(memory.folder)
    engine = assemble(memory)
    workbench = Workbench(frame, engine.means, appearance)
    frame.resize(1600, 1000)
    frame.show()
    engine.means.project.open(OpenRequest(folder, is_folder=True))
    _wait_until(lambda: engine.live.is_attentive)
    file = sorted(folder.glob("*.py"))[3]
    times = [_edit(engine, workbench, file, number) for number in range(ROUNDS)]
    sys.stdout.write(json.dumps(times) + "\n")
    sys.stdout.flush()
    engine.close()


def _edit(engine: Engine, workbench: Workbench, file: Path, number: int) -> float:
    name = NodeId(f"saved_{number}")
    source = next(iter(engine.means.store.state.graph.nodes))
    text = f"{file.read_text()}\n\ndef {name}({source}: float) -> int:\n    return {number}\n"
    _rest(400)
    started = time.perf_counter()
    file.write_text(text)
    _wait_until(lambda: _is_drawn(workbench, name))
    workbench.desk.canvas.grab()
    return 1000 * (time.perf_counter() - started)


def _is_drawn(workbench: Workbench, node: NodeId) -> bool:
    picture = workbench.picture
    return picture is not None and picture.index_of(node) is not None


def _rest(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _wait_until(condition: Callable[[], bool]) -> None:
    loop, timer = QEventLoop(), QTimer(interval=1)
    QTimer.singleShot(PATIENCE_MILLISECONDS, loop.quit)
    timer.timeout.connect(lambda: loop.quit() if condition() else None)
    timer.start()
    loop.exec()
    timer.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
