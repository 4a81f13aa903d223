"""The dataflow as values: nodes, edges and the questions asked of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import NewType

NodeId = NewType("NodeId", str)


class NodeKind(Enum):
    """What a node is for. The values are the words of the command line's JSON."""

    FUNCTION = "function"
    INPUT = "input"
    CONFIG = "config"
    CHECK = "check"
    LOADER = "loader"
    SAVER = "saver"
    EXPAND = "expand"
    COLLECT = "collect"


class FormKind(Enum):
    """How a person gives a value for an input or an override."""

    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TEXT = "text"
    DATE = "date"
    DATETIME = "datetime"
    CHOICE = "choice"
    JSON = "json"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Form:
    """What to ask for when a value is needed.

    `choices` are the texts of an enum's or Literal's values; `default` is the text of the
    default value, None when there is none; `optional` says that None is allowed.
    """

    kind: FormKind
    choices: tuple[str, ...] = ()
    default: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """Where a node is written. Lines are 1-based and inclusive, decorators included."""

    file: Path
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class Parameter:
    """One dependency of a node: it reads `source` as `type_name`."""

    source: NodeId
    type_name: str = ""
    optional: bool = False
    default: str | None = None
    """The text of the default value, None when there is none."""


@dataclass(frozen=True, slots=True)
class Node:
    """One step of the dataflow.

    `function` is the written name of the function that makes the node (the step function for
    steps of a pipe), empty for inputs. `module` is its dotted module. `code` is a hash of that
    function and all it reaches, without comments and docstrings: equal means same behaviour;
    empty when unknown. `approximate` marks what reading could not tell for sure. `form` says
    how to ask a person for a value. `checked` is the node a check looks at.
    """

    id: NodeId
    kind: NodeKind = NodeKind.FUNCTION
    type_name: str = ""
    module: str = ""
    function: str = ""
    doc: str = ""
    tags: Mapping[str, str] = field(default_factory=dict[str, str])
    source: SourceSpan | None = None
    parameters: tuple[Parameter, ...] = ()
    code: str = ""
    form: Form | None = None
    checked: NodeId | None = None
    has_side_effects: bool = False
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """`target` takes the value of `source` as an argument."""

    source: NodeId
    target: NodeId
    optional: bool = False


@dataclass(frozen=True)
class Graph:
    """A whole dataflow. May hold a cycle when the user wrote one (`Problem` names it)."""

    nodes: Mapping[NodeId, Node] = field(default_factory=dict[NodeId, Node])

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every dependency between nodes that are there, in node and argument order."""
        return tuple(
            Edge(p.source, node.id, p.optional)
            for node in self.nodes.values()
            for p in node.parameters
            if p.source in self.nodes
        )

    @cached_property
    def parents(self) -> Mapping[NodeId, tuple[NodeId, ...]]:
        """For each node, the nodes it reads, in argument order."""
        known = self.nodes
        return {
            id: tuple([p.source for p in node.parameters if p.source in known])
            for id, node in known.items()
        }

    @cached_property
    def children(self) -> Mapping[NodeId, tuple[NodeId, ...]]:
        """For each node, the nodes that read it."""
        readers: dict[NodeId, list[NodeId]] = {node: [] for node in self.nodes}
        for node, sources in self.parents.items():
            for source in sources:
                readers[source].append(node)
        return {node: tuple(found) for node, found in readers.items()}

    @cached_property
    def tag_keys(self) -> frozenset[str]:
        """The keys of all tags."""
        return frozenset(key for node in self.nodes.values() for key in node.tags)

    @cached_property
    def inputs(self) -> tuple[NodeId, ...]:
        """The nodes that are handed in."""
        return tuple(id for id, node in self.nodes.items() if node.kind is NodeKind.INPUT)

    @cached_property
    def modules(self) -> Mapping[str, tuple[NodeId, ...]]:
        """The nodes of each module, in the graph's order; under "" those of none."""
        homes: dict[str, list[NodeId]] = {}
        for id, node in self.nodes.items():
            homes.setdefault(node.module, []).append(id)
        return {module: tuple(nodes) for module, nodes in homes.items()}

    def prepared(self) -> "Graph":
        """Return this graph, with what is asked of it at every turn worked out: any thread."""
        _ = self.parents, self.children, self.tag_keys, self.modules, self.inputs
        return self

    def upstream(self, node: NodeId) -> frozenset[NodeId]:
        """All nodes `node` depends on, without itself."""
        return _reachable(node, self.parents.__getitem__)

    def downstream(self, node: NodeId) -> frozenset[NodeId]:
        """All nodes that depend on `node`, without itself."""
        return _reachable(node, self.children.__getitem__)

    def needed(
        self, targets: Iterable[NodeId], given: frozenset[NodeId] = frozenset()
    ) -> frozenset[NodeId]:
        """All nodes that computing `targets` touches; what feeds a `given` one is cut off."""
        seen: set[NodeId] = set()
        pending = [target for target in targets if target in self.nodes]
        while pending:
            node = pending.pop()
            if node in seen:
                continue
            seen.add(node)
            if node not in given:
                pending.extend(self.parents[node])
        return frozenset(seen)


def _reachable(
    start: NodeId, neighbours: Callable[[NodeId], Iterable[NodeId]]
) -> frozenset[NodeId]:
    seen: set[NodeId] = set()
    pending = list(neighbours(start))
    while pending:
        node = pending.pop()
        if node not in seen:
            seen.add(node)
            pending.extend(neighbours(node))
    return frozenset(seen)
