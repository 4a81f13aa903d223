"""Which nodes belong together, level within level."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import NewType

from core.model.graph import Graph, Node, NodeId, NodeKind

GroupId = NewType("GroupId", str)
"""Unique among groups, and never the name of a node: it begins with the level and a colon."""


class GroupBy(Enum):
    """What nodes of one group have in common."""

    PACKAGE = "package"
    MODULE = "module"
    NAMESPACE = "namespace"
    FUNCTION = "function"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Group:
    """A group: what it has in common, its title, the group it lies in, and all nodes inside."""

    id: GroupId
    by: GroupBy
    title: str
    parent: GroupId | None
    nodes: tuple[NodeId, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """All groups of a graph. `paths` has, for each node, its groups from the outermost in."""

    groups: Mapping[GroupId, Group] = field(default_factory=dict[GroupId, Group])
    paths: Mapping[NodeId, tuple[GroupId, ...]] = field(
        default_factory=dict[NodeId, tuple[GroupId, ...]]
    )


_Step = tuple[GroupBy, str, str]
"""What a group has in common: by what, the full name of it, and its title."""
_Way = tuple[GroupId, ...]
"""The groups on the way to a node, outermost first; many nodes share one."""
_BY_HOME = frozenset({GroupBy.PACKAGE, GroupBy.MODULE})


def group(graph: Graph, levels: Sequence[GroupBy], tag: str = "") -> Groups:
    """Group the nodes of a graph by each of `levels` in turn, outermost first.

    A group of one node is left out. Inputs and config lie with their readers where those all
    share a module. `tag` is the key whose values make groups, for `GroupBy.TAG`.
    """
    naming = _Naming(graph, levels, tag)
    ways = {id: naming.way(node) for id, node in graph.nodes.items()}
    sizes = Counter[GroupId]()
    for way, count in Counter(ways.values()).items():
        sizes.update(dict.fromkeys(way, count))
    made: dict[GroupId, tuple[_Step, GroupId | None]] = {}
    path_of: dict[_Way, tuple[GroupId, ...]] = {}
    for way in dict.fromkeys(ways.values()):
        path: list[GroupId] = []
        for id in way:
            if sizes[id] > 1:
                made.setdefault(id, (naming.steps[id], path[-1] if path else None))
                path.append(id)
        path_of[way] = tuple(path)
    paths = {node: path_of[way] for node, way in ways.items()}
    members: dict[GroupId, list[NodeId]] = {id: [] for id in made}
    for node, groups in paths.items():
        for id in groups:
            members[id].append(node)
    return Groups(
        {
            id: Group(id, by, title, parent, tuple(members[id]))
            for id, ((by, _, title), parent) in made.items()
        },
        paths,
    )


def _ids(way: Sequence[_Step]) -> Iterator[GroupId]:
    """Name each step by the whole way to it, so that equal names in two places stay apart."""
    before = ""
    for by, name, _ in way:
        before = f"{before}{' / ' if before else ''}{by.value}:{name}"
        yield GroupId(before)


def _homes(graph: Graph) -> Mapping[NodeId, str]:
    """Return the module that each node lies in, empty for what several modules share."""
    homes = {id: node.module for id, node in graph.nodes.items()}
    for id, node in graph.nodes.items():
        if node.kind in (NodeKind.INPUT, NodeKind.CONFIG):
            readers = {graph.nodes[child].module for child in graph.children[id]}
            homes[id] = readers.pop() if len(readers) == 1 else ""
    return homes


class _Naming:
    """Names what a node has in common with others, level by level."""

    def __init__(self, graph: Graph, levels: Sequence[GroupBy], tag: str) -> None:
        self.steps: dict[GroupId, _Step] = {}
        self._levels = levels
        self._ways: dict[str, _Way] | None = {} if _BY_HOME.issuperset(levels) else None
        self._homes = _homes(graph)
        self._tag = tag
        self._spaces = {
            ".".join(id.split(".")[:i]) for id in graph.nodes for i in range(1, id.count(".") + 1)
        }

    def way(self, node: Node) -> _Way:
        """Return the groups that a node has at all levels, outermost first."""
        if self._ways is None:
            return self._found(node)
        home = self._homes[node.id]
        if home not in self._ways:
            self._ways[home] = self._found(node)
        return self._ways[home]

    def _found(self, node: Node) -> _Way:
        steps = [step for by in self._levels for step in self._steps(by, node)]
        way = tuple(_ids(steps))
        self.steps.update(zip(way, steps, strict=True))
        return way

    def _steps(self, by: GroupBy, node: Node) -> Iterator[_Step]:
        """Return the groups that a node has at one level, outermost first."""
        home = self._homes[node.id]
        match by:
            case GroupBy.PACKAGE:
                return _prefixes(by, home.split(".")[:-1])
            case GroupBy.MODULE:
                return _one(by, home, home.rpartition(".")[2])
            case GroupBy.NAMESPACE:
                parts = node.id.split(".")
                return _prefixes(by, parts if node.id in self._spaces else parts[:-1])
            case GroupBy.FUNCTION:
                return _one(by, node.function and f"{node.module}.{node.function}", node.function)
            case GroupBy.TAG:
                value = node.tags.get(self._tag, "")
                return _one(by, value and f"{self._tag}={value}", f"{self._tag} {value}")


def _one(by: GroupBy, name: str, title: str) -> Iterator[_Step]:
    if name:
        yield by, name, title


def _prefixes(by: GroupBy, parts: Sequence[str]) -> Iterator[_Step]:
    for i, title in enumerate(parts):
        yield by, ".".join(parts[: i + 1]), title
