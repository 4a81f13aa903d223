"""Runs and looks through a real worker, in one call each."""

from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Ran:
    """What a run told, in the order in which it came."""

    events: list[Event]

    @property
    def status(self) -> str:
        """How it ended; "refused" when it did not begin."""
        return next((e.status for e in self._of(RunEnded)), "refused")

    @property
    def message(self) -> str:
        """Why it did not begin."""
        return next((e.message for e in self._of(Refused)), "")

    @property
    def errors(self) -> dict[str, str]:
        """Why it did not begin, by name."""
        return next((e.errors for e in self._of(Refused)), {})

    @property
    def plan(self) -> RunStarted:
        """What it set out to do."""
        (plan,) = self._of(RunStarted)
        return plan

    @property
    def failure(self) -> FailureRecord:
        """Why it failed."""
        failure = self._of(RunEnded)[0].failure
        assert failure
        return failure

    @property
    def ends(self) -> list[NodeEnded]:
        """How each node ended, quick ones spelled out."""
        ends: list[NodeEnded] = []
        for event in self._of(NodeEnded, NodesEnded):
            if isinstance(event, NodeEnded):
                ends.append(event)
            else:
                columns = zip(event.nodes, event.seconds, event.summaries, event.rows, strict=True)
                ends += [NodeEnded(event.ticket, n, "done", s, t, r) for n, s, t, r in columns]
        return ends

    @property
    def nodes(self) -> dict[str, str]:
        """The status of each node."""
        return {end.node: end.status for end in self.ends}

    @property
    def summaries(self) -> dict[str, str]:
        """What is said of the value of each node."""
        return {end.node: end.summary for end in self.ends}

    @property
    def messages(self) -> dict[str, str]:
        """What else is said of each node."""
        return {end.node: end.message for end in self.ends}

    @property
    def outputs(self) -> dict[str, OutputRecord]:
        """Where what nodes printed is."""
        return {end.node: end.output for end in self.ends if end.output}

    @property
    def checks(self) -> list[CheckEnded]:
        """What checks found."""
        return self._of(CheckEnded)

    @property
    def notices(self) -> list[str]:
        """What a person should know."""
        return [event.message for event in self._of(Noticed)]

    def named(self, status: str) -> list[str]:
        """The nodes that ended so."""
        return [node for node, ended in self.nodes.items() if ended == status]

    def _of(self, *kinds: type[Any]) -> list[Any]:
        return [event for event in self.events if isinstance(event, kinds)]


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
    events: list[Event] = []
    while not events or not isinstance(events[-1], RunEnded | Refused):
        events.append(rig.next(_EVENTS, timeout))
    return Ran(events)


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
