"""Python's search for garbage: on the GUI thread alone, and never for long."""

import gc
import time

from PySide6.QtCore import QObject, QTimer

_EVERY_MILLISECONDS = 1000
_FEW, _MANY = 1000, 12_000
"""New objects from which on they are searched, and from which on they are taken to stay."""
_GROWING_TICKS = 5
"""While the program starts, all is taken to stay."""
_LONG_SECONDS = 0.004
"""A search that takes longer found much that stays."""


class Garbage(QObject):
    """Collects what only points at itself, every so often, from when it is made.

    Python left to itself collects on whichever thread makes an object: a widget that is deleted
    away from the GUI thread ends the process, and a search through a large graph holds up all
    threads for a second. What came in large numbers, such as a graph, is not searched any more.
    """

    def __init__(
        self, parent: QObject | None = None, *, milliseconds: int = _EVERY_MILLISECONDS
    ) -> None:
        super().__init__(parent)
        self._ticks = 0
        gc.disable()
        self._timer = QTimer(self, interval=milliseconds)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    @property
    def is_settled(self) -> bool:
        """Whether the program has started, so that what comes may also go again."""
        return self._ticks >= _GROWING_TICKS

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()

    def _collect(self) -> None:
        self._ticks += 1
        count = gc.get_count()[0]
        if count > _MANY or self._ticks <= _GROWING_TICKS:
            gc.freeze()
        elif count > _FEW and len(gc.get_objects(generation=0)) > _MANY:
            gc.freeze()  # the count had fallen, as older objects went
        elif count > _FEW:
            started = time.perf_counter()
            gc.collect()
            if time.perf_counter() - started > _LONG_SECONDS:
                gc.freeze()
