"""Which nodes of a graph a selection picks."""

import fnmatch
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from core.model.graph import Graph, Node, NodeId
from core.model.run import NodeRun, Status
from core.selecting.parsing import And, Not, Or, Reach, Selection, Term

_NOTHING: frozenset[NodeId] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the nodes beside the graph: newest results, and named sets of changes."""

    results: Mapping[NodeId, NodeRun] = field(default_factory=dict[NodeId, NodeRun])
    changed: Mapping[str, frozenset[NodeId]] = field(default_factory=dict[str, frozenset[NodeId]])


def select(selection: Selection, graph: Graph, facts: Facts | None = None) -> frozenset[NodeId]:
    """Return the nodes of `graph` that `selection` picks."""
    return _Evaluation(graph, facts or Facts()).of(selection)


class _Evaluation:
    def __init__(self, graph: Graph, facts: Facts) -> None:
        self._graph = graph
        self._facts = facts

    def of(self, selection: Selection) -> frozenset[NodeId]:
        match selection:
            case Term():
                return self._term(selection)
            case Reach():
                return self._reach(selection)
            case Not():
                return frozenset(self._graph.nodes) - self.of(selection.inner)
            case And():
                first, *others = map(self.of, selection.parts)
                return first.intersection(*others)
            case Or():
                return _NOTHING.union(*map(self.of, selection.parts))

    def _term(self, term: Term) -> frozenset[NodeId]:
        if term.field == "changed":
            wanted = matcher(term.pattern)
            sets = (nodes for name, nodes in self._facts.changed.items() if wanted(name))
            return frozenset(self._graph.nodes) & _NOTHING.union(*sets)
        holds = self._test(term)
        return frozenset(id for id, node in self._graph.nodes.items() if holds(node))

    def _test(self, term: Term) -> Callable[[Node], bool]:
        wanted = matcher(term.pattern)
        match term.field:
            case "tag":
                return lambda node: _has_tag(node, term.pattern)
            case "module":
                return lambda node: wanted(node.module) or wanted(node.module.rpartition(".")[2])
            case "type":
                return lambda node: wanted(node.type_name) or wanted(_bare(node.type_name))
            case "kind":
                return lambda node: wanted(node.kind.value)
            case "status":
                return lambda node: wanted(self._status(node.id).value)
            case _:
                return lambda node: wanted(node.id)

    def _status(self, node: NodeId) -> Status:
        result = self._facts.results.get(node)
        return result.status if result else Status.IDLE

    def _reach(self, reach: Reach) -> frozenset[NodeId]:
        start = self.of(reach.inner)
        return (
            start
            | _walk(start, self._graph.parents, reach.upstream)
            | _walk(start, self._graph.children, reach.downstream)
        )


def matcher(pattern: str) -> Callable[[str], bool]:
    """Return a test for a whole text, in which `*` of the pattern stands for any text."""
    if "*" not in pattern:
        return lambda text: text == pattern
    parts = (re.escape(part) for part in pattern.split("*"))
    compiled = re.compile(".*".join(parts), re.DOTALL)
    return lambda text: compiled.fullmatch(text) is not None


def _has_tag(node: Node, pattern: str) -> bool:
    key, equals, value = pattern.partition("=")
    return any(
        fnmatch.fnmatchcase(name, key) and (not equals or fnmatch.fnmatchcase(text, value))
        for name, text in node.tags.items()
    )


def _bare(type_name: str) -> str:
    """Return `DataFrame` for `pd.DataFrame` and `list` for `list[int]`."""
    return type_name.partition("[")[0].rpartition(".")[2]


def _walk(
    start: Iterable[NodeId], neighbours: Mapping[NodeId, tuple[NodeId, ...]], hops: int | None
) -> frozenset[NodeId]:
    seen: set[NodeId] = set()
    frontier = set(start)
    while frontier and hops != 0:
        frontier = {next for node in frontier for next in neighbours[node]} - seen
        seen |= frontier
        hops = None if hops is None else hops - 1
    return frozenset(seen)
