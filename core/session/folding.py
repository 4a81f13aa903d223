"""What a worker tells about a run, folded into the run. Pure: the same for window and terminal."""

from collections.abc import Iterable
from dataclasses import replace

from core.model.graph import Graph, NodeId
from core.model.run import CheckResult, Failure, NodeRun, Run, RunStatus, Status
from core.session import records
from core.session.crash import crash_frames
from core.session.exit import Exit
from core.worker.messages import (
    CheckEnded,
    Event,
    NodeEnded,
    NodesEnded,
    NodeStarted,
    Refused,
    RunEnded,
    RunStarted,
)

_ENDS = {
    "done": Status.DONE,
    "reused": Status.REUSED,
    "given": Status.GIVEN,
    "failed": Status.FAILED,
    "cancelled": Status.CANCELLED,
}
_AGES = 1e9
_RUN_ENDS = {"ok": RunStatus.OK, "cancelled": RunStatus.CANCELLED}


def fold(run: Run, events: Iterable[Event], graph: Graph) -> Run:
    """Return `run` after `events`, in order; those of other requests are passed over.

    Downstream of a node that failed, nodes of the run become skipped. What a run leaves
    undone is cancelled when it was cancelled, and idle otherwise.
    """
    folding = _Folding(run, graph)
    for event in events:
        folding.take(event)
    return folding.run()


def died(run: Run, exit: Exit, graph: Graph) -> Run:
    """Return `run` after its worker ended: cancelled where that was asked for, else died."""
    folding = _Folding(run, graph)
    folding.die(exit)
    return folding.run()


class _Folding:
    """A run being written. Its nodes are copied once, when the first of them changes."""

    def __init__(self, run: Run, graph: Graph) -> None:
        self._run = run
        self._graph = graph
        self._nodes: dict[NodeId, NodeRun] | None = None
        self._checks: list[CheckResult] = []

    def run(self) -> Run:
        nodes = self._run.nodes if self._nodes is None else self._nodes
        return replace(self._run, nodes=nodes, checks=(*self._run.checks, *self._checks))

    def take(self, event: Event) -> None:
        match event:
            case RunStarted(ticket=self._run.id):
                self._plan(event)
            case NodeStarted(ticket=self._run.id):
                self._set([NodeId(event.node)], NodeRun(Status.RUNNING))
            case NodeEnded(ticket=self._run.id):
                self._end_node(event)
            case NodesEnded(ticket=self._run.id):
                self._end_nodes(event)
            case CheckEnded(ticket=self._run.id):
                self._checks.append(records.check(event))
            case Refused(ticket=self._run.id):
                self._end(RunStatus.FAILED, None, Failure(None, "", event.message))
            case RunEnded(ticket=self._run.id):
                failure = records.failure(event.failure) if event.failure else None
                status = _RUN_ENDS.get(event.status, RunStatus.FAILED)
                self._end(status, sane(event.seconds), failure)
            case _:
                return

    def die(self, exit: Exit) -> None:
        left = Status.CANCELLED if exit.was_asked else Status.FAILED
        message = "" if exit.was_asked else exit.sentence
        running = self._in(Status.RUNNING)
        if exit.node and self._at(exit.node).status is Status.WAITING:
            running.append(exit.node)
        for node in running:
            self._set([node], NodeRun(left, message=message))
            if left is Status.FAILED:
                self._skip_below(node)
        if exit.was_asked:
            self._end(RunStatus.CANCELLED, None, None)
        else:
            words = exit.last_words
            failure = Failure(
                exit.node, "", exit.sentence, frames=crash_frames(words), traceback=words
            )
            self._end(RunStatus.DIED, None, failure)

    def _plan(self, event: RunStarted) -> None:
        """Reused and given nodes come first: they are there before anything runs."""
        for names, status in (
            (event.given, Status.GIVEN),
            (event.reused, Status.REUSED),
            (event.waiting, Status.WAITING),
        ):
            self._set(map(NodeId, names), NodeRun(status))

    def _end_node(self, event: NodeEnded) -> None:
        node = NodeId(event.node)
        known = self._at(node).status
        status = _ENDS.get(event.status, Status.FAILED)
        if status is Status.DONE and known in (Status.REUSED, Status.GIVEN):
            status = known
        part = NodeRun(
            status,
            seconds=sane(event.seconds),
            summary=event.summary,
            rows=event.rows,
            message=event.message,
            output=records.output(event.output) if event.output else None,
        )
        self._set([node], part)
        if status is Status.FAILED:
            self._skip_below(node)

    def _end_nodes(self, event: NodesEnded) -> None:
        for node, seconds, summary, rows in zip(
            event.nodes, event.seconds, event.summaries, event.rows, strict=False
        ):
            self._set([NodeId(node)], NodeRun(Status.DONE, sane(seconds), summary, rows))

    def _end(self, status: RunStatus, seconds: float | None, failure: Failure | None) -> None:
        rest = Status.CANCELLED if status is RunStatus.CANCELLED else Status.IDLE
        self._set(self._in(Status.WAITING, Status.RUNNING), NodeRun(rest))
        self._run = replace(self._run, status=status, seconds=seconds, failure=failure)

    def _skip_below(self, failed: NodeId) -> None:
        if failed in self._graph.nodes:
            below = self._graph.downstream(failed)
            waiting = [node for node in self._in(Status.WAITING) if node in below]
            self._set(waiting, NodeRun(Status.SKIPPED))

    def _set(self, nodes: Iterable[NodeId], part: NodeRun) -> None:
        if self._nodes is None:
            self._nodes = dict(self._run.nodes)
        self._nodes.update(dict.fromkeys(nodes, part))

    def _at(self, node: NodeId) -> NodeRun:
        nodes = self._run.nodes if self._nodes is None else self._nodes
        return nodes.get(node, NodeRun(Status.WAITING))

    def _in(self, *wanted: Status) -> list[NodeId]:
        nodes = self._run.nodes if self._nodes is None else self._nodes
        return [node for node, part in nodes.items() if part.status in wanted]


def sane(seconds: float) -> float:
    """Return a time as one can be measured: what is none counts as 0."""
    return seconds if 0 <= seconds < _AGES else 0.0
