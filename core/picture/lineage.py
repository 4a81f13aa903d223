"""Who feeds whom, node by node, and which cards and wires show it where groups are closed."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.layout import Layout
from core.picture.wiring import Neighbours, Wiring
from core.viewing import Seen


@dataclass(frozen=True, eq=False)
class Lineage:
    """The wiring of the nodes below the cards.

    `cards` has for each node its card, `wires` for each edge its wire; -1 for what is not to be
    seen, or lies inside one card. `counts` tells how many edges each wire stands for.
    """

    wiring: Wiring
    cards: NDArray[np.integer]
    wires: NDArray[np.integer]
    counts: NDArray[np.int64]

    def reach(
        self, neighbours: Neighbours, start: Iterable[int]
    ) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
        """Return the cards and wires by which some nodes reach others, the start's cards too."""
        start = list(start)
        reached = neighbours.reach(*start)
        cards = self.cards[reached]
        reached[start] = True
        edges = self.wiring.edges
        wires = self.wires[reached[edges[:, 0]] & reached[edges[:, 1]]]
        return cards[cards >= 0], wires[wires >= 0]


def lineage(seen: Seen, layout: Layout) -> Lineage:
    """Return what lies below the cards of a layout of what is seen."""
    cards, ends = seen.places, seen.ends
    count = max(len(layout.ids), 1)
    keys = layout.edges.astype(np.int64) @ [count, 1]
    order = np.argsort(keys)
    pairs = cards[ends].astype(np.int64).reshape(-1, 2)
    wanted = pairs @ [count, 1]
    place = np.minimum(np.searchsorted(keys[order], wanted), max(len(keys) - 1, 0))
    wires = order[place] if len(keys) else np.zeros(len(wanted), np.int64)
    is_known = (pairs >= 0).all(axis=1)
    is_known &= (keys[wires] == wanted) if len(keys) else False
    wires = np.where(is_known, wires, -1).astype(np.int32)
    counts = np.bincount(wires[is_known], minlength=len(keys)).astype(np.int64)
    return Lineage(Wiring(len(cards), ends), cards, wires, counts)
