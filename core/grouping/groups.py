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


def group(graph: Graph, levels: Sequence[GroupBy], tag: str = "") -> Groups:
    """Group the nodes of a graph by each of `levels` in turn, outermost first.

    A group of one node is left out. Inputs and config lie with their readers where those all
    share a module. `tag` is the key whose values make groups, for `GroupBy.TAG`.
    """
    naming = _Naming(graph, tag)
    named = {
        id: tuple(step for by in levels for step in naming.steps(by, node))
        for id, node in graph.nodes.items()
    }
    sizes = Counter(ids for way in named.values() for ids in _ids(way))
    members: dict[GroupId, list[NodeId]] = {}
    made: dict[GroupId, tuple[_Step, GroupId | None]] = {}
    paths: dict[NodeId, tuple[GroupId, ...]] = {}
    for node, way in named.items():
        path: list[GroupId] = []
        for id, step in zip(_ids(way), way, strict=True):
            if sizes[id] > 1:
                made.setdefault(id, (step, path[-1] if path else None))
                members.setdefault(id, []).append(node)
                path.append(id)
        paths[node] = tuple(path)
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

    def __init__(self, graph: Graph, tag: str) -> None:
        self._homes = _homes(graph)
        self._tag = tag
        self._spaces = {
            ".".join(id.split(".")[:i]) for id in graph.nodes for i in range(1, id.count(".") + 1)
        }

    def steps(self, by: GroupBy, node: Node) -> Iterator[_Step]:
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
