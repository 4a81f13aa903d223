"""Long work on the GUI thread, some milliseconds at a time."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

_SLICE = 0.005
"""Seconds of work before events have their turn."""


class Slices(QObject):
    """Runs one generator at a time whenever the event loop is idle."""

    done = Signal()
    """The work came to its end; not sent when it was dropped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: Iterator[None] | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._advance)

    @property
    def is_busy(self) -> bool:
        """Whether there is work left."""
        return self._work is not None

    def start(self, work: Iterator[None]) -> None:
        """Begin some work at once, in place of any other."""
        self._work = work
        self._timer.start()
        self._advance()

    def drop(self) -> None:
        """Leave the work as it is."""
        self._work = None
        self._timer.stop()

    def finish(self) -> None:
        """Do all that is left now."""
        while self._work is not None:
            self._advance()

    def _advance(self) -> None:
        until = time.perf_counter() + _SLICE
        work = self._work
        while work is not None and time.perf_counter() < until:
            if next(work, self) is self:
                self.drop()
                self.done.emit()
                return
