"""Which computed values are no longer what computing them now would give, and why."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from core.live.editing import own_name
from core.live.reasons import why
from core.model.given import Given, GivenFile
from core.model.graph import Graph, Node, NodeId, NodeKind
from core.model.project import Json


@dataclass(frozen=True, slots=True)
class Basis:
    """What values are computed from, as far as it is known without computing.

    `parts` has what the code of each node covers (see `Reading`), `given` the values handed in,
    for inputs and in place of nodes, `contents` what is in those of them that are files.
    """

    parts: Mapping[NodeId, Mapping[str, str]] = field(
        default_factory=dict[NodeId, Mapping[str, str]]
    )
    given: Mapping[NodeId, Given] = field(default_factory=dict[NodeId, Given])
    config: Mapping[str, Json] = field(default_factory=dict[str, Json])
    contents: Mapping[Path, str] = field(default_factory=dict[Path, str])


def stale(
    graph: Graph,
    then: Mapping[NodeId, Basis],
    now: Basis,
    outdated: Collection[NodeId] | None = None,
) -> dict[NodeId, str]:
    """Return why values are stale, by node: "helper `clean` changed", "upstream `a` is stale".

    `then` has what each value was computed from; nodes that are not in it have no value.
    `outdated` names those that the worker, having loaded the same text, knows to be stale by
    their code; None before it has.
    """
    found: dict[NodeId, str] = {}
    for id in _in_order(graph):
        if id in then:
            reason = _reason(graph, graph.nodes[id], then[id], now, found, outdated)
            if reason:
                found[id] = reason
    return found


def _reason(
    graph: Graph,
    node: Node,
    then: Basis,
    now: Basis,
    found: Mapping[NodeId, str],
    outdated: Collection[NodeId] | None,
) -> str:
    if then.given.get(node.id) != now.given.get(node.id):
        return _given_reason(node, now)
    if node.id in now.given:
        return _file_reason(now.given[node.id], then, now)
    code = _code_reason(node, then, now)
    above = _upstream_reason(graph, node.id, found)
    if outdated is None or node.id in outdated:
        fallback = "" if outdated is None else "its code or what it reads changed"
        return code or above or fallback
    return above  # what was handed in is known here only


def _given_reason(node: Node, now: Basis) -> str:
    if node.kind in (NodeKind.INPUT, NodeKind.CONFIG):
        return "its value changed"
    if node.id not in now.given:
        return "the value given in its place was removed"
    return "another value is given in its place"


def _file_reason(given: Given, then: Basis, now: Basis) -> str:
    if not isinstance(given, GivenFile):
        return ""
    was, is_now = then.contents.get(given.path), now.contents.get(given.path)
    if was is None or was == is_now:
        return ""
    return f"its file `{given.path.name}` {'changed' if is_now else 'is gone'}"


def _code_reason(node: Node, then: Basis, now: Basis) -> str:
    was, is_now = then.parts.get(node.id), now.parts.get(node.id)
    if was is not None and is_now is not None and (reason := why(own_name(node), was, is_now)):
        return reason
    if node.kind is NodeKind.CONFIG and then.config.get(node.id) != now.config.get(node.id):
        return "its value changed"
    return ""


def _upstream_reason(graph: Graph, node: NodeId, found: Mapping[NodeId, str]) -> str:
    stale = [parent for parent in graph.parents[node] if parent in found]
    if not stale:
        return ""
    kind = graph.nodes[stale[0]].kind
    if kind in (NodeKind.INPUT, NodeKind.CONFIG):
        return f"input `{stale[0]}` changed"
    return f"upstream `{stale[0]}` is stale"


def _in_order(graph: Graph) -> Iterable[NodeId]:
    """Yield all nodes, each after those it reads; of a cycle in any order."""
    left = {id: len(parents) for id, parents in graph.parents.items()}
    ready = [id for id, count in left.items() if not count]
    while ready:
        id = ready.pop()
        yield id
        for child in graph.children[id]:
            left[child] -= 1
            if not left[child]:
                ready.append(child)
