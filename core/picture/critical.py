"""Which nodes a run had to wait for: the chain that took longest, one after the other."""

from dataclasses import dataclass

from core.model.graph import Graph, NodeId
from core.model.run import Run, Status

_DONE, _FAILED = Status.DONE, Status.FAILED
"""Compared one by one: to look a status up in a set takes longer than all the rest here."""


@dataclass(frozen=True, slots=True)
class SlowestPath:
    """A chain of nodes, each read by the next, and the seconds that they took together."""

    nodes: tuple[NodeId, ...]
    seconds: float


def slowest_path(graph: Graph, run: Run) -> SlowestPath | None:
    """Return the chain of a run's nodes that took longest; None where nothing took any time.

    What was given or reused took none, and nothing had to be waited for before it. The nodes of
    the run must be in the order in which they ran.
    """
    total: dict[NodeId, float] = {}
    before: dict[NodeId, NodeId] = {}
    parents, known = graph.parents, total.get
    for id, part in run.nodes.items():
        if (part.status is _DONE or part.status is _FAILED) and id in parents:
            waited = 0.0
            for parent in parents[id]:
                if (so_far := known(parent, 0.0)) > waited:
                    waited, before[id] = so_far, parent
            total[id] = waited + (part.seconds or 0.0)
    last = max(total, key=total.__getitem__, default=None)
    if last is None or total[last] <= 0:
        return None
    chain = [last]
    while (node := before.get(chain[-1])) is not None:
        chain.append(node)
    return SlowestPath(tuple(reversed(chain)), total[last])
