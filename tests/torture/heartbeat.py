"""How long the window could not answer."""

import time

from PySide6.QtCore import QObject, Qt, QTimer

_BEAT = 0.004


class Heartbeat(QObject):
    """Beats on the GUI thread, and remembers the longest time without a beat, in seconds.

    A machine that is busy with something else delays a beat, too: `worst` counts processor time
    of this thread, `worst_wall` whatever passed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.worst = self.worst_wall = 0.0
        self._timer = QTimer(self, interval=round(_BEAT * 1000))
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._wall, self._own = time.monotonic(), time.thread_time()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _beat(self) -> None:
        wall, own = time.monotonic(), time.thread_time()
        self.worst = max(self.worst, own - self._own)
        self.worst_wall = max(self.worst_wall, wall - self._wall)
        self._wall, self._own = wall, own
