"""What is written on wires, and beside the cards of a path."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from core.layout import Direction
from core.model.graph import NodeId
from core.model.run import NewNulls, NodeRun, Status
from core.picture import Emphasis, Picture, Spotlight, compose
from core.picture.flows import flow_label
from core.picture.labels import Label, overlap
from core.picture.pathnotes import path_labels
from tests.core.picture_rig import diamond, graph, layout, node

ROWS = NodeRun(Status.DONE, 0.1, "Series 12,105", 12_105)
LOST = replace(ROWS, change=-0.03)
EMPTIED = replace(ROWS, new_nulls=NewNulls("tier", 0.23))
PIXEL = 1.0


def diamond_with(direction: Direction = Direction.RIGHT, **results: NodeRun) -> Picture:
    flow = diamond()
    told: Mapping[NodeId, NodeRun] = {NodeId(name): run for name, run in results.items()}
    return compose(flow, layout(flow, direction=direction), told)


def on_wire(picture: Picture, name: str, pixel: float = PIXEL) -> Label | None:
    card = picture.index_of(NodeId(name))
    assert card is not None
    return flow_label(picture, card, pixel)


def said(label: Label | None) -> str:
    assert label, "nothing is said"
    return " / ".join(line.text for line in label.lines)


def test_a_wire_says_what_share_of_rows_is_lost_and_quietly() -> None:
    label = on_wire(diamond_with(left=LOST), "left")

    assert said(label) == "−3 % of 12,479 rows"  # noqa: RUF001
    assert label and not label.lines[0].is_bad


def test_a_wire_says_where_nulls_begin_as_something_bad() -> None:
    label = on_wire(diamond_with(sum=EMPTIED), "sum")

    assert said(label).replace(" / ", " ") in ("tier 23 % null", "23 % null")
    assert label and all(line.is_bad for line in label.lines)


UNCOUNTED = replace(LOST, rows=None)
"""As of a long list: its record alone knows its length."""


@pytest.mark.parametrize("run", [ROWS, replace(LOST, status=Status.FAILED), UNCOUNTED, None])
def test_a_wire_where_nothing_is_lost_says_nothing(run: NodeRun | None) -> None:
    picture = diamond_with(left=run) if run else diamond_with()

    assert on_wire(picture, "left") is None


def test_a_wire_says_that_no_rows_are_left_at_all() -> None:
    gone = replace(ROWS, rows=0, change=-1.0)

    label = on_wire(diamond_with(left=gone), "left", 0.5)

    assert label and label.lines[0].is_bad
    assert said(label) in ("no rows are left", "−100 %")  # noqa: RUF001


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("pixel", [0.5, 1.0, 1.6, 2.4])
def test_what_a_wire_says_lies_over_no_card(direction: Direction, pixel: float) -> None:
    run = replace(LOST, new_nulls=NewNulls("tier", 0.23))
    picture = diamond_with(direction, left=run, right=run, sum=run)
    corners = [*picture.layout.boxes.tolist()]
    cards = [(x, y, x + width, y + height) for x, y, width, height in corners]

    found = [on_wire(picture, name, pixel) for name in ("left", "right", "sum")]

    labels = [label for label in found if label]
    assert labels
    assert not any(overlap(label.box, card) for label in labels for card in cards)


def test_a_wire_of_others_in_the_way_leaves_no_room() -> None:
    names = ("far", "wide", "narrow", "low", "high")
    flow = graph(
        node("far"), node("wide"), node("narrow", "far"), node("low", "wide"), node("high", "wide")
    )
    told: dict[NodeId, NodeRun] = {NodeId("narrow"): LOST}
    places = {"far": (0, 1), "narrow": (1, 1), "wide": (0, 2), "low": (1, 3), "high": (1, 0)}
    crossed = compose(flow, layout(flow, places), told)
    apart = compose(flow, layout(flow, {**places, "high": (1, 4)}), told)

    assert set(names) == set(crossed.faces.index)
    assert on_wire(apart, "narrow")
    assert on_wire(crossed, "narrow") is None


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("zoom", [0.1, 0.2, 0.4, 0.7])
def test_the_figures_of_a_path_lie_beside_its_cards_and_not_over_each_other(
    direction: Direction, zoom: float
) -> None:
    names = [f"node_{i}" for i in range(12)]
    flow = graph(*(node(name, *names[max(0, i - 1) : i]) for i, name in enumerate(names)))
    places = layout(flow, {name: (i, 0) for i, name in enumerate(names)}, direction)
    ids = tuple(map(NodeId, names))
    notes = dict.fromkeys(ids, "23 % null · 2,881 of 12,400")
    lit = Spotlight(ids, is_path=True, notes=notes)
    picture = compose(flow, places, {}, spotlight=lit)

    labels = path_labels(picture, 1 / zoom)

    assert len(labels) == len(names)
    assert all("23 % null" in said(label) for label in labels)
    boxes = [label.box for label in labels]
    cards = [(x, y, x + width, y + height) for x, y, width, height in places.boxes.tolist()]
    assert not any(overlap(*pair) for pair in combinations([*boxes, *cards], 2))


def test_what_is_lit_without_being_a_path_has_no_figures() -> None:
    flow = diamond()
    notes = {NodeId("left"): "23 % null"}
    lit = Spotlight((NodeId("left"),), notes=notes)
    picture = compose(flow, layout(flow), {}, spotlight=lit)

    assert np.count_nonzero(picture.emphasis >= Emphasis.LIT) == 1
    assert path_labels(picture, PIXEL) == ()


def test_the_tip_of_a_card_says_where_nulls_begin() -> None:
    picture = diamond_with(sum=EMPTIED, left=ROWS)

    tips = {name: picture.tip(picture.faces.index[name]) for name in ("sum", "left")}

    assert "Nulls begin here in tier: 23 % of the rows." in tips["sum"]
    assert "Nulls begin" not in tips["left"]
