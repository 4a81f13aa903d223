"""One run: the nodes of a plan, one after the other, on the main thread."""
# pyright: basic

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from . import checks, system
from .calling import Caller
from .drawings import Drawings
from .failures import failure_of, first_line
from .keeping import Keeping
from .messages import CheckEnded, FailureRecord, NodeEnded, Noticed
from .outbox import Outbox
from .plan import Plan, Wiring
from .recording.recorder import Recorder
from .texts import size_text
from .userland import Cancelled, Userland
from .values import Held

Ending = tuple[str, FailureRecord | None]
"""A status, and why when it is "failed"."""

QUICK = 0.0005
"""Seconds below which a node may be told, and cleaned up after, together with others."""


@dataclass
class Execution:
    """Computes the waiting nodes of a plan. What comes out goes to `held`.

    Nodes get each other's values as they are, not copies, as in Hamilton; `held` keeps
    snapshots. Ends early at the first failure, and when `userland` was interrupted.
    """

    ticket: int
    plan: Plan
    wiring: Wiring
    held: dict[str, Held]
    caller: Caller
    userland: Userland
    outbox: Outbox
    keeping: Keeping
    recorder: Recorder
    memory: int = 0
    """Bytes that the run may take, 0 without a limit."""
    _values: dict[str, Any] = field(default_factory=dict)
    _drawings: Drawings = field(default_factory=Drawings)
    _quick: str = ""
    """The last of the nodes that ended without being cleaned up after."""

    def run(self) -> Ending:
        """Compute everything."""
        for name in (*self.plan.given, *self.plan.reused):
            if name in self.plan.needed:
                self._values[name] = self.held[name].hand_out()
        try:
            for name, released in self._schedule():
                status, failure = self._step(name)
                if status != "done":
                    return status, failure
                for parent in released:
                    self._values.pop(parent, None)
        finally:
            self._clean_up()
            self._drawings.close_all()
        return "ok", None

    def _schedule(self) -> Iterable[tuple[str, list[str]]]:
        """Return the nodes to compute, each with those whose values nobody needs after it."""
        schedule: list[tuple[str, list[str]]] = []
        seen: set[str] = set()
        for name in reversed(self.plan.waiting):
            last = [parent for parent in self.wiring.parents[name] if parent not in seen]
            seen.update(last)
            schedule.append((name, last))
        return reversed(schedule)

    def _step(self, name: str) -> Ending:
        if self.userland.is_interrupted:
            return "cancelled", None
        values = self._values
        arguments = {p: values[p] for p in self.wiring.parents[name] if p in values}
        is_told = self._announce(name)
        status, value, failure = "done", None, None
        self.userland.enter(name)
        try:
            value = self.caller.call(name, arguments)
        except (KeyboardInterrupt, Cancelled):
            status = "cancelled"
        except BaseException as error:
            status, failure = "failed", self._failure(name, error)
        seconds = self.userland.leave()
        if status == "done":
            self._end_well(name, value, seconds, is_told)
        else:
            if self.userland.is_interrupted:
                status, failure = "cancelled", None
            self._end_badly(name, status, seconds, failure)
        return status, failure

    def _failure(self, name: str, error: BaseException) -> FailureRecord:
        given, item = self.caller.given, self.caller.item
        is_short = self.memory and isinstance(error, MemoryError)
        if is_short:
            system.limit_memory(0)  # telling it takes memory, too
        failure = failure_of(error, name, given, self.wiring.modules, item)
        if not is_short:
            return failure
        hint = f"The run may take {size_text(self.memory)}; Settings says how much."
        return replace(failure, message=f"{failure.message.rstrip('.')}. {hint}")

    def _announce(self, name: str) -> bool:
        if not self.outbox.may_tell():
            self.outbox.will_start(name)
            return False
        self._clean_up()
        self.outbox.started(name)
        return True

    def _end_well(self, name: str, value: Any, seconds: float, is_told: bool) -> None:
        held = self._kept(name, value)
        output, note = self.userland.printed()
        if seconds < QUICK and not (is_told or output or note):
            self.outbox.ended_quickly(name, seconds, held.summary, held.rows)
            self._quick = name
        else:
            message = " ".join(filter(None, (note, self._settled())))
            said = held.summary, held.rows, message, output
            self.outbox.ended(NodeEnded(self.ticket, name, "done", seconds, *said))
        if name in self.wiring.checks:
            held.check = self._outcome(name, value)
            if held.check:
                self.outbox.ended(held.check)
        self.recorder.ended(name, seconds)
        self.keeping.keep(name, value, held, seconds, self.wiring)

    def _end_badly(
        self, name: str, status: str, seconds: float, failure: FailureRecord | None
    ) -> None:
        output, note = self.userland.printed()
        why = first_line(failure) if failure else ""
        message = " ".join(filter(None, (why, note, self._settled())))
        self.outbox.ended(
            NodeEnded(self.ticket, name, status, seconds, message=message, output=output)
        )

    def _kept(self, name: str, value: Any) -> Held:
        self._values[name] = value
        held = Held(self.plan.keys[name], value, is_per_item=self.caller.gives_items(name))
        figure = self._drawings.left_open(close=value is None)
        if figure is not None and value is None:
            held.show_instead(figure)
        self.held[name] = held
        return held

    def _outcome(self, name: str, result: Any) -> CheckEnded | None:
        spec = self.wiring.checks[name]
        raw: Any = self._values.get(spec.raw)
        explain = checks.outcome_of_items if name in self.plan.blocks else checks.outcome
        try:
            with self.userland.running(name):
                return explain(self.ticket, name, spec, result, raw)
        except (Exception, KeyboardInterrupt):  # a result that is none
            return None

    def _settled(self) -> str:
        who = "It or one of the quick nodes before it" if self._quick else "It"
        self._quick = ""
        return self.userland.settle(who)

    def _clean_up(self) -> None:
        """Put right what quick nodes left, who are told already."""
        if self._quick:
            note = self.userland.settle(f"`{self._quick}` or one of the quick nodes before it")
            if note:
                self.outbox.tell(Noticed(self._quick, note))
            self._quick = ""
