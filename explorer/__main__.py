"""Open the window: shown first, then filled. The composition root."""

import os
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from explorer.bundled import resources
from explorer.entry import main
from explorer.garbage import Garbage
from explorer.memory import Memory
from explorer.options import WindowOptions
from explorer.userfolder import UserFolder, default_path
from explorer.views import style
from explorer.window import features
from explorer.window.appearance import Appearance
from explorer.window.frame import NAME, Frame
from explorer.window.report import BugReports
from explorer.window.signals import Signals
from explorer.window.teardown import dismantle

if TYPE_CHECKING:
    from explorer.commands import Means
    from explorer.window.startup import Startup

TURN_SECONDS = 0.001
"""How long other threads compute before the GUI thread has its turn; Python takes 5 ms."""
_PATIENCE_MILLISECONDS = 300
"""How long the first painting is waited for: a window that starts hidden is never painted."""


def open_window(options: WindowOptions) -> int:
    """Show a window, fill it with what the options name, and serve it until it is closed."""
    # hundreds of small shapes paint several times faster without Qt's pool of threads
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    sys.setswitchinterval(TURN_SECONDS)
    features.do_without()
    app = QApplication([NAME])
    garbage = Garbage(app)
    app.setApplicationName(NAME)
    memory = Memory(UserFolder(default_path()), resources())
    appearance = Appearance(memory.settings)
    style.load_fonts()
    style.apply(app, appearance.theme)
    appearance.changed.connect(partial(style.apply, app))
    frame = Frame(memory.folder)
    reports = BugReports(memory.folder, frame, is_watched=options.screenshot is None)
    reports.install()
    signals = Signals(frame)
    signals.install()
    session = _Session(frame, memory, appearance, options)
    frame.painted.connect(session.begin)
    QTimer.singleShot(_PATIENCE_MILLISECONDS, session.begin)
    frame.show()
    code = app.exec()
    signals.remove()
    reports.remove()
    session.end()
    garbage.stop()
    return code


class _Session:
    """What begins when the window stands. Keeps the parts alive."""

    def __init__(
        self, frame: Frame, memory: Memory, appearance: Appearance, options: WindowOptions
    ) -> None:
        self._frame = frame
        self._memory = memory
        self._appearance = appearance
        self._options = options
        self._parts: list[object] = []
        self._is_begun = False

    def begin(self) -> None:
        """Import and make everything else; once."""
        if not self._is_begun:
            self._is_begun = True
            shown = time.monotonic()
            QTimer.singleShot(0, lambda: self._open(shown))

    def end(self) -> None:
        """Take everything apart while the application still stands."""
        self._parts.clear()
        dismantle(self._frame)

    def _open(self, shown: float) -> None:
        """Open the project: its worker starts and its text is read while the views come."""
        # late: this brings numpy, and the window stands already
        from explorer.window.engine import assemble
        from explorer.window.startup import Startup

        engine = assemble(self._memory)
        self._frame.closing.connect(engine.close)
        startup = Startup(engine.means, self._options, shown)
        self._parts += [engine, startup]
        engine.means.project.opened.connect(
            lambda: self._furnish(engine.means, startup), Qt.ConnectionType.SingleShotConnection
        )
        startup.begin()

    def _furnish(self, means: "Means", startup: "Startup") -> None:
        from explorer.window.workbench import Workbench

        workbench = Workbench(self._frame, means, self._appearance)
        self._parts.append(workbench)
        startup.watch(workbench)


if __name__ == "__main__":
    sys.exit(main())
