"""Open the window: shown first, then filled. The composition root."""

import os
import sys
import time
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from explorer.bundled import resources
from explorer.entry import main
from explorer.memory import Memory
from explorer.options import WindowOptions
from explorer.userfolder import UserFolder, default_path
from explorer.views import style
from explorer.window.appearance import Appearance
from explorer.window.frame import NAME, Frame
from explorer.window.report import BugReports
from explorer.window.signals import Signals

_PATIENCE_MILLISECONDS = 300
"""How long the first painting is waited for: a window that starts hidden is never painted."""


def open_window(options: WindowOptions) -> int:
    """Show a window, fill it with what the options name, and serve it until it is closed."""
    # hundreds of small shapes paint several times faster without Qt's pool of threads
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    app = QApplication([NAME])
    app.setApplicationName(NAME)
    memory = Memory(UserFolder(default_path()), resources())
    appearance = Appearance(memory.settings)
    style.load_fonts()
    style.apply(app, appearance.theme)
    appearance.changed.connect(partial(style.apply, app))
    frame = Frame(memory.folder)
    BugReports(memory.folder, frame, is_watched=options.screenshot is None).install()
    Signals(frame).install()
    session = _Session(frame, memory, appearance, options)
    frame.painted.connect(session.fill)
    QTimer.singleShot(_PATIENCE_MILLISECONDS, session.fill)
    frame.show()
    return app.exec()


class _Session:
    """What begins when the window stands. Keeps the parts alive."""

    def __init__(
        self, frame: Frame, memory: Memory, appearance: Appearance, options: WindowOptions
    ) -> None:
        self._frame = frame
        self._memory = memory
        self._appearance = appearance
        self._options = options
        self._parts: tuple[object, ...] = ()
        self._is_begun = False

    def fill(self) -> None:
        """Import and make everything else; once."""
        if self._is_begun:
            return
        self._is_begun = True
        shown = time.monotonic()
        QTimer.singleShot(0, lambda: self._fill(shown))

    def _fill(self, shown: float) -> None:
        # late: these bring numpy and half of Qt, and the window stands already
        from explorer.window.application import assemble
        from explorer.window.startup import Startup

        application = assemble(self._frame, self._memory, self._appearance)
        startup = Startup(application, self._options, shown)
        self._parts = (application, startup)
        startup.begin()


if __name__ == "__main__":
    sys.exit(main())
