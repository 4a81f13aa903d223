"""One run: the nodes of a plan, one after the other, on the main thread."""
# pyright: basic

from collections.abc import Iterable
from dataclasses import dataclass, field
from types import CoroutineType
from typing import Any

from . import checks
from .awaiting import Awaiting
from .drawings import Drawings
from .failures import failure_of, first_line
from .messages import CheckEnded, FailureRecord, NodeEnded
from .outbox import Outbox
from .plan import Plan, Wiring
from .userland import Cancelled, Userland
from .values import Held

Ending = tuple[str, FailureRecord | None]
"""A status, and why when it is "failed"."""


@dataclass
class Execution:
    """Computes the waiting nodes of a plan as Hamilton would. What comes out goes to `held`.

    Nodes get each other's values as they are, not copies, as in Hamilton; `held` keeps
    snapshots. Ends early at the first failure, and when `userland` was interrupted.
    """

    ticket: int
    plan: Plan
    wiring: Wiring
    held: dict[str, Held]
    userland: Userland
    outbox: Outbox
    awaiting: Awaiting
    _values: dict[str, Any] = field(default_factory=dict)
    _drawings: Drawings = field(default_factory=Drawings)
    _item: str = ""
    """Which item of how many is being computed, by nodes that run once per item."""

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
        value, failure, status = None, None, "done"
        self.outbox.started(self.ticket, name)
        self.userland.enter(name)
        try:
            value = self._call(name, arguments)
        except (KeyboardInterrupt, Cancelled):
            status = "cancelled"
        except BaseException as error:
            status = "failed"
            failure = failure_of(error, name, arguments, self.wiring.modules, self._item)
        seconds = self.userland.leave()
        if status == "done":
            self._keep(name, value, seconds)
            return status, None
        if self.userland.is_interrupted:
            status, failure = "cancelled", None
        output, note = self.userland.settle()
        message = " ".join(filter(None, (first_line(failure) if failure else "", note)))
        self.outbox.ended(
            NodeEnded(self.ticket, name, status, seconds, message=message, output=output)
        )
        return status, failure

    def _call(self, name: str, arguments: dict[str, Any]) -> Any:
        call = self.wiring.calls[name]
        if name in self.plan.blocks:
            return self._call_per_item(name, arguments)
        value = call(**arguments)
        if type(value) is CoroutineType:
            value = self.awaiting.result_of(value)
        return list(value) if name in self.wiring.expanding else value

    def _call_per_item(self, name: str, arguments: dict[str, Any]) -> list[Any]:
        call = self.wiring.calls[name]
        inner = [p for p in arguments if p in self.plan.blocks or p in self.wiring.expanding]
        count = len(arguments[inner[0]])
        results: list[Any] = []
        for i in range(count):
            if self.userland.is_interrupted:
                raise Cancelled
            self._item = f"item {i + 1:,} of {count:,}"
            own = {parameter: arguments[parameter][i] for parameter in inner}
            value = call(**{**arguments, **own})
            is_coroutine = type(value) is CoroutineType
            results.append(self.awaiting.result_of(value) if is_coroutine else value)
        self._item = ""
        return results

    def _keep(self, name: str, value: Any, seconds: float) -> None:
        self._values[name] = value
        is_per_item = name in self.plan.blocks or name in self.wiring.expanding
        held = Held(self.plan.keys[name], value, is_per_item=is_per_item)
        figure = self._drawings.left_open(close=value is None)
        if figure is not None and value is None:
            held.show_instead(figure)
        self.held[name] = held
        output, note = self.userland.settle()
        self.outbox.ended(
            NodeEnded(self.ticket, name, "done", seconds, held.summary, held.rows, note, output)
        )
        if name in self.wiring.checks:
            held.check = self._outcome(name, value)
            if held.check:
                self.outbox.ended(held.check)

    def _outcome(self, name: str, result: Any) -> CheckEnded | None:
        spec = self.wiring.checks[name]
        raw: Any = self._values.get(spec.raw)
        explain = checks.outcome_of_items if name in self.plan.blocks else checks.outcome
        try:
            with self.userland.running(name):
                return explain(self.ticket, name, spec, result, raw)
        except (Exception, KeyboardInterrupt):  # a result that is none
            return None
