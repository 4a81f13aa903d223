"""What a load leaves of what was known before. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from core.model.graph import Graph, NodeId
from core.model.preview import Preview
from core.model.problem import Problem
from core.model.project import Project
from core.model.run import NodeRun
from explorer.controllers.preview import RECORDED


def failed_modules(read: Graph, imported: Iterable[str]) -> frozenset[str]:
    """Return the modules that were read and are not among those imported."""
    return frozenset(node.module for node in read.nodes.values() if node.module) - {*imported}


def at_nodes(problems: Iterable[Problem], graph: Graph) -> tuple[Problem, ...]:
    """Return the problems, those of a line with the node that is written there."""
    return tuple(
        problem
        if problem.node or problem.function or not problem.line
        else replace(problem, node=_at(problem, graph))
        for problem in problems
    )


def _at(problem: Problem, graph: Graph) -> NodeId | None:
    for node in graph.nodes.values():
        span = node.source
        if span and span.first_line <= problem.line <= span.last_line and span.file == problem.file:
            return node.id
    return None


def ordered(graph: Graph, project: Project) -> Graph:
    """Return the graph with its nodes in the order in which the project names its modules."""
    place = {module.name: at for at, module in enumerate(project.modules)}
    last = len(place)
    return Graph(dict(sorted(graph.nodes.items(), key=lambda n: place.get(n[1].module, last))))


def kept_results(
    results: Mapping[NodeId, NodeRun], old: Graph, new: Graph, held: frozenset[NodeId]
) -> dict[NodeId, NodeRun]:
    """Return the results that still tell the truth: held values, and failures of the same code."""
    return {
        node: result
        for node, result in results.items()
        if node in held
        or (
            not result.status.has_value
            and node in new.nodes
            and node in old.nodes
            and new.nodes[node].code == old.nodes[node].code
        )
    }


def kept_previews(
    previews: Mapping[NodeId, Preview], new: Graph, held: frozenset[NodeId]
) -> dict[NodeId, Preview]:
    """Return the previews of values that are held, or were when their worker ended."""
    return {
        node: preview
        for node, preview in previews.items()
        if node in held or (node in new.nodes and preview.note.startswith(RECORDED))
    }
