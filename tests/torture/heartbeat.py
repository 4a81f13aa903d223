"""How long the window could not answer."""

import contextlib
import gc
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

from explorer.__main__ import TURN_SECONDS
from explorer.garbage import Garbage

STALL = 0.1
"""Seconds of work without an answer that a person notices."""
PAUSE = 5 * STALL
"""Seconds that pass without work or answer only where the window waits for something."""
_BEAT = 0.004
_DELAYS = Path("/proc/thread-self/schedstat")


class Heartbeat(QObject):
    """Beats on the GUI thread, and remembers the longest time without a beat, in seconds.

    A machine that is busy with something else delays a beat, too: `worst` counts processor time
    of this thread; `worst_wall` whatever passed, where Linux tells less the time that the thread
    stood in line for a processor.
    """

    def __init__(self) -> None:
        super().__init__()
        self.worst = self.worst_wall = 0.0
        self._timer = QTimer(self, interval=round(_BEAT * 1000))
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._wall, self._own = _wall(), time.thread_time()
        self._timer.start()

    @property
    def stall(self) -> str:
        """What was too long, in words; else nothing."""
        if self.worst > STALL:
            return f"the window worked for {self.worst:.3f} s without a beat"
        if self.worst_wall > PAUSE:
            return f"the window waited for {self.worst_wall:.3f} s without a beat"
        return ""

    def stop(self) -> None:
        self._timer.stop()

    def _beat(self) -> None:
        wall, own = _wall(), time.thread_time()
        self.worst = max(self.worst, own - self._own)
        self.worst_wall = max(self.worst_wall, wall - self._wall)
        self._wall, self._own = wall, own


@contextlib.contextmanager
def as_in_the_program() -> Iterator[None]:
    """Have threads take turns and garbage searched for as the program does; trace no lines.

    The search through all that hundreds of tests have left takes longer than a stall may.
    """
    turn, trace = sys.getswitchinterval(), sys.gettrace()
    sys.setswitchinterval(TURN_SECONDS)
    sys.settrace(None)
    garbage = Garbage()
    try:
        yield
    finally:
        garbage.stop()
        gc.unfreeze()
        sys.settrace(trace)
        sys.setswitchinterval(turn)


def _wall() -> float:
    """Seconds, less those in which this thread had to wait for a processor."""
    waited = int(_DELAYS.read_bytes().split()[1]) / 1e9 if _DELAYS.exists() else 0.0
    return time.monotonic() - waited
