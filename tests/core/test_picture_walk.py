import pytest

from core.layout import Direction
from core.model.graph import NodeId
from core.picture import Picture, compose
from core.picture.walk import Step, neighbour
from tests.core.picture_rig import diamond, graph, layout, node


def walked(picture: Picture, id: str, step: Step) -> str | None:
    card = picture.index_of(NodeId(id))
    assert card is not None
    return neighbour(picture, card, step)


@pytest.mark.parametrize(
    ("start", "step", "end"),
    [
        ("raw", Step.RIGHT, "left"),
        ("left", Step.RIGHT, "sum"),
        ("sum", Step.LEFT, "left"),
        ("left", Step.DOWN, "right"),
        ("right", Step.UP, "left"),
        ("left", Step.UP, None),
        ("raw", Step.LEFT, None),
        ("other", Step.RIGHT, None),
    ],
)
def test_arrow_keys_walk_along_wires(start: str, step: Step, end: str | None) -> None:
    flow = diamond()
    picture = compose(flow, layout(flow), {})

    assert walked(picture, start, step) == end


@pytest.mark.parametrize(
    ("start", "step", "end"),
    [
        ("raw", Step.DOWN, "left"),
        ("sum", Step.UP, "left"),
        ("left", Step.RIGHT, "right"),
        ("right", Step.LEFT, "left"),
        ("left", Step.LEFT, None),
    ],
)
def test_arrow_keys_follow_the_flow_downwards_too(start: str, step: Step, end: str | None) -> None:
    flow = diamond()
    picture = compose(flow, layout(flow, direction=Direction.DOWN), {})

    assert walked(picture, start, step) == end


def test_siblings_come_before_other_cards_alongside() -> None:
    flow = graph(node("raw"), node("first", "raw"), node("stranger"), node("second", "raw"))
    places = {"raw": (0, 1), "first": (1, 0), "stranger": (1, 1), "second": (1, 2)}
    picture = compose(flow, layout(flow, places), {})

    assert walked(picture, "first", Step.DOWN) == "second"
    assert walked(picture, "stranger", Step.DOWN) == "second"
    assert walked(picture, "second", Step.UP) == "first"
