"""Runs what is asked for on the main thread; looks at what is held on a thread of its own."""
# pyright: basic

import contextlib
import threading
import time
from collections.abc import Hashable, Mapping
from dataclasses import replace

from . import beside, checks, environment, room
from .awaiting import Awaiting
from .calling import Caller
from .casework import Casework
from .dataflow import Dataflow
from .execution import Ending, Execution
from .keeping import Keeping
from .keys import Keys
from .messages import (
    CompareRows,
    DraftTest,
    Execute,
    Keep,
    NodeEnded,
    Noticed,
    Peek,
    Recall,
    Refused,
    RunEnded,
    RunStarted,
    Shrink,
    Trace,
    Verify,
)
from .outbox import Outbox, Send
from .peeking import Peeking
from .plan import Plan, Refusal, Wiring
from .preparing import Preparation, configured
from .recording.recorder import Recorder
from .spool import CAP
from .tracing import Sight, UntraceableError, report
from .userland import Cancelled, Userland
from .values import Held
from .verifying import Experiment, UnverifiableError

_TICK_SECONDS = 0.02


class Runner:
    """Holds the newest value of each node, and computes what is missing."""

    def __init__(self, send: Send, userland: Userland) -> None:
        self._userland = userland
        self._outbox = Outbox(send)
        self._awaiting = Awaiting()
        self._wiring = Wiring(Dataflow())
        self._keys = Keys(environment.signature())
        self._keeping = Keeping(self._keys, userland)
        self._held: dict[str, Held] = {}
        self._casework = Casework()
        self._ticket = 0
        self._cancelled: set[int] = set()
        self._peeking = Peeking(self._outbox.tell, self._held)
        self._sleep, self._now = time.sleep, time.monotonic
        self._recorder = Recorder(self._outbox.tell, self._held)
        userland.notify = self._outbox.tell
        threading.Thread(target=self._watch, name="lineage-watch", daemon=True).start()

    def adopt(self, flow: Dataflow) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Take over a freshly loaded graph.

        Return the nodes whose values are still good, and those whose values are outdated: their
        own code or that of something upstream is another. These stay too, to be looked at and in
        case the edit is taken back. Values go where their type comes from a module that was
        loaded anew, or with their node. Main thread.
        """
        self._wiring = Wiring(flow)
        is_whole = not any(problem.kind in ("import", "syntax") for problem in flow.problems)
        for name, held in list(self._held.items()):
            if held.is_of(flow.project_modules) or (is_whole and name not in flow.nodes):
                del self._held[name]
        true = self._keys.still_true(self._holds)
        kept = [(name, self._held[name].key) for name in flow.nodes if name in self._held]
        good = tuple(name for name, key in kept if key in true)
        return good, tuple(name for name, key in kept if key not in true)

    def execute(self, request: Execute) -> None:
        """Compute what a request asks for and tell how it goes. Main thread."""
        began = self._now()
        self._userland.begin()
        self._ticket = request.ticket
        if request.ticket in self._cancelled:
            self._userland.is_interrupted = True
        try:
            status, failure = self._run(request)
        except Refusal as refusal:
            self._outbox.tell(Refused(request.ticket, str(refusal), refusal.errors))
        except KeyboardInterrupt:  # while a file was read
            self._outbox.tell(RunEnded(request.ticket, "cancelled", self._now() - began))
        else:
            seconds = self._now() - began
            self._outbox.tell(RunEnded(request.ticket, status, seconds, failure))
        finally:
            self._recorder.end()
            self._ticket = 0
            self._cancelled.discard(request.ticket)

    def recall(self, request: Recall) -> None:
        """Take back the values of an earlier worker. Main thread."""
        self._userland.begin()
        answer = self._keeping.recall(request, self._preparation())
        self._outbox.tell(answer)
        taken = dict(zip(answer.nodes, answer.seconds, strict=True))
        self._recorder.note(request.ticket, self._wiring, taken)

    def cancel(self, ticket: int) -> None:
        """End a run before its next node, also one that is still to begin. Any thread."""
        self._cancelled.add(ticket)
        if ticket == self._ticket:
            self._userland.is_interrupted = True

    def peek(self, request: Peek) -> None:
        """Have a value looked at; the answer comes from another thread. Any thread."""
        self._peeking.ask(request)

    def trace(self, request: Trace) -> None:
        """Find where something wrong in a value began. Main thread."""
        self._userland.begin()
        request = self._with_places(request)
        if request.node not in self._held:
            text = f"`{request.node}` has no value here. Run it, then trace."
            self._outbox.tell(Refused(request.ticket, text))
            return
        wiring = self._wiring
        sight = Sight(wiring.parents, self._held, wiring.flow.records, wiring.checks)
        try:
            self._outbox.tell(report(request, sight))
        except UntraceableError as error:
            self._outbox.tell(Refused(request.ticket, str(error)))

    def _with_places(self, request: Trace) -> Trace:
        """Return a request with the places of the rows that a check did not pass for.

        Where the check made the run fail, the node has no value; the one before checking has.
        """
        spec = self._wiring.checks.get(request.check)
        raw = self._held.get(spec.raw) if spec else None
        if spec is None or raw is None:
            return request
        with self._userland.running(request.check):
            places = checks.places(spec.validator, raw.shown)
        node = request.node if request.node in self._held else spec.raw
        return replace(request, node=node, places=places)

    def verify(self, request: Verify) -> None:
        """Run nodes again to see whether a suspect is where something began. Main thread."""
        self._userland.begin()
        self._ticket = request.ticket
        self._userland.is_interrupted = request.ticket in self._cancelled

        try:
            asked = self._with_places(request.asked)
            if asked.node not in self._held:
                raise UnverifiableError(f"`{asked.node}` has no value here. Run it, then verify.")
            own = (self._wiring, self._held, self._userland, self._caller)
            experiment = Experiment(*own, request.good)
            answer = experiment.verified(request.ticket, asked, request.suspect)
        except (UnverifiableError, UntraceableError, Refusal) as error:
            answer = Refused(request.ticket, str(error))
        except (Cancelled, KeyboardInterrupt):
            answer = Refused(request.ticket, "Stopped before it was verified.")
        finally:
            self._ticket = 0
            self._cancelled.discard(request.ticket)
        self._end_awaiting()
        self._outbox.tell(answer)

    def put_beside(self, request: Keep | CompareRows) -> None:
        """Keep values of a good run, or put two values of a node beside each other. Main thread."""
        self._userland.begin()
        self._ticket = request.ticket
        self._userland.is_interrupted = request.ticket in self._cancelled
        try:
            found = beside.answer(request, self._held, self._wiring, self._userland)
        finally:
            self._ticket = 0
            self._cancelled.discard(request.ticket)
        self._outbox.tell(found)

    def work_on_case(self, request: Shrink | DraftTest) -> None:
        """Find the smallest case of what is wrong, or write a test of one. Main thread."""
        self._userland.begin()
        self._ticket = request.ticket
        self._userland.is_interrupted = request.ticket in self._cancelled
        body = b""
        try:
            answer, body = self._casework.answer(
                request,
                self._wiring,
                self._held,
                self._userland,
                self._caller,
                self._outbox.tell,
            )
        except Refusal as error:
            answer = Refused(request.ticket, str(error))
        except (Cancelled, KeyboardInterrupt):
            answer = Refused(request.ticket, "Stopped before anything was found.")
        finally:
            self._ticket = 0
            self._cancelled.discard(request.ticket)
        self._end_awaiting()
        self._outbox.tell(answer, body)

    def _caller(self, blocks: Mapping[str, str]) -> Caller:
        return Caller(self._wiring, blocks, self._awaiting, self._userland)

    def _preparation(self) -> Preparation:
        return Preparation(self._wiring, self._keys, self._held, self._userland)

    def _run(self, request: Execute) -> Ending:
        self._keeping.begin(request.limits)
        plan = self._preparation().plan(request)
        self._recorder.begin(request.ticket, self._wiring)
        self._tell_plan(request.ticket, plan)
        caller = self._caller(plan.blocks)
        execution = Execution(
            request.ticket,
            plan,
            self._wiring,
            self._held,
            caller,
            self._userland,
            self._outbox,
            self._keeping,
            self._recorder,
            request.limits.memory,
        )
        with room.at_most(request.limits.memory):
            ending = execution.run()
        self._end_awaiting()
        return ending

    def _end_awaiting(self) -> None:
        if self._awaiting.has_begun:
            with self._userland.running("async clean-up"):
                self._awaiting.end()

    def _tell_plan(self, ticket: int, plan: Plan) -> None:
        self._outbox.begin(ticket)
        self._outbox.tell(RunStarted(ticket, plan.waiting, plan.reused, plan.given))
        for status, names in (("given", plan.given), ("reused", plan.reused)):
            for name in names:
                held = self._held[name]
                self._outbox.ended(NodeEnded(ticket, name, status, 0.0, held.summary, held.rows))
                self._recorder.ended(name, 0.0)
                if held.check:
                    self._outbox.ended(replace(held.check, ticket=ticket))

    def _holds(self, how: str, node: str, content: Hashable) -> bool:
        """Whether a fact of `keys` is true of the graph as it is now."""
        if node not in self._wiring.nodes:
            return False
        if how == "computed":
            return self._wiring.flow.code.get(node) == content
        if how == "config":
            is_fed = node in self._wiring.inputs and node in self._wiring.flow.config
            return is_fed and configured(node, self._wiring) == content
        return True

    # the watching thread

    def _watch(self) -> None:
        while True:
            self._sleep(_TICK_SECONDS)
            with contextlib.suppress(MemoryError):  # a node has taken it all; not for long
                self._look_after()

    def _look_after(self) -> None:
        self._outbox.flush()
        self._recorder.meter.tick()
        self._peeking.look_after()
        if stream := self._userland.spool.police():
            limit = f"{CAP >> 20} MiB"
            message = f"More than {limit} were printed to {stream}; the rest is not kept."
            self._outbox.tell(Noticed(self._userland.label, message))
