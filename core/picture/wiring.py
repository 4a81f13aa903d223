"""Who feeds whom, by index into the cards."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Neighbours:
    """For card i, its neighbours on one side are `cards[offsets[i]:offsets[i + 1]]`."""

    offsets: NDArray[np.int64]
    cards: NDArray[np.int32]

    def of(self, card: int) -> NDArray[np.int32]:
        """Return the direct neighbours of one card."""
        return self.cards[self.offsets[card] : self.offsets[card + 1]]

    def reach(self, *cards: int) -> NDArray[np.bool_]:
        """Return which cards can be reached from some, these excluded, breadth first."""
        start = np.array(cards, np.int32)
        seen = np.zeros(len(self.offsets) - 1, bool)
        seen[start] = True
        frontier = self._of_all(start)
        while len(frontier):
            fresh = np.unique(frontier[~seen[frontier]])
            seen[fresh] = True
            frontier = self.of(int(fresh[0])) if len(fresh) == 1 else self._of_all(fresh)
        seen[start] = False
        return seen

    def _of_all(self, cards: NDArray[np.int32]) -> NDArray[np.int32]:
        counts = self.offsets[cards + 1] - self.offsets[cards]
        starts = np.repeat(self.offsets[cards] - np.cumsum(counts) + counts, counts)
        return self.cards[starts + np.arange(counts.sum())]


@dataclass(frozen=True, eq=False)
class Wiring:
    """The wires of `count` cards; `edges` is (m, 2): source and target indices."""

    count: int
    edges: NDArray[np.int32]

    @cached_property
    def children(self) -> Neighbours:
        """The cards that read each card."""
        return _neighbours(self.count, self.edges[:, 0], self.edges[:, 1])

    @cached_property
    def parents(self) -> Neighbours:
        """The cards that each card reads."""
        return _neighbours(self.count, self.edges[:, 1], self.edges[:, 0])


def _neighbours(count: int, keys: NDArray[np.int32], values: NDArray[np.int32]) -> Neighbours:
    offsets = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(keys, minlength=count), out=offsets[1:])
    return Neighbours(offsets, values[np.argsort(keys, kind="stable")])
