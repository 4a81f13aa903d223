"""How a graph is looked at: which groups are closed, and which nodes are looked at at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from core.grouping import GroupBy, GroupId
from core.model.graph import Graph, NodeId

HOPS = 2
"""How far one looks around a node at first."""

_NEAR = 5


@dataclass(frozen=True, slots=True)
class Around:
    """Some nodes, and those up to so many hops up- and downstream of them; None for all.

    `text` names the nodes.
    """

    nodes: frozenset[NodeId]
    text: str
    upstream: int | None = HOPS
    downstream: int | None = HOPS

    @property
    def has_hops(self) -> bool:
        """Whether it can be made wider and narrower."""
        return bool(self.upstream or self.downstream)


@dataclass(frozen=True, slots=True)
class Between:
    """All nodes on a way from `start` to `end`, both included."""

    start: NodeId
    end: NodeId


@dataclass(frozen=True, slots=True)
class Chosen:
    """These nodes and no others. `text` says which they are."""

    nodes: frozenset[NodeId]
    text: str


Focus: TypeAlias = Around | Between | Chosen


@dataclass(frozen=True, slots=True)
class Lens:
    """What to look at, and how.

    `by` groups the nodes (by the values of the key `tag`, for `GroupBy.TAG`); all groups are
    closed but the `opened` ones. Of nodes only those in `focus` are looked at, without the
    `hidden` ones. `pinned` ones are always there, each as a card of its own. `is_unfolding` asks
    for groups to be opened as long as what is seen can be taken in.
    """

    by: GroupBy | None = None
    tag: str = ""
    opened: frozenset[GroupId] = frozenset()
    focus: Focus | None = None
    hidden: frozenset[NodeId] = frozenset()
    pinned: frozenset[NodeId] = frozenset()
    is_unfolding: bool = False

    def shown(self, graph: Graph) -> frozenset[NodeId] | None:
        """Return which nodes of a graph are looked at; None for all."""
        if self.focus is None and not self.hidden:
            return None
        all = graph.nodes.keys()
        focussed = all if self.focus is None else within(graph, self.focus)
        return frozenset((focussed - self.hidden) | (self.pinned & all))

    def is_near(self, other: "Lens") -> bool:
        """Whether both show the same part of a graph, with but a few groups opened or closed."""
        alike = (self.by, self.tag, self.focus) == (other.by, other.tag, other.focus)
        return alike and len(self.opened ^ other.opened) <= _NEAR


def within(graph: Graph, focus: Focus) -> frozenset[NodeId]:
    """Return the nodes in a focus; none where it is about nodes that the graph lacks."""
    match focus:
        case Around():
            return around(graph, focus)
        case Between():
            return between(graph, focus.start, focus.end)
        case Chosen():
            return focus.nodes & graph.nodes.keys()


def around(graph: Graph, focus: Around) -> frozenset[NodeId]:
    """Return some nodes and what lies so many hops around them."""
    start = focus.nodes & graph.nodes.keys()
    above = _walked(start, graph.parents, focus.upstream)
    return start | above | _walked(start, graph.children, focus.downstream)


def between(graph: Graph, start: NodeId, end: NodeId) -> frozenset[NodeId]:
    """Return the nodes on all ways from one node to another; none where there is no way."""
    if start not in graph.nodes or end not in graph.nodes:
        return frozenset()
    below = graph.downstream(start) | {start}
    return below & (graph.upstream(end) | {end}) if end in below else frozenset()


def _walked(
    start: Iterable[NodeId], neighbours: Mapping[NodeId, tuple[NodeId, ...]], hops: int | None
) -> frozenset[NodeId]:
    reached: set[NodeId] = set()
    frontier = set(start)
    while frontier and hops != 0:
        frontier = {next for node in frontier for next in neighbours[node]} - reached
        reached |= frontier
        hops = None if hops is None else hops - 1
    return frozenset(reached)
