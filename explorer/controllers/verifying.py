"""Whether a suspect is right: nodes run again when the person asks for it."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from core.model.graph import NodeId
from core.model.tracing import Trace, Verdict
from core.session import Received, Tickets, tracing
from core.store import Archive
from core.worker.messages import Refused, Verified
from explorer.controllers.comparing import run_with_values
from explorer.controllers.ladder import Ladder
from explorer.controllers.recording import RecordingController
from explorer.controllers.worker import WorkerController
from explorer.link import WorkerLink
from explorer.state import State, Store, WorkerStatus


class VerifyingController(QObject):
    """Has the worker verify one suspect at a time, and can stop that."""

    def __init__(
        self,
        store: Store,
        link: WorkerLink,
        tickets: Tickets,
        worker: WorkerController,
        recording: RecordingController,
    ) -> None:
        super().__init__()
        self._store = store
        self._link = link
        self._tickets = tickets
        self._worker = worker
        self._recording = recording
        self._ticket = 0
        self._trace: Trace | None = None
        self._ladder = Ladder(link)
        self._ladder.exhausted.connect(self._kill)
        self._resting = QTimer(self, singleShot=True, interval=0)
        self._resting.timeout.connect(self._rest)
        link.received.connect(self._receive)
        store.changed.connect(self._follow)

    def verify(self, suspect: NodeId) -> None:
        """Run a suspect of the trace that is shown and what is below it again, on copies.

        Where values of a good run were kept it runs on these, too.
        """
        state = self._store.state
        if state.trace is None or state.worker is not WorkerStatus.READY or state.verifying:
            return
        self._trace, self._ticket = state.trace, self._tickets.next()
        self._store.update(verifying=suspect)
        ticket, trace = self._ticket, state.trace
        good = run_with_values(state)

        def folder(archive: Archive) -> Path | None:
            return archive.values_folder(good.id) if good else None

        def ask(values: Path | None) -> None:
            if ticket == self._ticket:
                self._link.send(tracing.verification(ticket, trace, suspect, values))

        self._recording.look_up(folder, ask)

    def stop(self) -> None:
        """Stop the verification that is under way: softly, by interrupt, then by force."""
        if self._store.state.verifying is not None:
            self._ladder.climb(self._ticket)

    def _follow(self, _: State, state: State) -> None:
        """Stop what nobody will look at, and forget what a dead worker was asked."""
        if state.verifying is None:
            return
        if state.worker in (WorkerStatus.NONE, WorkerStatus.DEAD):
            self._resting.start()
        elif state.trace is not self._trace and not self._ladder.is_climbed:
            self.stop()

    def _receive(self, batch: Iterable[Received]) -> None:
        for event, _ in batch:
            if isinstance(event, Verified | Refused) and event.ticket == self._ticket:
                is_told = isinstance(event, Verified)
                self._end(tracing.verdict(event) if is_told else Verdict(None, (event.message,)))

    def _end(self, verdict: Verdict) -> None:
        state = self._store.state
        trace, suspect = state.trace, state.verifying
        self._rest()
        if trace is not None and trace is self._trace and suspect is not None:
            self._store.update(trace=trace.judged(suspect, verdict))

    def _rest(self) -> None:
        self._ticket = 0
        self._ladder.leave()
        self._store.update(verifying=None)

    def _kill(self) -> None:
        self._worker.replace(
            f"`{self._store.state.verifying}` did not stop when it was asked to, so its worker was "
            "ended and a new one started. Values that took long come back; the others are gone."
        )
