"""A topology as the engine takes it: without cycles, in flow coordinates, cut into pieces."""

from dataclasses import dataclass

import numpy as np

from core.layout.acyclic import back_edges
from core.layout.adjacency import Bools, Floats, Ints, pieces_of
from core.layout.lattice import Wires
from core.layout.layout import Direction, Topology


@dataclass(frozen=True, eq=False)
class Diagram:
    """The cards of a topology that have wires, and those that stand `alone`.

    Card i here is card `cards[i]` of the topology; `depth` is its extent along the flow,
    `breadth` that across. Wire i runs from `sources[i]` to `targets[i]`, as in the topology;
    `edges[i]` are the same two, `turned` round where that is needed to have no cycles.
    """

    topology: Topology
    direction: Direction
    cards: Ints
    alone: Ints
    depth: Floats
    breadth: Floats
    sources: Ints
    targets: Ints
    turned: Bools
    edges: Ints
    pieces: int
    piece: Ints

    def wires(self, is_bundled: bool) -> Wires:
        """The wires as a lattice takes them; bundled: one trunk for all wires of a source."""
        alone = len(self.cards) + np.arange(len(self.edges))
        shares = ~self.turned & is_bundled
        _, trunk = np.unique(np.where(shares, self.edges[:, 0], alone), return_inverse=True)
        return Wires(self.edges[:, 0], self.edges[:, 1], trunk.astype(np.int64), self.turned)

    def flow(self, values: Floats) -> Floats:
        """Screen pairs (x, y) as flow pairs (along, across), or the other way round."""
        return values if self.direction is Direction.RIGHT else values[:, ::-1]


def diagram(topology: Topology, direction: Direction) -> Diagram:
    """Prepare a topology for placing."""
    given = topology.edges.reshape(-1, 2).astype(np.int64)
    has_wires = np.zeros(len(topology.ids), bool)
    has_wires[given] = True
    cards = np.flatnonzero(has_wires)
    wires = (np.cumsum(has_wires) - 1)[given]
    turned = back_edges(len(cards), wires)
    pieces, piece = pieces_of(len(cards), wires)
    width, height = topology.sizes.reshape(-1, 2)[cards].T
    is_right = direction is Direction.RIGHT
    return Diagram(
        topology=topology,
        direction=direction,
        cards=cards,
        alone=np.flatnonzero(~has_wires),
        depth=width if is_right else height,
        breadth=height if is_right else width,
        sources=wires[:, 0],
        targets=wires[:, 1],
        turned=turned,
        edges=np.where(turned[:, None], wires[:, ::-1], wires),
        pieces=pieces,
        piece=piece,
    )
