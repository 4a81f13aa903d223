"""What was read of modules that could not be imported, beside what was loaded of the others."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from core.model.graph import Graph, Node, NodeId, NodeKind


def completed(loaded: Graph, read: Graph, failed: Collection[str]) -> Graph:
    """Return the graph that was loaded, with what was read of the modules that `failed`.

    What was read is marked approximate. A node that a failed module should make may have been
    loaded as an input of another: the one that was read counts.
    """
    lost = {id: node for id, node in read.nodes.items() if node.module in failed}
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


def _is_stand_in(node: Node, lost: Mapping[NodeId, Node]) -> bool:
    return node.kind is NodeKind.INPUT and node.id in lost
