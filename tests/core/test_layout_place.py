"""What people see of a layout: straight chains, stable places, few crossings, room for texts."""

import numpy as np
import pytest

from core.layout import (
    Direction,
    Layout,
    Topology,
    card_size,
    card_sizes,
    drawn_crossings,
    is_clearly_better,
    place,
)
from core.layout.dot import place_by_dot
from core.layout.packing import reach
from core.layout.polishing import MOST, polished
from tests.benchmarks.dataflows import Dataflow, dataflow


def graph(*edges: tuple[str, str], alone: tuple[str, ...] = ()) -> Topology:
    ids = (*dict.fromkeys(name for edge in edges for name in edge), *alone)
    pairs = [(ids.index(source), ids.index(target)) for source, target in edges]
    ends = np.array(pairs, np.int32).reshape(-1, 2)
    return Topology(ids, card_sizes(ids, [""] * len(ids), [0] * len(ids)), ends)


def without(flow: Dataflow, dropped: set[int]) -> Topology:
    """The topology of a dataflow that lost some nodes."""
    kept = np.array([i for i in range(len(flow.names)) if i not in dropped])
    number = np.full(len(flow.names), -1)
    number[kept] = np.arange(len(kept))
    ends = number[flow.edges]
    ends = ends[(ends >= 0).all(axis=1)].astype(np.int32)
    whole = flow.topology
    return Topology(tuple(flow.names[i] for i in kept), whole.sizes[kept], ends)


def middles(layout: Layout) -> dict[str, tuple[float, float]]:
    centres = layout.boxes[:, :2] + layout.boxes[:, 2:] / 2
    return {name: (x, y) for name, (x, y) in zip(layout.ids, centres.tolist(), strict=True)}


def inverted_share(before: Layout, after: Layout) -> float:
    """Share of pairs that shared a column before and now stand the other way round."""
    old, new = middles(before), middles(after)
    columns: dict[float, list[str]] = {}
    for name, left in zip(before.ids, before.boxes[:, 0].round().tolist(), strict=True):
        if name in new:
            columns.setdefault(left, []).append(name)
    inverted = total = 0
    for names in columns.values():
        was, now = (np.array([places[name][1] for name in names]) for places in (old, new))
        signs = np.sign(was[:, None] - was) * np.sign(now[:, None] - now)
        inverted += int((signs < 0).sum()) // 2
        total += len(names) * (len(names) - 1) // 2
    return inverted / total


@pytest.mark.parametrize("direction", Direction)
def test_a_chain_is_straight_and_in_the_direction_of_the_flow(direction: Direction) -> None:
    along, across = (0, 1) if direction is Direction.RIGHT else (1, 0)

    at = middles(place(graph(("a", "b"), ("b", "c"), ("c", "a_longer_name")), direction))

    assert len({round(point[across], 3) for point in at.values()}) == 1
    places = [at[name][along] for name in ("a", "b", "c", "a_longer_name")]
    assert places == sorted(places)


def test_a_wire_past_a_card_is_level_beside_it() -> None:
    layout = place(graph(("a", "b"), ("b", "c"), ("a", "c")))

    wire = layout.points[layout.offsets[2] : layout.offsets[3]]
    left, top, width, height = layout.boxes[1]
    past = wire[(wire[:, 0] >= left) & (wire[:, 0] <= left + width)]
    assert len(past) == 2 and past[0, 1] == past[1, 1]
    assert not top - 5 < past[0, 1] < top + height + 5


def test_wires_of_one_source_share_their_first_points() -> None:
    layout = place(graph(("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("a", "d"), ("a", "e")))

    one, other = (layout.points[layout.offsets[i] : layout.offsets[i + 1]] for i in (4, 5))
    assert np.array_equal(one[:4], other[:4])


def test_cards_without_wires_stand_in_rows_and_columns() -> None:
    layout = place(graph(alone=tuple("abcdefghijkl")))

    lefts, tops = (sorted(set(layout.boxes[:, axis].tolist())) for axis in (0, 1))
    assert len(lefts) * len(tops) == 12
    assert 1.0 < layout.size[0] / layout.size[1] < 2.5


@pytest.mark.parametrize("direction", Direction)
def test_the_same_graph_stays_where_it_was(direction: Direction) -> None:
    topology = dataflow(150).topology
    before = place(topology, direction)

    after = place(topology, direction, before)

    moved = np.abs(after.boxes - before.boxes)
    assert np.median(moved) == 0 and np.percentile(moved, 95) < 30


@pytest.mark.parametrize("count", [200, 1000])
def test_dropping_cards_leaves_the_others_in_order(count: int) -> None:
    flow = dataflow(count)
    before = place(flow.topology)
    dropped = set(np.random.default_rng(3).choice(count, 5, replace=False).tolist())

    after = place(without(flow, dropped), previous=before)

    assert inverted_share(before, after) <= 0.015


@pytest.mark.parametrize("direction", Direction)
def test_a_few_of_many_cards_leave_no_gaps(direction: Direction) -> None:
    flow = dataflow(200)
    before = place(flow.topology, direction)
    dropped = set(np.random.default_rng(4).choice(200, 130, replace=False).tolist())
    few = without(flow, dropped)

    after = place(few, direction, before)

    assert after.boxes[:, :2].min(axis=0).max() < 40
    assert reach(after.size) <= 1.3 * reach(place(few, direction).size)


def test_a_new_card_goes_between_its_neighbours_and_moves_few() -> None:
    before = place(graph(("a", "b"), ("b", "c"), ("x", "y"), ("y", "c")))

    after = place(
        graph(("a", "b"), ("b", "c"), ("x", "y"), ("y", "c"), ("a", "new"), ("new", "c")),
        previous=before,
    )

    old, at = middles(before), middles(after)
    assert at["a"][0] < at["new"][0] < at["c"][0]
    assert (at["a"][1] < at["x"][1]) == (old["a"][1] < old["x"][1])


def test_nothing_is_kept_of_a_layout_in_the_other_direction() -> None:
    topology = dataflow(40).topology
    down = place(topology, Direction.DOWN)

    afresh, after = place(topology), place(topology, Direction.RIGHT, down)

    assert np.array_equal(afresh.boxes, after.boxes)


def test_nothing_is_kept_of_another_graph() -> None:
    topology = dataflow(40).topology
    other = place(graph(("p", "q"), ("q", "r")))

    assert np.array_equal(place(topology).boxes, place(topology, previous=other).boxes)


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_polishing_has_at_most_as_many_crossings_as_dot(seed: int) -> None:
    topology = dataflow(150, seed).topology

    best = polished(topology, Direction.RIGHT)

    assert best is not None
    dot = place_by_dot(topology, Direction.RIGHT)
    assert drawn_crossings(best) <= drawn_crossings(dot)


def test_graphs_beyond_all_measure_are_not_polished() -> None:
    count = MOST + 1
    empty = Topology(tuple(map(str, range(count))), np.ones((count, 2)), np.zeros((0, 2), np.int32))

    assert polished(empty, Direction.RIGHT) is None


def crossing_layout(direction: Direction, *wires: list[tuple[float, float]]) -> Layout:
    """A layout of nothing but wires."""
    flip = 1 if direction is Direction.RIGHT else -1
    offsets = np.cumsum([0, *map(len, wires)])
    points = np.array([point[::flip] for wire in wires for point in wire], np.float64)
    ends = np.zeros((len(wires), 2), np.int32)
    return Layout((), np.zeros((0, 4)), ends, points, offsets, direction, "layered")


@pytest.mark.parametrize("direction", Direction)
def test_a_shared_trunk_is_crossed_once(direction: Direction) -> None:
    one = [(0.0, 0.0), (100.0, 50.0), (200.0, 0.0)]
    same_start = [(0.0, 0.0), (100.0, 50.0), (200.0, 90.0)]
    through = [(0.0, 40.0), (100.0, -10.0)]

    assert drawn_crossings(crossing_layout(direction, one, same_start, through)) == 1


def test_wires_that_meet_at_a_card_do_not_cross() -> None:
    fan = [[(0.0, 0.0), (100.0, y)] for y in (-50.0, 0.0, 80.0)]

    assert drawn_crossings(crossing_layout(Direction.RIGHT, *fan)) == 0


def test_crossings_of_large_graphs_are_estimated_well() -> None:
    layout = place(dataflow(1000).topology)

    estimate, exact = drawn_crossings(layout, 100_000), drawn_crossings(layout, 10**9)

    assert 0.85 < estimate / exact < 1.15


def test_only_a_tenth_fewer_crossings_is_clearly_better() -> None:
    def fan(count: int) -> Layout:
        across = [(0.0, 500.0), (100.0, -500.0)]
        level = [[(0.0, 10.0 * i), (100.0, 10.0 * i)] for i in range(count)]
        return crossing_layout(Direction.RIGHT, across, *level)

    assert is_clearly_better(fan(17), fan(20))
    assert not is_clearly_better(fan(19), fan(20))
    assert not is_clearly_better(fan(0), fan(0))


def test_cards_are_as_wide_as_their_titles_within_limits() -> None:
    narrow, wide, widest = (card_size(name)[0] for name in ("a", "monthly_revenue", "x" * 99))

    assert 120 == narrow < wide < widest == 280


def test_many_cards_have_the_sizes_that_each_alone_has() -> None:
    titles, subtitles = ["a", "", "ünïcödé_名前", "W" * 12], ["float", "", "x" * 40, "int"]

    many = card_sizes(titles, subtitles, [0, 1, 2, 0])

    alone = [card_size(*card) for card in zip(titles, subtitles, [0, 1, 2, 0], strict=True)]
    assert many.tolist() == [list(size) for size in alone]
    assert card_sizes([], [], []).shape == (0, 2)
