"""Runs and looks through a real worker, in one call each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.worker.messages import (
    CheckEnded,
    Event,
    Execute,
    FailureRecord,
    Given,
    NodeEnded,
    NodesEnded,
    NodeStarted,
    Noticed,
    OutputRecord,
    Peek,
    Peeked,
    Refused,
    RunEnded,
    RunStarted,
)
from tests.core.worker_rig import Rig


@dataclass
class Ran:
    """What a run told. `status` is "refused" when it did not begin."""

    status: str = ""
    message: str = ""
    errors: dict[str, str] = field(default_factory=dict[str, str])
    plan: RunStarted | None = None
    nodes: dict[str, str] = field(default_factory=dict[str, str])
    """The status of each node, in the order in which they ended."""
    summaries: dict[str, str] = field(default_factory=dict[str, str])
    rows: dict[str, int | None] = field(default_factory=dict[str, int | None])
    messages: dict[str, str] = field(default_factory=dict[str, str])
    outputs: dict[str, OutputRecord] = field(default_factory=dict[str, OutputRecord])
    seconds: dict[str, float] = field(default_factory=dict[str, float])
    failure: FailureRecord | None = None
    checks: list[CheckEnded] = field(default_factory=list[CheckEnded])
    notices: list[str] = field(default_factory=list[str])
    events: list[Event] = field(default_factory=list[Event])

    def take(self, event: Event) -> None:
        """Add what an event tells."""
        self.events.append(event)
        if isinstance(event, RunStarted):
            self.plan = event
        elif isinstance(event, NodeEnded):
            self.nodes[event.node] = event.status
            self.summaries[event.node] = event.summary
            self.rows[event.node] = event.rows
            self.messages[event.node] = event.message
            self.seconds[event.node] = event.seconds
            if event.output:
                self.outputs[event.node] = event.output
        elif isinstance(event, NodesEnded):
            self.nodes.update(dict.fromkeys(event.nodes, "done"))
            self.summaries.update(zip(event.nodes, event.summaries, strict=True))
        elif isinstance(event, CheckEnded):
            self.checks.append(event)
        elif isinstance(event, Noticed):
            self.notices.append(event.message)
        elif isinstance(event, RunEnded):
            self.status, self.failure = event.status, event.failure
        elif isinstance(event, Refused):
            self.status, self.message, self.errors = "refused", event.message, event.errors

    def named(self, status: str) -> list[str]:
        """The nodes that ended so."""
        return [node for node, ended in self.nodes.items() if ended == status]


def start(
    rig: Rig,
    *targets: str,
    inputs: Mapping[str, Any] | None = None,
    overrides: Mapping[str, Any] | None = None,
    force: bool = False,
) -> int:
    """Ask for a run and return its ticket. Values that are no `Given` are taken for JSON."""
    ticket = rig.ticket()
    rig.send(Execute(ticket, targets, _given(inputs), _given(overrides), force))
    return ticket


def finish(rig: Rig, timeout: float = 30) -> Ran:
    """Wait for the run that was started last."""
    ran = Ran()
    while not ran.status:
        ran.take(rig.next(_EVENTS, timeout))
    return ran


def run(rig: Rig, *targets: str, **options: Any) -> Ran:
    """Run to some nodes and wait for the end; see `start`."""
    start(rig, *targets, **options)
    return finish(rig)


def peek(rig: Rig, node: str, timeout: float = 30, **window: Any) -> Peeked | Refused:
    """Look at a value."""
    rig.send(Peek(rig.ticket(), node, **window))
    return rig.next(_ANSWERS, timeout)


def seen(rig: Rig, node: str, **window: Any) -> Peeked:
    """Look at a value that is there."""
    answer = peek(rig, node, **window)
    assert isinstance(answer, Peeked), answer
    return answer


def _given(values: Mapping[str, Any] | None) -> dict[str, Given]:
    return {
        name: value if isinstance(value, Given) else Given(json=value)
        for name, value in (values or {}).items()
    }


_EVENTS: Any = (
    RunStarted,
    NodeStarted,
    NodeEnded,
    NodesEnded,
    CheckEnded,
    Noticed,
    RunEnded,
    Refused,
)
_ANSWERS: Any = (Peeked, Refused)
