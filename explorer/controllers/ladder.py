"""The steps by which something that the worker was asked for is ended."""

from PySide6.QtCore import QObject, QTimer, Signal

from core.session import INTERRUPT_AFTER, KILL_AFTER
from core.worker.messages import Cancel
from explorer.link import WorkerLink


class Ladder(QObject):
    """Cancels softly, then interrupts what runs; then says that only force is left."""

    exhausted = Signal()

    def __init__(self, link: WorkerLink) -> None:
        super().__init__()
        self._link = link
        self._interrupting = QTimer(self, singleShot=True, interval=round(INTERRUPT_AFTER * 1000))
        self._interrupting.timeout.connect(link.interrupt)
        self._exhausting = QTimer(self, singleShot=True, interval=round(KILL_AFTER * 1000))
        self._exhausting.timeout.connect(self.exhausted)

    @property
    def is_climbed(self) -> bool:
        """Whether something is being ended."""
        return self._exhausting.isActive()

    def climb(self, ticket: int) -> None:
        """Begin to end a request."""
        self._link.send(Cancel(ticket))
        self._interrupting.start()
        self._exhausting.start()

    def leave(self) -> None:
        """Take no further step."""
        self._interrupting.stop()
        self._exhausting.stop()
