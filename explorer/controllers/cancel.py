"""How a run is stopped: asked first, then interrupted, then its worker is killed."""

from PySide6.QtCore import QObject, QTimer

from core.model.run import Status
from core.session import INTERRUPT_AFTER, KILL_AFTER
from core.worker.messages import Cancel
from explorer.controllers.worker import WorkerController
from explorer.link import WorkerLink
from explorer.state import State, Store, WorkerStatus


class CancelController(QObject):
    """Goes one step further each time the worker has not stopped in time."""

    def __init__(self, store: Store, link: WorkerLink, worker: WorkerController) -> None:
        super().__init__()
        self._store = store
        self._link = link
        self._worker = worker
        self._interrupting = QTimer(self, singleShot=True, interval=round(INTERRUPT_AFTER * 1000))
        self._interrupting.timeout.connect(self._interrupt)
        self._killing = QTimer(self, singleShot=True, interval=round(KILL_AFTER * 1000))
        self._killing.timeout.connect(self._kill)
        store.changed.connect(self._rest_when_over)

    def begin(self) -> None:
        """Stop what the worker does: a run, or the import of the user's modules."""
        state = self._store.state
        if state.worker is WorkerStatus.RUNNING and state.run:
            self._link.send(Cancel(state.run.id))
            self._tell(f"Stopping after {_what(state)}")
            self._interrupting.start()
            self._killing.start()
        elif state.worker is WorkerStatus.LOADING:
            self._interrupt()
            self._killing.start()

    def _rest_when_over(self, _: State, state: State) -> None:
        if state.worker is not WorkerStatus.CANCELLING:
            self._interrupting.stop()
            self._killing.stop()

    def _interrupt(self) -> None:
        self._link.interrupt()
        self._tell(f"Interrupting {_what(self._store.state)}")

    def _kill(self) -> None:
        what = _what(self._store.state)
        self._tell(f"Ending the worker: {what} does not react")
        self._worker.replace(
            f"{what[0].upper()}{what[1:]} did not stop when it was asked to, so its worker was "
            "ended and a new one started. Values that took long come back; the others are gone."
        )

    def _tell(self, note: str) -> None:
        self._store.update(worker=WorkerStatus.CANCELLING, worker_note=note)


def _what(state: State) -> str:
    running = next(iter(state.run.in_status(Status.RUNNING)), None) if state.run else None
    return f"`{running}`" if running else "the import"
