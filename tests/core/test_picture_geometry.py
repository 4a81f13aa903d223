from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from core.layout import Direction, Layout
from core.picture import compose
from core.picture.drift import between, placed, shared
from core.picture.geometry import trace
from core.picture.index import Index
from core.picture.wiring import Wiring
from tests.core.picture_rig import HEIGHT, WIDTH, diamond, graph, grid, layout, node

T = np.linspace(0.0, 1.0, 41)


def curve(piece: NDArray[np.floating]) -> NDArray[np.float64]:
    p = piece.reshape(4, 2).astype(np.float64)
    s = 1 - T
    weights = np.stack([s**3, 3 * s**2 * T, 3 * s * T**2, T**3])
    return weights.T @ p


def with_wire(points: list[tuple[float, float]]) -> Layout:
    flow = graph(node("a"), node("b", "a"))
    places = layout(flow, {"a": (0, 0), "b": (1, 0)})
    return replace(places, points=np.array(points, np.float64), offsets=np.array([0, len(points)]))


@given(steps=st.lists(st.tuples(st.floats(1, 300), st.floats(-400, 400)), min_size=1, max_size=8))
def test_a_wire_stays_in_the_boxes_of_its_polyline(steps: list[tuple[float, float]]) -> None:
    points = np.cumsum([(0.0, 0.0), *steps], axis=0)
    geometry = trace(with_wire([(x, y) for x, y in points.tolist()]))

    for strand in geometry.strands:
        drawn = curve(geometry.pieces[strand])
        low = np.minimum(drawn[0], drawn[-1]) - 0.1
        high = np.maximum(drawn[0], drawn[-1]) + 0.1
        assert ((drawn >= low) & (drawn <= high)).all()


def test_a_wire_runs_through_all_its_points() -> None:
    points = [(180.0, 26.0), (220.0, 26.0), (260.0, 90.0), (300.0, 140.0)]

    geometry = trace(with_wire(points))

    pieces = geometry.pieces[geometry.strands]
    assert np.allclose(pieces[:, :2], points[:-1])
    assert np.allclose(pieces[:, 6:], points[1:])


def test_a_wire_leaves_and_enters_along_the_flow() -> None:
    flow = diamond()

    for direction, across in ((Direction.RIGHT, 1), (Direction.DOWN, 0)):
        pieces = trace(layout(flow, direction=direction)).pieces.reshape(-1, 4, 2)
        assert np.allclose(pieces[:, 0, across], pieces[:, 1, across])
        assert np.allclose(pieces[:, 2, across], pieces[:, 3, across])


def test_wires_that_share_a_trunk_share_its_pieces() -> None:
    flow = diamond()
    places = layout(flow)
    trunk = [(180.0, 106.0), (200.0, 106.0)]
    points = np.array([*trunk, (260.0, 26.0), *trunk, (260.0, 186.0)])
    shared_trunk = replace(
        places, edges=places.edges[:2], points=points, offsets=np.array([0, 3, 6])
    )

    geometry = trace(shared_trunk)

    assert len(geometry.pieces) == 3
    assert (
        len(np.intersect1d(geometry.pieces_of(np.array([0])), geometry.pieces_of(np.array([1]))))
        == 1
    )
    assert len(geometry.bundle(np.array([0, 1])).pieces) == 3


@pytest.mark.parametrize("bends", [0, 2])
def test_a_wire_against_the_flow_goes_round(bends: int) -> None:
    way = [(440.0, -80.0), (-30.0, -80.0)][:bends]

    geometry = trace(with_wire([(440.0, 26.0), *way, (0.0, 26.0)]))

    drawn = np.vstack([curve(geometry.pieces[i]) for i in geometry.strands])
    assert drawn[:, 0].max() > 445
    assert drawn[:, 0].min() < -5
    assert drawn[:, 1].min() < -40


def test_a_layout_without_wires_or_cards_can_be_drawn() -> None:
    alone, nothing = graph(node("a")), graph()

    assert trace(layout(alone, {"a": (0, 0)})).cards.at(5, 5) == 0
    assert trace(layout(nothing)).cards.at(5, 5) is None


@given(
    rects=hnp.arrays(
        np.float64,
        st.tuples(st.integers(0, 40), st.just(4)),
        elements=st.floats(0, 10_000, width=32),
    ),
    window=hnp.arrays(np.float64, 4, elements=st.floats(0, 10_000, width=32)),
)
def test_an_index_finds_what_looking_at_all_finds(
    rects: NDArray[np.floating], window: NDArray[np.floating]
) -> None:
    rects = np.hstack([rects[:, :2], rects[:, :2] + rects[:, 2:]]).astype(np.float32)
    left, top = window[:2].tolist()
    right, bottom = (window[:2] + window[2:]).tolist()

    found = Index(rects).touching(left, top, right, bottom)

    hits = (rects[:, 0] <= right) & (rects[:, 2] >= left)
    hits &= (rects[:, 1] <= bottom) & (rects[:, 3] >= top)
    assert sorted(found.tolist()) == np.flatnonzero(hits).tolist()


@given(
    edges=hnp.arrays(
        np.int32, st.tuples(st.integers(0, 60), st.just(2)), elements=st.integers(0, 14)
    ),
    start=st.integers(0, 14),
)
def test_reach_equals_a_walk_along_single_edges(edges: NDArray[np.int32], start: int) -> None:
    wiring = Wiring(15, edges)

    reached = set(np.flatnonzero(wiring.children.reach(start)).tolist())

    expected: set[int] = set()
    pending = [start]
    while pending:
        card = pending.pop()
        for child in edges[edges[:, 0] == card, 1].tolist():
            if child not in expected:
                expected.add(child)
                pending.append(child)
    assert reached == expected - {start}


def test_cards_on_their_way_are_between_old_and_new_places() -> None:
    flow = diamond()
    old = layout(flow)
    new = layout(
        flow, {"raw": (0, 3), "left": (1, 2), "right": (1, 4), "sum": (2, 3), "other": (0, 0)}
    )

    start, half, end = (between(old, new, share) for share in (0.0, 0.5, 1.0))

    assert np.allclose(start.boxes, old.boxes)
    assert np.allclose(half.boxes, (old.boxes + new.boxes) / 2)
    assert np.allclose(end.boxes, new.boxes)
    assert np.allclose(end.points, new.points)
    assert np.allclose(start.points[0], old.boxes[0, :2] + (WIDTH, HEIGHT / 2))


def test_a_card_that_was_not_there_stands_in_its_new_place_all_the_while() -> None:
    old_flow, new_flow = graph(node("a")), graph(node("b"), node("a"))
    old = layout(old_flow, {"a": (0, 0)})
    new = layout(new_flow, {"a": (2, 2), "b": (1, 1)})

    start = between(old, new, 0.0)

    assert start.boxes[0].tolist() == new.boxes[0].tolist()
    assert start.boxes[1, :2].tolist() == [0.0, 0.0]
    assert [places.tolist() for places in shared(old, new)] == [[0], [1]]


def test_a_placed_picture_is_searched_where_its_cards_are_drawn() -> None:
    flow, old = grid(4)
    _, new = grid(4, columns=2)
    picture = compose(flow, new, {})

    moving = placed(picture, between(old, new, 0.0))

    assert moving.geometry.cards.at(*(old.boxes[3, :2] + 5).tolist()) == 3
    assert moving.card(3) == picture.card(3)
