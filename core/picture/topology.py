"""Graph -> what is to be placed."""

import numpy as np

from core.layout import Topology, card_sizes
from core.model.graph import Graph, Node
from core.picture.words import short_type

_ROOM_FOR_RUN = "00,000 × 00 · 0.0 s"  # noqa: RUF001  as cards write it
"""A card has room for what is said of a common run, even before there is one."""


def topology(graph: Graph) -> Topology:
    """Return the cards of a graph, one a node, and the wires between them."""
    nodes = tuple(graph.nodes.values())
    place = {node.id: i for i, node in enumerate(nodes)}
    pairs = {(place[edge.source], place[edge.target]) for edge in graph.edges}
    wires = sorted(pair for pair in pairs if pair[0] != pair[1])
    sizes = card_sizes(
        [node.id for node in nodes],
        [max(short_type(node.type_name), _ROOM_FOR_RUN, key=len) for node in nodes],
        [_badges(node) for node in nodes],
    )
    edges = np.array(wires, np.int32).reshape(-1, 2)
    return Topology(tuple(node.id for node in nodes), sizes, edges)


def _badges(node: Node) -> int:
    return bool(node.tags) + node.has_side_effects
