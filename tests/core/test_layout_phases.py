"""The phases of the layered engine, each against a plain way to do or check the same."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.layout.acyclic import back_edges
from core.layout.adjacency import Ints, pieces_of
from core.layout.bundling import settled
from core.layout.coordinates import relaxed
from core.layout.crossings import crossings
from core.layout.lattice import Lattice, Wires, lattice
from core.layout.order import ordered
from core.layout.packing import grid, kept_apart, packed
from core.layout.ranks import ranked
from core.layout.sifting import sifted
from core.layout.simplex import Line, shortened
from core.layout.starts import best_ordered
from tests.benchmarks.dataflows import dataflow


def pairs(draw: st.DrawFn, count: int, most: int) -> Ints:
    number = st.integers(0, count - 1)
    found = draw(st.sets(st.tuples(number, number).filter(lambda p: p[0] != p[1]), max_size=most))
    return np.array(sorted(found), np.int64).reshape(-1, 2)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, Ints]:
    count = draw(st.integers(2, 25))
    return count, pairs(draw, count, 3 * count)


@st.composite
def lines(draw: st.DrawFn) -> tuple[Line, Ints]:
    """Connected lines with places that keep their lengths."""
    count = draw(st.integers(1, 18))
    backbone = [[draw(st.integers(0, i - 1)), i] for i in range(1, count)]
    more = [sorted(pair) for pair in pairs(draw, count, 2 * count).tolist()] if count > 1 else []
    ends = np.array(backbone + more, np.int64).reshape(-1, 2)
    weights = np.array([draw(st.integers(0, 5)) for _ in ends], np.int64)
    lengths = np.array([draw(st.integers(-4, 6)) for _ in ends], np.int64)
    places = np.zeros(count, np.int64)
    for _ in range(count):
        np.maximum.at(places, ends[:, 1], places[ends[:, 0]] + lengths)
    return Line(count, ends[:, 0], ends[:, 1], weights, lengths), places


def lattice_of(count: int, seed: int = 7, is_bundled: bool = True) -> Lattice:
    edges = dataflow(count, seed).edges.astype(np.int64)
    _, piece = pieces_of(count, edges)
    trunk = edges[:, 0] if is_bundled else np.arange(len(edges))
    trunk = np.unique(trunk, return_inverse=True)[1].astype(np.int64)
    wires = Wires(edges[:, 0], edges[:, 1], trunk, np.zeros(len(edges), bool))
    return lattice(
        ranked(count, edges, piece, 1000), piece, wires, np.arange(count, dtype=np.float64)
    )


def counted_plainly(cut: Lattice, slots: Ints) -> int:
    upper, lower = slots[cut.upper], slots[cut.lower]
    same = cut.layer[cut.upper][:, None] == cut.layer[cut.upper]
    return int((same & (upper[:, None] < upper) & (lower[:, None] > lower)).sum())


@given(graph=graphs())
def test_turning_back_edges_round_leaves_no_cycle(graph: tuple[int, Ints]) -> None:
    count, edges = graph

    turned = back_edges(count, edges)

    after = np.where(turned[:, None], edges[:, ::-1], edges)
    assert nx.is_directed_acyclic_graph(nx.DiGraph(after.tolist()))


@given(graph=graphs())
def test_edges_of_an_acyclic_graph_are_left_as_they_are(graph: tuple[int, Ints]) -> None:
    count, edges = graph

    turned = back_edges(count, np.sort(edges, axis=1))

    assert not turned.any()


@given(graph=graphs())
def test_pieces_are_the_connected_components(graph: tuple[int, Ints]) -> None:
    count, edges = graph

    number, piece = pieces_of(count, edges)

    plain = nx.Graph(edges.tolist())
    plain.add_nodes_from(range(count))
    assert number == nx.number_connected_components(plain)
    assert (piece[edges[:, 0]] == piece[edges[:, 1]]).all()


@settings(deadline=None)
@given(problem=lines())
def test_network_simplex_finds_the_least_cost(problem: tuple[Line, Ints]) -> None:
    line, places = problem

    found = shortened(line, places, 10_000)

    spans = found[line.heads] - found[line.tails]
    assert (spans >= line.lengths).all()
    assert int(line.weights @ spans) == least_cost(line)


def least_cost(line: Line) -> int:
    """The same by duality: a flow of the weights that makes the most of the lengths."""
    flow = nx.DiGraph()
    demand = np.zeros(line.count, np.int64)
    np.add.at(demand, line.heads, line.weights)
    np.add.at(demand, line.tails, -line.weights)
    for vertex, wanted in enumerate(demand.tolist()):
        flow.add_node(vertex, demand=wanted)
    ends = zip(line.tails.tolist(), line.heads.tolist(), line.lengths.tolist(), strict=True)
    for tail, head, length in ends:
        known = flow.get_edge_data(tail, head, {"weight": -length})
        flow.add_edge(tail, head, weight=min(known["weight"], -length))
    return -nx.network_simplex(flow)[0]


@pytest.mark.parametrize("pivots", [0, 5, 1000])
def test_every_edge_leads_to_a_later_layer_however_short_the_search(pivots: int) -> None:
    edges = dataflow(300).edges.astype(np.int64)
    _, piece = pieces_of(300, edges)

    layer = ranked(300, edges, piece, pivots)

    assert (layer[edges[:, 1]] > layer[edges[:, 0]]).all()
    lowest = [layer[piece == p].min() for p in range(int(piece.max()) + 1)]
    assert not any(lowest)


def test_network_simplex_makes_edges_shorter_than_pulling_alone() -> None:
    edges = dataflow(300).edges.astype(np.int64)
    _, piece = pieces_of(300, edges)

    pulled, shortest = (ranked(300, edges, piece, pivots) for pivots in (0, 1000))

    def span(layer: Ints) -> int:
        return int((layer[edges[:, 1]] - layer[edges[:, 0]]).sum())

    assert span(shortest) < span(pulled)


@pytest.mark.parametrize("is_bundled", [True, False])
def test_steps_join_neighbouring_layers_of_one_piece(is_bundled: bool) -> None:
    cut = lattice_of(200, is_bundled=is_bundled)

    assert (cut.layer[cut.lower] == cut.layer[cut.upper] + 1).all()
    assert (cut.piece[cut.lower] == cut.piece[cut.upper]).all()
    assert (np.diff(cut.columns) > 0).all() and cut.columns[-1] == cut.count


def test_a_trunk_has_fewer_bends_than_wires_apart() -> None:
    together, apart = lattice_of(200, is_bundled=True), lattice_of(200, is_bundled=False)

    assert together.is_bend.sum() < apart.is_bend.sum()


@pytest.mark.parametrize("seed", range(4))
def test_crossings_are_counted_as_pairs_in_the_wrong_order(seed: int) -> None:
    cut = lattice_of(120, seed)
    random = np.random.default_rng(seed)
    slots = np.lexsort((random.random(cut.count), cut.column)).argsort()

    found = crossings(cut, slots)

    assert found.sum() == counted_plainly(cut, slots) > 0


def test_ordering_takes_most_crossings_away_and_keeps_columns() -> None:
    cut = lattice_of(300)
    own = np.arange(cut.count)

    slots = ordered(cut, own, 24, 4)

    assert crossings(cut, slots).sum() < 0.5 * crossings(cut, own).sum()
    assert np.array_equal(cut.column[np.argsort(slots)], cut.column)


def test_more_starts_are_never_worse() -> None:
    cut = lattice_of(60, is_bundled=False)

    one, eight = (best_ordered(cut, starts, 24, 4) for starts in (1, 8))

    assert crossings(cut, eight).sum() <= crossings(cut, one).sum()


def test_sifting_takes_crossings_away() -> None:
    cut = lattice_of(300)
    slots = ordered(cut, np.arange(cut.count), 24, 4)

    sifted_slots = sifted(cut, slots, 2, 450)

    assert crossings(cut, sifted_slots).sum() < crossings(cut, slots).sum()
    assert sorted(sifted_slots) == list(range(cut.count))


def test_sifting_leaves_alone_what_may_not_move() -> None:
    cut = lattice_of(100)
    slots = np.arange(cut.count)
    movable = np.zeros(cut.count, bool)
    movable[cut.cards[::3]] = True

    after = sifted(cut, slots, 2, 450, movable)

    still = np.flatnonzero(~movable)
    assert not np.array_equal(after, slots)
    assert np.array_equal(np.argsort(after[still]), np.argsort(slots[still]))


def test_bends_of_one_card_that_lie_together_become_one() -> None:
    layer, piece = np.array([0, 1, 2, 2]), np.zeros(4, np.int64)
    ends = np.array([[0, 1], [0, 2], [0, 3]])
    wires = Wires(ends[:, 0], ends[:, 1], np.arange(3), np.zeros(3, bool))
    cut = lattice(layer, piece, wires, np.arange(4, dtype=np.float64))

    merged, number = settled(cut, np.arange(cut.count))

    assert (cut.count, merged.count) == (6, 5)
    assert number[cut.bends[0]] == number[cut.bends[1]]
    assert len(merged.upper) == 4


def test_a_chain_is_level_after_relaxing() -> None:
    layer, piece = np.arange(6), np.zeros(6, np.int64)
    wires = Wires(layer[:-1], layer[1:], np.arange(5), np.zeros(5, bool))
    cut = lattice(layer, piece, wires, np.zeros(6))

    middle = relaxed(cut, np.zeros(5))

    assert np.ptp(middle) < 1e-6


@given(
    sizes=st.lists(st.tuples(st.floats(10, 900), st.floats(10, 900)), max_size=25),
    gap=st.floats(1, 60),
)
def test_packed_boxes_keep_their_distance(sizes: list[tuple[float, float]], gap: float) -> None:
    boxes = np.array(sizes).reshape(-1, 2)

    corners = packed(boxes, gap)

    assert_apart(corners, boxes, gap)
    assert corners.min(initial=0) >= 0


@given(
    sizes=st.lists(st.tuples(st.floats(10, 900), st.floats(10, 900)), min_size=1, max_size=12),
    data=st.data(),
)
def test_boxes_that_stay_keep_their_distance(
    sizes: list[tuple[float, float]], data: st.DataObject
) -> None:
    place = st.floats(-500, 500) | st.just(float("nan"))
    corners = np.array([[data.draw(place), data.draw(st.floats(-500, 500))] for _ in sizes])
    boxes = np.array(sizes)

    after = kept_apart(corners, boxes, 20.0)

    assert_apart(after, boxes, 20.0)


def test_boxes_that_are_apart_already_stay() -> None:
    corners = np.array([[0.0, 0.0], [500.0, 30.0], [20.0, 400.0]])

    assert np.array_equal(kept_apart(corners, np.full((3, 2), 100.0), 20.0), corners)


def assert_apart(corners: np.ndarray, sizes: np.ndarray, gap: float) -> None:
    for i in range(len(sizes)):
        for j in range(i):
            beside = corners[i] + sizes[i] + gap <= corners[j] + 1e-6
            beside |= corners[j] + sizes[j] + gap <= corners[i] + 1e-6
            assert beside.any(), (i, j)


def test_a_grid_is_about_as_wide_as_a_window() -> None:
    sizes = np.full((100, 2), [200.0, 52.0])

    corners = grid(sizes, 28.0, np.zeros((0, 2)))

    width, height = (corners + sizes).max(axis=0)
    assert 1.2 < width / height < 2.2


def test_a_grid_beside_a_short_row_is_no_tall_column() -> None:
    sizes, beside = np.full((100, 2), [200.0, 52.0]), np.array([[460.0, 52.0]])

    corners = grid(sizes, 28.0, beside)

    width, height = (corners + sizes).max(axis=0)
    assert 1.0 < width / height < 2.2


def test_many_pieces_come_near_the_shape_of_a_window() -> None:
    sizes = np.random.default_rng(1).uniform(100, 800, (40, 2))

    corners = packed(sizes, 64.0)

    width, height = (corners + sizes).max(axis=0)
    assert 1.2 < width / height < 2.2
    assert sizes.prod(axis=1).sum() / (width * height) > 0.6
