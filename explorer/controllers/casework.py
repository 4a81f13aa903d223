"""The smallest case of something wrong, and tests that are made of it."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

from core.model.case import Assertion, Draft, Shrinking
from core.model.graph import NodeId
from core.model.tracing import Symptom
from core.session import INTERRUPT_AFTER, Received, Tickets, cases
from core.worker import messages
from explorer.link import WorkerLink
from explorer.state import Banner, Store, WorkerStatus

_GONE = (WorkerStatus.NONE, WorkerStatus.DEAD)


class CaseController(QObject):
    """Has the worker shrink what goes into a node; writes tests where the person says."""

    def __init__(self, store: Store, link: WorkerLink, tickets: Tickets) -> None:
        super().__init__()
        self._store = store
        self._link = link
        self._tickets = tickets
        self._asked = 0
        self._drafting: tuple[int, Path] | None = None
        self._interrupting = QTimer(self, singleShot=True, interval=round(INTERRUPT_AFTER * 1000))
        self._interrupting.timeout.connect(link.interrupt)
        link.received.connect(self._receive)
        # queued: nothing may be written while a change is being shown
        store.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    def shrink(
        self, node: NodeId, symptom: Symptom | None = None, column: str | None = None
    ) -> None:
        """Find the smallest case of a symptom; without one, of the exception that a node raises."""
        state = self._store.state
        if node not in state.graph.nodes or state.shrinking is not None:
            return
        if state.worker is not WorkerStatus.READY:
            text = "The worker is not ready. Wait until it is, then look for the smallest case."
            self._store.update(banner=Banner("warning", text))
            return
        asked = cases.request(self._tickets.next(), node, symptom, column)
        self._asked = asked.ticket
        self._store.update(case=None, shrinking=Shrinking(node))
        self._link.send(asked)

    def stop(self) -> None:
        """End the search; what was found so far is shown."""
        if self._asked:
            self._link.send(messages.Cancel(self._asked))
            self._interrupting.start()

    def write_test(self, file: Path, assertions: tuple[Assertion, ...]) -> None:
        """Write a test of the case that is shown into a file, which may be replaced."""
        case = self._store.state.case
        if case is None:
            return
        asked = cases.draft_request(self._tickets.next(), case.node, file, assertions)
        self._drafting = asked.ticket, file
        self._link.send(asked)

    def _follow(self) -> None:
        state = self._store.state
        if self._asked and state.worker in _GONE:
            self._end()
        if state.case is not None and state.case.node not in state.graph.nodes:
            self._store.update(case=None)

    def _end(self) -> None:
        self._asked = 0
        self._interrupting.stop()
        self._store.update(shrinking=None)

    def _receive(self, batch: Iterable[Received]) -> None:
        for event, body in batch:
            match event:
                case messages.Shrinking(ticket) if ticket == self._asked:
                    self._store.update(shrinking=cases.progress(event))
                case messages.Shrunk(ticket) if ticket == self._asked:
                    self._end()
                    self._store.update(case=cases.case(event))
                case messages.Drafted(ticket) if self._drafting and ticket == self._drafting[0]:
                    self._put_down(cases.draft(event, body), self._drafting[1])
                case messages.Refused(ticket):
                    self._refused(ticket, event.message)
                case _:
                    pass

    def _refused(self, ticket: int, text: str) -> None:
        if ticket == self._asked:
            self._end()
        elif self._drafting and ticket == self._drafting[0]:
            self._drafting = None
        else:
            return
        self._store.update(banner=Banner("warning", text))

    def _put_down(self, draft: Draft, file: Path) -> None:
        self._drafting = None
        files = {file.parent / name: data for name, data in draft.files.items()}
        try:
            for path, data in {**files, file: draft.text.encode()}.items():
                path.write_bytes(data)
        except OSError as error:
            banner = Banner("error", f"The test cannot be written: {error}.")
        else:
            beside = f" and {', '.join(path.name for path in files)} beside it" if files else ""
            banner = Banner("info", f"{file.name} is written{beside}. Run it with: pytest {file}")
        self._store.update(banner=banner)
