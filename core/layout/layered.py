"""Our own layout engine: layers, order, places, wires; in process, numpy only.

After Sugiyama, Tagawa and Toda (1981) and Gansner and others (1993).
"""

import numpy as np

from core.layout.bundling import settled
from core.layout.diagram import Diagram, diagram
from core.layout.drawing import drawn
from core.layout.effort import Effort, quick
from core.layout.keeping import kept
from core.layout.lattice import Lattice, lattice
from core.layout.layout import Direction, Layout, Topology
from core.layout.ranks import ranked
from core.layout.sifting import sifted
from core.layout.starts import best_ordered

ENGINE = "layered"


def place(
    topology: Topology, direction: Direction = Direction.RIGHT, previous: Layout | None = None
) -> Layout:
    """Place cards and wires at once: in 60 ms for 1,000 cards, in 5 s for 50,000.

    Pure, on any thread; graphs of more than 2,000 cards are better given to `LayoutHelper`.
    With a `previous` layout in the same direction that knows a third of the cards or more, what
    it knows stays about where it was, and only what is new is put in order.
    """
    effort = quick(len(topology.ids))
    if previous is None or previous.direction is not direction or _is_strange(topology, previous):
        return laid_out(topology, direction, effort)
    prepared = diagram(topology, direction)
    in_order, stays = kept(prepared, previous, effort.is_bundled)
    return drawn(prepared, in_order, effort.level_pivots, ENGINE, stays)


def _is_strange(topology: Topology, previous: Layout) -> bool:
    known = set(previous.ids)
    return sum(name in known for name in topology.ids) * 3 < len(topology.ids) or not known


def laid_out(topology: Topology, direction: Direction, effort: Effort) -> Layout:
    """Place cards and wires with more or less effort."""
    prepared = diagram(topology, direction)
    return drawn(prepared, _in_order(prepared, effort), effort.level_pivots, ENGINE)


def _in_order(diagram: Diagram, effort: Effort) -> Lattice:
    count = len(diagram.cards)
    layer = ranked(count, diagram.edges, diagram.piece, effort.rank_pivots)
    wires = diagram.wires(effort.is_bundled)
    cut = lattice(layer, diagram.piece, wires, np.arange(count, dtype=np.float64))
    slots = best_ordered(cut, effort.starts, effort.sweeps, effort.patience)
    slots = sifted(cut, slots, effort.sifts, effort.widest_sift)
    return settled(cut, slots)[0]
