"""The order of the vertices in each column, so that few steps cross.

Sweeps by barycentre (Sugiyama, Tagawa and Toda 1981) alternate with exchanges of neighbours
(Gansner and others 1993). Neighbours whose exchange changes nothing are exchanged too in every
other round: that is what leads out of dead ends.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.layout.adjacency import Adjacency, Floats, Ints, ranges
from core.layout.crossings import crossings
from core.layout.lattice import Lattice
from core.layout.progress import Tell, silent

_ROUNDS_AT_ONCE = 3
_LAST_ROUNDS = 12
_WORTHWHILE = 0.99


def ordered(lattice: Lattice, slots: Ints, sweeps: int, patience: int, tell: Tell = silent) -> Ints:
    """Slots with fewer crossings than those given; `patience` sweeps may bring next to nothing.

    Each piece keeps the best order that it has seen. Slots are numbered like vertices.
    """
    slots, best = slots.copy(), slots.copy()
    fewest = crossings(lattice, slots)
    down, up = _sides(lattice, lattice.above), _sides(lattice, lattice.below)
    pairs = _Pairs(lattice)
    waited, mark = 0, fewest.sum()
    for turn in range(sweeps):
        if not fewest.any() or waited >= patience:
            break
        for side in up[-2::-1] if turn % 2 else down[1:]:
            side.sort(slots)
        pairs.exchange(slots, _ROUNDS_AT_ONCE, with_ties=turn % 4 >= 2)
        found = crossings(lattice, slots)
        better = (found < fewest)[lattice.piece]
        best[better] = slots[better]
        fewest = np.minimum(fewest, found)
        waited = 0 if fewest.sum() < mark * _WORTHWHILE else waited + 1
        mark = fewest.sum() if not waited else mark
        tell((turn + 1) / sweeps)
    pairs.exchange(best, _LAST_ROUNDS)
    return best


def exchanged(lattice: Lattice, slots: Ints, rounds: int) -> Ints:
    """Slots with neighbours exchanged where that takes crossings away."""
    slots = slots.copy()
    _Pairs(lattice).exchange(slots, rounds)
    return slots


@dataclass(frozen=True, eq=False)
class _Side:
    """One layer, as its neighbours in the layer before or behind it want it sorted."""

    first: int
    count: int
    neighbours: Ints
    starts: Ints
    degrees: Ints
    linked: Ints
    """Which vertices of the layer have neighbours there, counted from `first`."""
    columns: Floats
    """A number for each vertex that keeps columns apart."""

    def sort(self, slots: Ints) -> None:
        """Sort a layer by the mean slot of its neighbours; the rest stays by its neighbours."""
        if self.count < 2 or not len(self.linked):
            return
        mine = slots[self.first : self.first + self.count]
        keys = np.add.reduceat(slots[self.neighbours], self.starts) / self.degrees
        if len(keys) < self.count:
            keys = self._filled(keys, mine - self.first)
        keys += self.columns + mine * 1e-6
        slots[self.first + keys.argsort(kind="stable")] = np.arange(
            self.first, self.first + self.count
        )

    def _filled(self, keys: Floats, places: Ints) -> Floats:
        """Keys for all: a vertex without neighbours takes that of the one that stands before."""
        known = np.full(self.count, -1.0)
        known[self.linked] = keys
        order = np.empty(self.count, np.int64)
        order[places] = np.arange(self.count)
        in_order = known[order]
        last = np.maximum.accumulate(np.where(in_order >= 0, np.arange(self.count), 0))
        known[order] = in_order[last]
        return known


def _sides(lattice: Lattice, towards: Adjacency) -> list[_Side]:
    return list(_each_side(lattice, towards))


def _each_side(lattice: Lattice, towards: Adjacency) -> Iterator[_Side]:
    for first, end in zip(lattice.layers[:-1].tolist(), lattice.layers[1:].tolist(), strict=True):
        offsets = towards.offsets[first : end + 1]
        degrees = np.diff(offsets)
        linked = np.flatnonzero(degrees)
        yield _Side(
            first=first,
            count=end - first,
            neighbours=towards.others[offsets[0] : offsets[-1]],
            starts=(offsets[:-1] - offsets[0])[linked],
            degrees=degrees[linked],
            linked=linked,
            columns=lattice.column[first:end].astype(np.float64) * lattice.count * 4,
        )


class _Pairs:
    """Neighbours in columns, in four sets: those of one set can be exchanged all at once."""

    def __init__(self, lattice: Lattice) -> None:
        self._lattice = lattice
        slots = np.arange(lattice.count)
        has_next = np.ones(lattice.count, bool)
        has_next[lattice.columns[1:] - 1] = False
        place = slots - lattice.columns[lattice.column]
        self._sets = [
            slots[has_next & (lattice.layer % 2 == layer) & (place % 2 == side)]
            for layer in (0, 1)
            for side in (0, 1)
        ]

    def exchange(self, slots: Ints, rounds: int, with_ties: bool = False) -> None:
        """Exchange neighbours where that takes crossings away, until there are none.

        With ties, one round first in which exchanges that cost nothing are made too.
        """
        at = np.empty(len(slots), np.int64)
        at[slots] = np.arange(len(slots))
        if with_ties:
            self._round(slots, at, 0)
        for _ in range(rounds):
            if not self._round(slots, at, 1):
                break

    def _round(self, slots: Ints, at: Ints, least: int) -> bool:
        gained = False
        for places in self._sets:
            left, right = at[places], at[places + 1]
            gain = self._gains(slots, left, right)
            chosen = gain >= least
            place, left, right = places[chosen], left[chosen], right[chosen]
            at[place], at[place + 1] = right, left
            slots[right], slots[left] = place, place + 1
            gained = gained or bool((gain > 0).any())
        return gained

    def _gains(self, slots: Ints, left: Ints, right: Ints) -> Floats:
        """Crossings that go when pairs of neighbours change places."""
        gain = np.zeros(len(left))
        for side in (self._lattice.above, self._lattice.below):
            degrees = side.degrees
            rights = degrees[right]
            counts = degrees[left] * rights
            pair = np.repeat(np.arange(len(left)), counts)
            number = ranges(np.zeros(len(left), np.int64), counts)
            nth_left = number // rights[pair]
            of_left = slots[side.others[side.offsets[left][pair] + nth_left]]
            nth_right = number - nth_left * rights[pair]
            of_right = slots[side.others[side.offsets[right][pair] + nth_right]]
            gain += np.bincount(pair, np.sign(of_left - of_right), len(left))
        return gain
