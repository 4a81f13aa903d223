"""What holds for every layout of every graph, whichever way it was made."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.layout import Direction, Layout, Topology, place
from core.layout.dot import place_by_dot
from core.layout.effort import Effort, quick, thorough
from core.layout.layered import laid_out
from tests.benchmarks.dataflows import dataflow

Engine = Callable[[Topology, Direction], Layout]


def placed_with(effort: Callable[[int], Effort]) -> Engine:
    return lambda topology, direction: laid_out(topology, direction, effort(len(topology.ids)))


def bundled(cards: int) -> Effort:
    """As large graphs are placed: one trunk a source, nothing that only small ones get."""
    return quick(1001)


ENGINES = {
    "quick": placed_with(quick),
    "thorough": placed_with(thorough),
    "bundled": placed_with(bundled),
    "dot": place_by_dot,
}


def topology_of(count: int, edges: Any, sizes: Any = (140.0, 52.0)) -> Topology:
    pairs = np.array(sorted({(a, b) for a, b in edges if a != b}), np.int32).reshape(-1, 2)
    boxes = np.broadcast_to(np.array(sizes, np.float64), (count, 2)).copy()
    return Topology(tuple(f"n{i}" for i in range(count)), boxes, pairs)


@st.composite
def topologies(draw: st.DrawFn, most: int = 24) -> Topology:
    """Graphs with cycles, pieces, lonely cards and cards of many sizes."""
    count = draw(st.integers(0, most))
    cards = st.integers(0, max(count - 1, 0))
    edges = draw(st.lists(st.tuples(cards, cards), max_size=2 * count)) if count else []
    widths = st.floats(120, 280, width=32)
    sizes = [(draw(widths), draw(st.sampled_from([52.0, 52.0, 37.5, 90.0]))) for _ in range(count)]
    return topology_of(count, edges, np.array(sizes).reshape(-1, 2))


def check(layout: Layout, topology: Topology, direction: Direction) -> None:
    """Every rule that `Layout` states, and that drawings are legible."""
    assert layout.ids == topology.ids
    assert layout.direction is direction
    assert np.array_equal(layout.edges, topology.edges)
    assert np.array_equal(layout.boxes[:, 2:], topology.sizes)
    assert np.isfinite(layout.points).all()
    assert layout.boxes.min(initial=0) >= 0 and layout.points.min(initial=0) > -1e-6
    assert len(layout.offsets) == len(layout.edges) + 1 and layout.offsets[-1] == len(layout.points)
    assert (np.diff(layout.offsets) >= 2).all()
    check_ends(layout)
    boxes = np.hstack([layout.boxes[:, :2], layout.boxes[:, :2] + layout.boxes[:, 2:]])
    assert overlaps(boxes, boxes).sum() == len(boxes), "cards overlap"
    pieces = pieces_of(layout)
    bounds = np.hstack([np.minimum(*pieces), np.maximum(*pieces)])
    assert not overlaps(bounds, boxes).any(), "a wire may run through a card"


def check_ends(layout: Layout) -> None:
    """Wires leave from the middle of one side and enter in the middle of the opposite one."""
    left, top, width, height = layout.boxes.T
    middle_x, middle_y = left + width / 2, top + height / 2
    if layout.direction is Direction.RIGHT:
        leaving, entering = (left + width, middle_y), (left, middle_y)
    else:
        leaving, entering = (middle_x, top + height), (middle_x, top)
    starts, ends = layout.points[layout.offsets[:-1]], layout.points[layout.offsets[1:] - 1]
    assert np.allclose(starts, np.column_stack(leaving)[layout.edges[:, 0]])
    assert np.allclose(ends, np.column_stack(entering)[layout.edges[:, 1]])


def pieces_of(layout: Layout) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The points where the pieces of all wires begin, and where they end."""
    inner = np.ones(max(len(layout.points) - 1, 0), bool)
    inner[layout.offsets[1:-1] - 1] = False
    return layout.points[:-1][inner], layout.points[1:][inner]


def overlaps(some: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which rectangles (left, top, right, bottom) share more than a border."""
    a, b = some[:, None], others[None]
    inside = (a[..., :2] < b[..., 2:] - 1e-6) & (b[..., :2] < a[..., 2:] - 1e-6)
    return inside[..., 0] & inside[..., 1]


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(topology=topologies())
def test_nothing_overlaps_whatever_the_graph(
    engine: str, direction: Direction, topology: Topology
) -> None:
    layout = ENGINES[engine](topology, direction)

    check(layout, topology, direction)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    before=topologies(),
    changes=st.lists(topologies(), min_size=1, max_size=3),
    direction=st.sampled_from(Direction),
    engine=st.sampled_from(sorted(ENGINES)),
)
def test_nothing_overlaps_after_changes(
    before: Topology, changes: list[Topology], direction: Direction, engine: str
) -> None:
    layout = ENGINES[engine](before, direction)

    for after in changes:
        layout = place(after, direction, layout)

        check(layout, after, direction)


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize(
    "topology",
    [
        topology_of(0, []),
        topology_of(1, []),
        topology_of(30, []),
        topology_of(2, [(0, 1), (1, 0)]),
        topology_of(50, [(i, i + 1) for i in range(49)] + [(49, 0)]),
        topology_of(1500, [(0, i) for i in range(1, 1500)]),
        topology_of(1500, [(i, 0) for i in range(1, 1500)]),
        topology_of(400, [(2 * i, 2 * i + 1) for i in range(200)]),
        topology_of(60, [(i, j) for i in range(30) for j in range(30, 60)]),
        topology_of(3000, [(i, i + 1) for i in range(2999)]),
    ],
    ids=["empty", "one", "alone", "pair", "ring", "hub", "sink", "pairs", "dense", "chain"],
)
def test_unusual_graphs_keep_the_rules_too(topology: Topology, direction: Direction) -> None:
    layout = place(topology, direction)

    check(layout, topology, direction)


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("count", [40, 300, 1000])
def test_dataflows_keep_the_rules(count: int, direction: Direction) -> None:
    topology = dataflow(count).topology

    layout = place(topology, direction)

    check(layout, topology, direction)


def test_the_same_graph_gets_the_same_layout() -> None:
    topology = dataflow(120).topology

    first, second = place(topology), place(topology)

    assert np.array_equal(first.boxes, second.boxes)
    assert np.array_equal(first.points, second.points)
