"""What a load leaves of what was known before. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from core.model.graph import Graph, Node, NodeId, NodeKind
from core.model.preview import Preview
from core.model.project import Project
from core.model.run import NodeRun
from explorer.controllers.preview import RECORDED


def completed(loaded: Graph, read: Graph, imported: Iterable[str]) -> Graph:
    """Return the graph that was loaded, with what was read of modules that failed to import.

    A node that a failed module should make may have been loaded as an input: the read one counts.
    """
    here = frozenset(imported)
    lost = {id: node for id, node in read.nodes.items() if node.module and node.module not in here}
    if not lost:
        return loaded
    feeding = {
        parameter.source: read.nodes[parameter.source]
        for node in lost.values()
        for parameter in node.parameters
        if parameter.source in read.nodes
    }
    known = {id: node for id, node in loaded.nodes.items() if not _is_stand_in(node, lost)}
    marked = {id: replace(node, approximate=True) for id, node in lost.items()}
    return Graph({**feeding, **marked, **known})


def ordered(graph: Graph, project: Project) -> Graph:
    """Return the graph with its nodes in the order in which the project names its modules."""
    place = {module.name: at for at, module in enumerate(project.modules)}
    last = len(place)
    return Graph(dict(sorted(graph.nodes.items(), key=lambda n: place.get(n[1].module, last))))


def _is_stand_in(node: Node, lost: Mapping[NodeId, Node]) -> bool:
    return node.kind is NodeKind.INPUT and node.id in lost


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
