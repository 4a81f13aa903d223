"""The graph with some groups closed: each closed group is one card."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from core.grouping.groups import GroupId, Groups
from core.model.graph import Graph, NodeId

CardId: TypeAlias = NodeId | GroupId


@dataclass(frozen=True, slots=True)
class Wire:
    """One line between two cards, standing for `count` edges."""

    source: CardId
    target: CardId
    count: int


@dataclass(frozen=True, slots=True)
class Folded:
    """What is left to draw: the cards in the graph's order, and the wires between them.

    `members` has the nodes inside each closed group; `card_of` the card that stands for each
    shown node. Closing groups can make the wires run in a circle.
    """

    cards: tuple[CardId, ...]
    wires: tuple[Wire, ...]
    members: Mapping[GroupId, tuple[NodeId, ...]]
    card_of: Mapping[NodeId, CardId]


def fold(
    graph: Graph,
    groups: Groups,
    opened: frozenset[GroupId] = frozenset(),
    shown: frozenset[NodeId] | None = None,
    alone: frozenset[NodeId] = frozenset(),
) -> Folded:
    """Return the graph with every group closed but `opened` ones; of nodes only those `shown`.

    A group whose outer group is closed is not seen, whether it is opened or not. Nodes that
    stand `alone` have a card of their own, also where their groups are closed.
    """
    card_of: dict[NodeId, CardId] = {}
    members: dict[GroupId, list[NodeId]] = {}
    for node in graph.nodes:
        if shown is not None and node not in shown:
            continue
        way = () if node in alone else groups.paths.get(node, ())
        closed = next((id for id in way if id not in opened), None)
        card_of[node] = node if closed is None else closed
        if closed is not None:
            members.setdefault(closed, []).append(node)
    ends = ((card_of.get(edge.source), card_of.get(edge.target)) for edge in graph.edges)
    counts = Counter(
        (source, target)
        for source, target in ends
        if source is not None and target is not None and source != target
    )
    return Folded(
        cards=tuple(dict.fromkeys(card_of.values())),
        wires=tuple(Wire(source, target, n) for (source, target), n in counts.items()),
        members={id: tuple(nodes) for id, nodes in members.items()},
        card_of=card_of,
    )
