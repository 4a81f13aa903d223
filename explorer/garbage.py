"""Python's search for garbage: on the GUI thread alone, and never for long."""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MILLISECONDS = 1000
_FEW, _MANY = 1000, 40_000
"""New objects from which on they are searched, and from which on they are taken to stay."""


class Garbage(QObject):
    """Collects what only points at itself, once a second, from when it is made.

    Python left to itself collects on whichever thread makes an object: a widget that is deleted
    away from the GUI thread ends the process, and a search through a large graph holds up all
    threads for a second. What came in large numbers, such as a graph, is not searched any more.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY_MILLISECONDS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()

    def _collect(self) -> None:
        count = gc.get_count()[0]
        if count > _MANY:
            gc.freeze()
        elif count > _FEW:
            gc.collect()
