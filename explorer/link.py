"""The worker as Qt signals on the GUI thread, a batch at a time."""

import threading
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from core.model.run import OutputSpan
from core.session import Exit, Received, Spare, Worker
from core.worker.messages import Event, Request

BATCH_MILLISECONDS = 16
"""At most one batch in this time: one frame of a 60 Hz screen."""
_MOST_WAITING, _MOST_BYTES = 2000, 1 << 26
"""A worker that tells more in this time has to wait."""


class WorkerLink(QObject):
    """Holds one worker at a time. What a replaced worker still had to say is dropped."""

    received = Signal(object)
    """Emitted with a tuple of `Received`, in the order they came."""
    ended = Signal(object)
    """Emitted with the `Exit` of a worker that nobody closed, after all that it said."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker: Worker | None = None
        self._inbox: _Inbox | None = None
        self._spare: Spare | None = None
        self._leaving: list[threading.Thread] = []
        self._is_closed = False

    @property
    def pid(self) -> int | None:
        """The process of the worker, None when there is none."""
        return self._worker.pid if self._worker else None

    def start(self, interpreter: Path, folder: Path) -> None:
        """Start a worker in `folder`, ending the one before. Call on the main thread.

        A spare that fits takes its place at once. Once closed, it starts nothing.
        """
        self.leave()
        if self._is_closed:
            return
        self._inbox = inbox = _Inbox(self)
        inbox.batched.connect(self.received)
        inbox.ended.connect(self.ended)
        spare, self._spare = self._spare, None
        if spare and spare.fits(interpreter, folder):
            self._worker = spare.take(inbox.put, inbox.end)
            return
        self._let_go(spare)
        self._worker = Worker(interpreter, folder, inbox.put, inbox.end)

    def warm(self, interpreter: Path, folder: Path) -> None:
        """Have a spare for this place: one that has imported Hamilton, and nothing else."""
        is_there = self._spare is not None and self._spare.fits(interpreter, folder)
        if is_there or self._is_closed:
            return
        self.cool()
        self._spare = Spare(interpreter, folder)

    def cool(self) -> None:
        """Have no spare."""
        self._let_go(self._spare)
        self._spare = None

    def send(self, request: Request) -> None:
        """Pass a request on; without a worker it is dropped."""
        if self._worker:
            self._worker.send(request)

    def interrupt(self) -> None:
        """Interrupt the user code that runs."""
        if self._worker:
            self._worker.interrupt()

    def kill(self) -> None:
        """End the worker; `ended` tells when it is gone."""
        if self._worker:
            self._worker.kill()

    def output(self, span: OutputSpan, most: int) -> tuple[str, str]:
        """Return what a node wrote to stdout and stderr: of each at most its last bytes."""
        return self._worker.output(span, most) if self._worker else ("", "")

    def leave(self) -> None:
        """End the worker, without waiting. It says nothing any more."""
        if self._inbox:
            self._inbox.close()
            self._inbox.deleteLater()
        self._let_go(self._worker)
        self._worker = self._inbox = None

    def close(self) -> None:
        """End all workers for good, and wait until they are gone."""
        self._is_closed = True
        self.leave()
        self.cool()
        for thread in self._leaving:
            thread.join()
        self._leaving.clear()

    def _let_go(self, worker: Worker | Spare | None) -> None:
        self._leaving = [thread for thread in self._leaving if thread.is_alive()]
        if worker:
            thread = threading.Thread(target=worker.close, name="worker leaving")
            self._leaving.append(thread)
            thread.start()


class _Inbox(QObject):
    """Gathers what one worker says on its threads, and hands it over on the GUI thread."""

    batched = Signal(object)
    ended = Signal(object)
    _filled = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._has_room = threading.Condition(self._lock)
        self._waiting: list[Received] = []
        self._size = 0
        self._exit: Exit | None = None
        self._is_open = True
        self._timer = QTimer(self, singleShot=True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._hand_over)
        self._since = QElapsedTimer()
        self._filled.connect(self._schedule, Qt.ConnectionType.QueuedConnection)

    def put(self, event: Event, body: bytes) -> None:
        """Add an event, when there is room for it. Called on a thread of the worker."""
        with self._lock:
            while self._is_open and self._is_full():
                self._has_room.wait()
            if not self._is_open:
                return
            is_first = not self._waiting and self._exit is None
            self._waiting.append(Received(event, body))
            self._size += len(body)
        if is_first:
            self._filled.emit()

    def end(self, exit: Exit) -> None:
        """Add the end. Called on a thread of the worker."""
        with self._lock:
            is_first = self._is_open and not self._waiting
            self._exit = exit
        if is_first:
            self._filled.emit()

    def close(self) -> None:
        """Hand over nothing any more."""
        with self._lock:
            self._is_open = False
            self._waiting.clear()
            self._has_room.notify_all()
        self._timer.stop()

    def _is_full(self) -> bool:
        return len(self._waiting) >= _MOST_WAITING or self._size >= _MOST_BYTES

    def _schedule(self) -> None:
        rest = BATCH_MILLISECONDS - self._since.elapsed() if self._since.isValid() else 0
        self._timer.start(max(0, rest))

    def _hand_over(self) -> None:
        with self._lock:
            batch, self._waiting = tuple(self._waiting), []
            self._size = 0
            exit, self._exit = self._exit, None
            self._has_room.notify_all()
        self._since.start()
        if batch and self._is_open:
            self.batched.emit(batch)
        if exit and self._is_open:
            self.ended.emit(exit)
