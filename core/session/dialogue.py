"""A worker for a thread that asks and waits: the terminal's way, where a window would listen."""

import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from core.model import case
from core.model.given import Given
from core.model.graph import Graph, NodeId
from core.model.history import KeptValues
from core.model.preview import Preview, Window
from core.model.problem import Problem
from core.model.project import Project
from core.model.record import Record
from core.model.rows import RowComparison
from core.model.run import OutputSpan, Run, RunStatus
from core.model.tracing import Symptom, Trace, Verdict
from core.session import beside, cases, records, requests, tracing
from core.session.channel import Received
from core.session.exit import Exit
from core.session.figures import record
from core.session.folding import died, fold
from core.session.memory import budget
from core.session.worker import INTERRUPT_AFTER, KILL_AFTER, Worker
from core.worker.messages import (
    Cancel,
    Drafted,
    Event,
    Hello,
    Limits,
    Loaded,
    NodeRecord,
    NodesFound,
    Noticed,
    Peeked,
    Recorded,
    Refused,
    Request,
    RowsCompared,
    RunEnded,
    Shrinking,
    Shrunk,
    Traced,
    ValuesKept,
    Verified,
)

_Answer = TypeVar("_Answer", Peeked, Traced, Verified, Shrunk, Drafted, ValuesKept, RowsCompared)
_TICK_SECONDS = 0.03
_MOST_WAITING = 1000
"""A worker that tells more than is taken in has to wait."""
_MOST_NOTICES = 100
_MORE_NOTICES = "There was more to note than is told here."
_LAST = (
    *(Loaded, RunEnded, Refused, Peeked, Traced, Verified, Shrunk, Drafted),
    *(ValuesKept, RowsCompared),
)
"""What ends the answer to a request."""


@dataclass(frozen=True, slots=True)
class Loading:
    """What came of loading a project.

    `modules` are those that were imported. `exit` is set when the worker ended over it,
    `was_cancelled` when that was asked for meanwhile.
    """

    graph: Graph
    problems: tuple[Problem, ...] = ()
    modules: tuple[str, ...] = ()
    exit: Exit | None = None
    was_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A run that the worker would not begin: why, and by field (a node) what is wrong with it."""

    message: str
    errors: Mapping[str, str]


class Dialogue:
    """One worker and one thread that waits for its answers. Make it on the main thread.

    Only `cancel` may be called from elsewhere (another thread, a signal handler). `memory` is
    asked at the start of each run how many bytes it may take, 0 for no limit.
    """

    def __init__(self, interpreter: Path, folder: Path, memory: Callable[[], int] = budget) -> None:
        self.exit: Exit | None = None
        """How the worker ended, None as long as it is there."""
        self._notices: dict[str, None] = {}
        self._inbox: queue.SimpleQueue[Received | Exit | None] = queue.SimpleQueue()
        self._room = threading.Semaphore(_MOST_WAITING)
        self._is_closed = False
        self._worker = Worker(interpreter, folder, self._received, self._inbox.put)
        self._tickets = requests.Tickets()
        self._memory = memory
        self._ladder = _Ladder()
        self.graph = Graph()
        """The graph that was loaded last."""
        self.hello: Hello | None = None
        """What the worker said of itself."""
        self._records: dict[int, dict[NodeId, Record]] = {}
        """What came out of nodes in figures, by the number of the run."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What the worker thought a person should know, in sentences: each once, the first ones."""
        return tuple(self._notices)

    def load(self, project: Project) -> Loading:
        """Import a project's modules and build its graph."""
        ticket = self._tickets.next()
        self._worker.send(requests.load(ticket, project))
        found: list[NodeRecord] = []
        for event, _ in self._answers(ticket):
            if isinstance(event, NodesFound):
                found.extend(event.nodes)
            elif isinstance(event, Loaded):
                self.graph = records.graph(found)
                problems = tuple(map(records.problem, event.problems))
                cancelled = self._ladder.is_begun
                return Loading(self.graph, problems, event.modules, None, cancelled)
        return Loading(Graph(), (), (), self.exit, self._ladder.is_begun)

    def run(
        self,
        targets: tuple[NodeId, ...],
        inputs: Mapping[NodeId, Given],
        overrides: Mapping[NodeId, Given],
        *,
        force: bool = False,
        on_change: Callable[[Run], None] = lambda _: None,
    ) -> Run | Refusal:
        """Compute `targets` of the loaded graph.

        `on_change` is called on this thread, at every change and some 30 times a second.
        """
        ticket = self._tickets.next()
        limits = Limits(memory=self._memory())
        self._worker.send(requests.execute(ticket, targets, inputs, overrides, force, limits))
        run = Run(ticket, targets, started=time.time())
        for batch in self._batches(ticket):
            events = [event for event, _ in batch]
            refused = [e for e in events if isinstance(e, Refused) and e.ticket == ticket]
            if refused:
                return Refusal(refused[0].message, refused[0].errors)
            run = fold(run, events, self.graph)
            on_change(run)
            is_over = run.status is not RunStatus.RUNNING
            if is_over and not self._ladder.is_climbed:  # else it was killed a moment too late
                return run
        is_torn = run.status is RunStatus.RUNNING
        return died(run, self.exit, self.graph) if self.exit and is_torn else run

    def records(self, run: Run, seconds: float = 60.0) -> Mapping[NodeId, Record]:
        """Return the records of a run, waiting for those of all nodes that have a value.

        After so many `seconds`, or when the worker has ended, those that are there.
        """
        wanted = {node for node, part in run.nodes.items() if part.status.has_value}
        deadline = time.monotonic() + seconds
        for _ in self._batches(run.id):
            found = self._records.setdefault(run.id, {})
            if wanted <= found.keys() or self._ladder.is_begun or time.monotonic() > deadline:
                break
        return self._records.get(run.id, {})

    def look(self, node: NodeId, window: Window) -> Preview | None:
        """Return a look at a value; None when it is not to be had."""
        asked = requests.peek(self._tickets.next(), node, window)
        answer = self._answer(asked, Peeked, "")
        return None if isinstance(answer, str) else records.preview(*answer)

    def trace(
        self,
        node: NodeId,
        symptom: Symptom | None = None,
        column: str | None = None,
        rows: str = "",
    ) -> Trace | str:
        """Find where something bad in a value began, or return a sentence why that cannot be.

        See `core.session.tracing.request`.
        """
        asked = tracing.request(self._tickets.next(), node, symptom, column, rows)
        answer = self._answer(asked, Traced, "The trace was stopped.")
        return answer if isinstance(answer, str) else tracing.trace(answer[0], asked)

    def verify(self, trace: Trace, suspect: NodeId, good: Path | None = None) -> Verdict | str:
        """See by running nodes again whether a suspect is where it began, or say why not.

        `good` is the folder with the values of a good run.
        """
        asked = tracing.verification(self._tickets.next(), trace, suspect, good)
        answer = self._answer(asked, Verified, "Stopped before it was verified.")
        return answer if isinstance(answer, str) else tracing.verdict(answer[0])

    def shrink(
        self,
        sought: case.Sought,
        on_change: Callable[[case.Shrinking], None] = lambda _: None,
    ) -> case.Case | str:
        """Find the smallest case of something, or say why there is none."""
        asked = cases.request(self._tickets.next(), sought)

        def tell(event: Event) -> None:
            if isinstance(event, Shrinking) and event.ticket == asked.ticket:
                on_change(cases.progress(event))

        answer = self._answer(asked, Shrunk, "Stopped before anything was found.", tell)
        return answer if isinstance(answer, str) else cases.case(answer[0])

    def draft(
        self,
        node: NodeId,
        file: Path,
        assertions: tuple[case.Assertion, ...],
        sample: int = 0,
        ancestor: NodeId | None = None,
    ) -> case.Draft | str:
        """Return a test that will stand in `file`, or say why there is none; see `cases`."""
        ticket = self._tickets.next()
        asked = cases.draft_request(ticket, node, file, assertions, sample, ancestor)
        answer = self._answer(asked, Drafted, "Stopped before the test was written.")
        return answer if isinstance(answer, str) else cases.draft(*answer)

    def keep(self, records: Mapping[NodeId, Record], folder: Path, room: int) -> KeptValues:
        """Keep the values of the last run in a folder, for workers to read; `room` is in bytes."""
        asked = beside.keep(self._tickets.next(), records, folder, room, is_newest=True)
        answer = self._answer(asked, ValuesKept, "")
        if isinstance(answer, str):
            return KeptValues(missing=dict.fromkeys(records, "not written"))
        return beside.kept(answer[0])

    def compare_rows(
        self, node: NodeId, before: Path | None, after: Path | None, rows: int
    ) -> RowComparison | str:
        """Tell which rows of a node differ between two values that were kept, or say why not.

        None stands for the value that is held.
        """
        asked = beside.comparison(self._tickets.next(), node, before, after, rows)
        answer = self._answer(asked, RowsCompared, "Stopped before the rows were compared.")
        return answer if isinstance(answer, str) else beside.compared(answer[0])

    def cancel(self) -> None:
        """End what is under way: softly, then by interrupt, then by force; again: by force."""
        self._inbox.put(None)

    def output(self, span: OutputSpan) -> tuple[str, str]:
        """Return what a node printed to stdout and stderr."""
        return self._worker.output(span)

    def close(self) -> None:
        """End the worker."""
        self._is_closed = True
        self._room.release()  # for a thread that stands and waits
        self._worker.close()

    def _received(self, event: Event, body: bytes) -> None:
        if not self._is_closed:  # else nobody listens any more, however much is told
            self._room.acquire()
            self._inbox.put(Received(event, body))

    def _answer(
        self,
        asked: Request,
        kind: type[_Answer],
        stopped: str,
        on_other: Callable[[Event], None] = lambda _: None,
    ) -> tuple[_Answer, bytes] | str:
        """Send a request and return its answer, or a sentence why there is none."""
        self._worker.send(asked)
        for event, body in self._answers(asked.ticket):
            if isinstance(event, Refused) and event.ticket == asked.ticket:
                return event.message
            if isinstance(event, kind) and event.ticket == asked.ticket:
                return event, body
            on_other(event)
        return self.exit.sentence if self.exit else stopped

    def _answers(self, ticket: int) -> Iterator[Received]:
        for batch in self._batches(ticket):
            yield from batch

    def _batches(self, ticket: int) -> Iterator[list[Received]]:
        """Yield what has arrived, some 30 times a second, until the worker ends."""
        self._ladder.reset(
            (0.0, lambda: self._worker.send(Cancel(ticket))),
            (INTERRUPT_AFTER, self._worker.interrupt),
            (KILL_AFTER, self._worker.kill),
        )
        while self.exit is None:
            yield self._collect()
            self._ladder.climb()

    def _collect(self) -> list[Received]:
        batch: list[Received] = []
        deadline = time.monotonic() + _TICK_SECONDS
        while (left := deadline - time.monotonic()) > 0:
            try:
                item = self._inbox.get(timeout=left)
            except queue.Empty:
                break
            if item is None:
                self._ladder.begin()
            elif isinstance(item, Exit):
                self.exit = replace(item, was_asked=item.was_asked or self._ladder.is_begun)
                break
            else:
                self._room.release()
                batch.append(item)
                if isinstance(item.event, _LAST):
                    break
        for notice in (e.message for e, _ in batch if isinstance(e, Noticed)):
            is_room = len(self._notices) < _MOST_NOTICES
            self._notices.setdefault(notice if is_room else _MORE_NOTICES)
        self.hello = next((e for e, _ in batch if isinstance(e, Hello)), self.hello)
        for told in (e for e, _ in batch if isinstance(e, Recorded)):
            found = self._records.setdefault(told.ticket, {})
            found.update((NodeId(one.node), record(one)) for one in told.records)
        return batch


class _Ladder:
    """Ever harder ways to end something, each after so many seconds; all at once if in a hurry."""

    def __init__(self) -> None:
        self.is_begun = False
        self._begun_at = 0.0
        self._steps: list[tuple[float, Callable[[], None]]] = []

    @property
    def is_climbed(self) -> bool:
        """Whether there is nothing harder left."""
        return self.is_begun and not self._steps

    def reset(self, *steps: tuple[float, Callable[[], None]]) -> None:
        self.is_begun = False
        self._steps = list(steps)

    def begin(self) -> None:
        self._begun_at = float("-inf") if self.is_begun else time.monotonic()
        self.is_begun = True

    def climb(self) -> None:
        while self.is_begun and self._steps:
            seconds, step = self._steps[0]
            if time.monotonic() - self._begun_at < seconds:
                return
            self._steps.pop(0)
            step()
