"""The smallest case of something wrong, and tests that are made of it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from core.model.case import Assertion, Draft, Shrinking, Sought
from core.model.graph import NodeId
from core.session import Received, Tickets, cases
from core.worker import messages
from explorer.controllers.ladder import Ladder
from explorer.controllers.worker import WorkerController
from explorer.link import WorkerLink
from explorer.state import Banner, State, Store, WorkerStatus

_GONE = (WorkerStatus.NONE, WorkerStatus.DEAD)
_MOST_ANCESTORS = 40


class CaseController(QObject):
    """Has the worker shrink what goes into a node; writes tests where the person says."""

    sample_wanted = Signal(object)
    """Emitted with the node of which a sample is to be tested: somebody has to ask what for."""
    replacing = Signal(object)
    """Emitted with files beside a test that are there already: `replace` writes all the same."""

    def __init__(
        self, store: Store, link: WorkerLink, tickets: Tickets, worker: WorkerController
    ) -> None:
        super().__init__()
        self._store = store
        self._link = link
        self._tickets = tickets
        self._worker = worker
        self._asked = 0
        self._drafting: tuple[int, Path] | None = None
        self._contents: Mapping[Path, bytes] = {}
        self._ladder = Ladder(link)
        self._ladder.exhausted.connect(self._kill)
        self._resting = QTimer(self, singleShot=True, interval=0)
        self._resting.timeout.connect(self._end)
        link.received.connect(self._receive)
        store.changed.connect(self._follow)
        # queued: nothing may be written while a change is being shown
        store.changed.connect(self._forget, Qt.ConnectionType.QueuedConnection)

    def shrink(self, sought: Sought) -> None:
        """Find the smallest case of something."""
        if self._begins(sought.node):
            asked = cases.request(self._tickets.next(), sought)
            self._asked = asked.ticket
            self._store.update(case=None, shrinking=Shrinking(sought.node))
            self._link.send(asked)

    def stop(self) -> None:
        """End what is under way: softly, then by interrupt, then by force.

        What a search has found so far is shown, if the function reacts.
        """
        if self._asked and not self._ladder.is_climbed:
            self._ladder.climb(self._asked)

    def ask_for_sample(self, node: NodeId | None) -> None:
        """Have somebody ask what a test of a sample is to find."""
        if node is not None and node in self._store.state.graph.nodes:
            self.sample_wanted.emit(node)

    def write_test(self, file: Path, assertions: tuple[Assertion, ...]) -> None:
        """Write a test of the case that is shown into a file, which may be replaced."""
        case = self._store.state.case
        if case is not None:
            asked = cases.draft_request(self._tickets.next(), case.node, file, assertions)
            self._drafting = asked.ticket, file
            self._link.send(asked)

    def write_sample(
        self,
        file: Path,
        node: NodeId,
        assertions: tuple[Assertion, ...],
        rows: int,
        ancestor: NodeId | None = None,
    ) -> None:
        """Write a test of some rows of what goes into a node, or of what an ancestor has."""
        if self._begins(node):
            ticket = self._tickets.next()
            self._asked, self._drafting = ticket, (ticket, file)
            self._store.update(shrinking=Shrinking(node, is_sample=True))
            self._link.send(cases.draft_request(ticket, node, file, assertions, rows, ancestor))

    def replace(self) -> None:
        """Write the test although data beside it is there already."""
        contents, self._contents = self._contents, {}
        if contents:
            self._put_down(contents)

    def _begins(self, node: NodeId) -> bool:
        """Return whether the worker can be asked; say so where it is not ready."""
        state = self._store.state
        if node not in state.graph.nodes or state.shrinking is not None:
            return False
        if state.worker is not WorkerStatus.READY:
            text = "The worker is not ready. Wait until it is, then try again."
            self._store.update(banner=Banner("warning", text))
            return False
        return True

    def _follow(self, _: State, state: State) -> None:
        if self._asked and state.worker in _GONE:
            self._resting.start()
        elif self._asked and state.worker is WorkerStatus.RUNNING:
            self.stop()  # the person wants to run something now

    def _forget(self) -> None:
        state = self._store.state
        if state.case is not None and state.case.node not in state.graph.nodes:
            self._store.update(case=None)

    def _end(self) -> None:
        self._asked = 0
        self._ladder.leave()
        self._store.update(shrinking=None)

    def _kill(self) -> None:
        shrinking = self._store.state.shrinking
        if shrinking is not None:
            self._worker.replace(
                f"`{shrinking.node}` did not stop when it was asked to, so its worker was ended "
                "and a new one started. Values that took long come back; the others are gone."
            )

    def _receive(self, batch: Iterable[Received]) -> None:
        for event, body in batch:
            match event:
                case messages.Shrinking(ticket) if ticket == self._asked:
                    self._store.update(shrinking=cases.progress(event))
                case messages.Shrunk(ticket) if ticket == self._asked:
                    self._end()
                    self._store.update(case=cases.case(event))
                case messages.Drafted(ticket) if self._drafting and ticket == self._drafting[0]:
                    self._drafted(cases.draft(event, body), self._drafting[1])
                case messages.Refused(ticket):
                    self._refused(ticket, event.message)
                case _:
                    pass

    def _refused(self, ticket: int, text: str) -> None:
        is_draft = self._drafting is not None and ticket == self._drafting[0]
        if ticket != self._asked and not is_draft:
            return
        self._drafting = None
        if ticket == self._asked:
            self._end()
        self._store.update(banner=Banner("warning", text))

    def _drafted(self, draft: Draft, file: Path) -> None:
        if self._drafting and self._drafting[0] == self._asked:
            self._end()
        self._drafting = None
        contents = cases.places(draft, file)
        # the person was asked about the test itself when choosing where it goes
        there = tuple(path for path in contents if path != file and path.exists())
        if there:
            self._contents = contents
            self.replacing.emit(there)
        else:
            self._put_down(contents)

    def _put_down(self, contents: Mapping[Path, bytes]) -> None:
        *beside, file = contents
        try:
            cases.put_down(contents)
        except OSError as error:
            banner = Banner("error", f"The test cannot be written: {error}.")
        else:
            names = f" and {', '.join(path.name for path in beside)} beside it" if beside else ""
            banner = Banner("info", f"{file.name} is written{names}. Run it with: pytest {file}")
        self._store.update(banner=banner)


def cuttable(state: State, node: NodeId | None) -> tuple[NodeId, ...]:
    """Return the ancestors of a node that have rows which can be left out, the nearest first."""
    found: dict[NodeId, None] = {}
    near = [node] if node is not None and node in state.graph.nodes else []
    while near:
        near = [parent for one in near for parent in state.graph.parents[one]]
        near = [parent for parent in dict.fromkeys(near) if parent not in found]
        found.update(dict.fromkeys(near))
    rows = {one: state.results[one].rows for one in found if one in state.results}
    return tuple(one for one, count in rows.items() if count and count > 1)[:_MOST_ANCESTORS]
