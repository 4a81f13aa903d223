"""The layered graph that is put in order: cards, and bends where wires pass other layers."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.layout.adjacency import Adjacency, Bools, Floats, Ints, adjacency, offsets_of, ranges


@dataclass(frozen=True, eq=False)
class Wires:
    """Wires as the lattice takes them: cards `sources[i]` lie in lower layers than `targets[i]`.

    Wires of one source may share a `trunk` (numbered from 0): then they share bends. Those
    `turned` run against the flow; each has a trunk of its own.
    """

    sources: Ints
    targets: Ints
    trunk: Ints
    turned: Bools


@dataclass(frozen=True, eq=False)
class Lattice:
    """Vertices in columns, joined by steps from each layer to the next.

    A column is what one piece of the graph has in one layer. Vertices are numbered column by
    column, columns layer by layer: column c is `columns[c]` up to `columns[c + 1]`, layer l is
    `layers[l]` up to `layers[l + 1]`. Card i is vertex `cards[i]`; all others are bends.
    Step k leads from `upper[k]` to `lower[k]`. Wire i passes bends
    `bends[first_bend[i]:first_bend[i] + bend_count[i]]`, in the order of layers: a turned wire
    those of the layers of its two cards too.
    """

    cards: Ints
    bends: Ints
    first_bend: Ints
    bend_count: Ints
    origin: Ints
    layer: Ints
    piece: Ints
    column: Ints
    columns: Ints
    layers: Ints
    upper: Ints
    lower: Ints

    @property
    def count(self) -> int:
        """Number of vertices, bends included."""
        return len(self.layer)

    @cached_property
    def is_bend(self) -> Bools:
        """Which vertices are bends."""
        is_bend = np.ones(self.count, bool)
        is_bend[self.cards] = False
        return is_bend

    @cached_property
    def above(self) -> Adjacency:
        """The neighbours of each vertex one layer up the flow."""
        return adjacency(self.count, self.lower, self.upper)

    @cached_property
    def below(self) -> Adjacency:
        """The neighbours of each vertex one layer down the flow."""
        return adjacency(self.count, self.upper, self.lower)


def lattice(layer: Ints, piece: Ints, wires: Wires, place: Floats) -> Lattice:
    """Cut wires at each layer that they pass.

    In its column, each card is sorted by its `place`, and a bend by that of its wire's source.
    """
    cards = len(layer)
    passed = layer[wires.targets] - layer[wires.sources] + np.where(wires.turned, 1, -1)
    trunks = int(wires.trunk.max(initial=-1)) + 1
    lengths, member = np.zeros(trunks, np.int64), np.zeros(trunks, np.int64)
    np.maximum.at(lengths, wires.trunk, passed)
    member[wires.trunk] = np.arange(len(wires.trunk))
    starts = offsets_of(lengths)[:-1]
    owner = np.repeat(member, lengths)
    source = wires.sources[owner]
    depth = ranges(np.where(wires.turned, 0, 1)[member], lengths)
    origin = np.where(wires.turned[owner], cards + owner, source)

    all_layers = np.concatenate([layer, layer[source] + depth])
    all_pieces = np.concatenate([piece, piece[source]])
    order = np.lexsort((np.concatenate([place, place[source]]), all_pieces, all_layers))
    number = np.empty_like(order)
    number[order] = np.arange(len(order))
    upper, lower = _steps(cards, wires, passed, starts, lengths)
    return in_columns(
        cards=number[:cards],
        bends=number[cards:],
        first_bend=starts[wires.trunk],
        bend_count=passed,
        origin=np.concatenate([np.full(cards, -1), origin])[order],
        layer=all_layers[order],
        piece=all_pieces[order],
        upper=number[upper],
        lower=number[lower],
    )


def in_columns(layer: Ints, piece: Ints, **parts: Ints) -> Lattice:
    """A lattice of vertices that are sorted by layer and piece: where its columns begin."""
    is_first = np.ones(len(layer), bool)
    is_first[1:] = (layer[1:] != layer[:-1]) | (piece[1:] != piece[:-1])
    return Lattice(
        layer=layer,
        piece=piece,
        column=np.cumsum(is_first) - 1,
        columns=np.append(np.flatnonzero(is_first), len(layer)),
        layers=np.searchsorted(layer, np.arange(int(layer.max(initial=-1)) + 2)),
        **parts,
    )


def sorted_slots(lattice: Lattice, keys: Floats) -> Ints:
    """The slot of each vertex when columns are sorted by keys; bends of one card stay together."""
    slots = np.empty(lattice.count, np.int64)
    slots[np.lexsort((lattice.origin, keys, lattice.column))] = np.arange(lattice.count)
    return slots


def dense(group: Ints, values: Ints) -> Ints:
    """Values of each group numbered from 0 up, without gaps."""
    if not len(group):
        return group
    low = int(values.min())
    span = int(values.max()) - low + 1
    unique, place = np.unique(group * span + values - low, return_inverse=True)
    groups = unique // span
    return place - np.searchsorted(groups, groups)[place]


def _steps(
    cards: int, wires: Wires, passed: Ints, starts: Ints, lengths: Ints
) -> tuple[Ints, Ints]:
    """The ends of all steps, before renumbering: bends are numbered from `cards` on."""
    bends = cards + np.arange(int(lengths.sum()))
    goes_on = np.ones(len(bends), bool)
    goes_on[(starts + lengths - 1)[lengths > 0]] = False
    has_bends = passed > 0
    # a turned wire passes the columns of its cards, so that it hangs on its second bend
    inset = np.where(wires.turned, 1, 0)
    first = cards + starts[wires.trunk] + inset
    last = cards + starts[wires.trunk] + passed - 1 - inset
    _, once = np.unique(wires.trunk[has_bends], return_index=True)
    leaving = np.flatnonzero(has_bends)[once]
    upper = [bends[goes_on], wires.sources[leaving], np.where(has_bends, last, wires.sources)]
    lower = [bends[goes_on] + 1, first[leaving], wires.targets]
    return np.concatenate(upper), np.concatenate(lower)
