"""Graph -> what is to be placed."""

import numpy as np

from core.grouping import GroupId
from core.layout import Topology, card_sizes
from core.model.graph import Graph, Node, NodeId
from core.picture.words import SMALL_TALLY, members, short_type
from core.viewing import Closed, Seen

_ROOM_FOR_RUN = "00,000 × 00 · 0.0 s"  # noqa: RUF001  as cards write it
"""A card has room for what is said of a common run, even before there is one."""


def topology(graph: Graph, seen: Seen | None = None) -> Topology:
    """Return the cards of a graph, one a node, and the wires between them.

    With some groups closed, and parts left out, the graph as it is `seen`.
    """
    seen = seen or Seen(graph)
    cards, lines = seen.cards, graph.edges if seen.folded is None else seen.folded.wires
    nodes, place = graph.nodes, {card: i for i, card in enumerate(cards)}
    pairs = {(place[line.source], place[line.target]) for line in lines}
    wires = sorted(pair for pair in pairs if pair[0] != pair[1])
    closed = seen.closed
    texts = [
        _of_group(group) if (group := closed.get(GroupId(card))) else _of_node(nodes[NodeId(card)])
        for card in cards
    ]
    titles, subtitles, badges = zip(*texts, strict=True) if texts else ((), (), ())
    edges = np.array(wires, np.int32).reshape(-1, 2)
    return Topology(cards, card_sizes(titles, subtitles, badges), edges)


def _of_node(node: Node) -> tuple[str, str, int]:
    said = max(short_type(node.type_name), _ROOM_FOR_RUN, key=len)
    return node.id, said, bool(node.tags) + node.has_side_effects


def _of_group(closed: Closed) -> tuple[str, str, int]:
    return closed.group.title, f"{members(closed)} · {SMALL_TALLY}", 0
