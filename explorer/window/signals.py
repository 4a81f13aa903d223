"""Ctrl+C in the terminal and a polite `kill` close the window as a click does."""

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QWidget


class Signals(QObject):
    """Wakes Qt's event loop when a signal arrives: Python alone would notice it much later."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._reading, self._writing = socket.socketpair()
        self._reading.setblocking(False)
        self._writing.setblocking(False)
        self._notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._close)

    def install(self) -> None:
        """Listen, from now on. Call on the main thread."""
        signal.set_wakeup_fd(self._writing.fileno())
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _wake)

    def remove(self) -> None:
        """Listen no longer."""
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        self._notifier.setEnabled(False)
        self._reading.close()
        self._writing.close()

    def _close(self) -> None:
        self._reading.recv(64)
        self._window.close()


def _wake(number: int, frame: FrameType | None) -> None:
    """Do nothing: that there is a handler makes Python write to the socket."""
