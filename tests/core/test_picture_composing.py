import numpy as np
import pytest

from core.layout import Direction
from core.model.graph import NodeId, NodeKind
from core.model.problem import Problem, ProblemKind
from core.model.run import CheckResult, NodeRun, Status
from core.picture import Emphasis, Mark, Picture, change, compose, topology
from core.picture.change import differing
from core.picture.picture import STATUSES
from tests.core.picture_rig import diamond, done, graph, layout, node


def emphasis_of(picture: Picture) -> dict[str, Emphasis]:
    return {id: Emphasis(int(picture.emphasis[i])) for i, id in enumerate(picture.layout.ids)}


def marks_of(picture: Picture, id: str) -> Mark:
    card = picture.index_of(NodeId(id))
    assert card is not None
    return picture.card(card).marks


def test_without_a_selection_everything_is_normal() -> None:
    flow = diamond()

    picture = compose(flow, layout(flow), {})

    assert set(emphasis_of(picture).values()) == {Emphasis.NORMAL}
    assert not picture.wire_emphasis.any()


def test_a_selection_lights_upstream_and_downstream_and_dims_the_rest() -> None:
    flow = diamond()

    picture = compose(flow, layout(flow), {}, selected=NodeId("left"))

    assert emphasis_of(picture) == {
        "raw": Emphasis.UPSTREAM,
        "left": Emphasis.SELECTED,
        "right": Emphasis.DIMMED,
        "sum": Emphasis.DOWNSTREAM,
        "other": Emphasis.DIMMED,
    }
    wires = {
        tuple(picture.layout.ids[end] for end in edge): Emphasis(int(lit))
        for edge, lit in zip(picture.layout.edges, picture.wire_emphasis, strict=True)
    }
    assert wires == {
        ("raw", "left"): Emphasis.UPSTREAM,
        ("raw", "right"): Emphasis.DIMMED,
        ("left", "sum"): Emphasis.DOWNSTREAM,
        ("right", "sum"): Emphasis.DIMMED,
    }


def test_a_cycle_is_lit_without_going_round_for_ever() -> None:
    flow = graph(node("a", "c"), node("b", "a"), node("c", "b"))
    places = {"a": (0, 0), "b": (1, 0), "c": (2, 0)}

    picture = compose(flow, layout(flow, places), {}, selected=NodeId("b"))

    assert emphasis_of(picture) == {
        "a": Emphasis.UPSTREAM,
        "b": Emphasis.SELECTED,
        "c": Emphasis.UPSTREAM,
    }


def test_a_card_says_type_and_last_run() -> None:
    flow = diamond()

    picture = compose(flow, layout(flow), done("left"))

    card = picture.card(1)
    assert (card.title, card.subtitle, card.note) == ("left", "Series", "12,480 · 0.4 s")
    assert card.status is Status.DONE
    assert picture.card(0).kind is NodeKind.INPUT
    assert picture.card(0).note == ""


@pytest.mark.parametrize(
    ("passed", "importance", "mark"),
    [
        (True, "fail", Mark.CHECK_PASSED),
        (False, "warn", Mark.CHECK_WARNED),
        (False, "fail", Mark.CHECK_FAILED),
    ],
)
def test_the_outcome_of_a_check_marks_node_and_check(
    passed: bool, importance: str, mark: Mark
) -> None:
    flow = diamond()
    check = CheckResult(NodeId("left"), NodeId("right"), passed, importance, "")

    picture = compose(flow, layout(flow), {}, (check,))

    assert marks_of(picture, "left") == mark
    assert marks_of(picture, "right") == mark
    assert marks_of(picture, "sum") == Mark.NONE


def test_of_several_checks_the_worst_is_shown() -> None:
    flow = diamond()
    checks = tuple(
        CheckResult(NodeId("left"), NodeId(name), passed, importance, "")
        for name, passed, importance in (
            ("a", True, "fail"),
            ("b", False, "fail"),
            ("c", False, "warn"),
        )
    )

    picture = compose(flow, layout(flow), {}, checks)

    assert marks_of(picture, "left") == Mark.CHECK_FAILED


def test_problems_overrides_and_side_effects_are_marked_together() -> None:
    flow = graph(node("plain"), node("bad"))
    problems = (
        Problem(ProblemKind.ANNOTATION, "No annotation.", node=NodeId("bad")),
        Problem(ProblemKind.IMPORT, "Not found.", function="plain"),
    )
    places = {"plain": (0, 0), "bad": (0, 1)}

    picture = compose(
        flow, layout(flow, places), {}, (), problems, frozenset({NodeId("bad"), NodeId("gone")})
    )

    assert marks_of(picture, "bad") == Mark.PROBLEM | Mark.OVERRIDE
    assert marks_of(picture, "plain") == Mark.PROBLEM
    card = picture.index_of(NodeId("bad"))
    assert card is not None
    assert picture.card(card).note == "given value"
    assert "No annotation." in picture.tip(card)


def test_a_card_that_the_graph_does_not_know_is_shown_bare() -> None:
    old, new = diamond(), graph(node("raw"))

    picture = compose(new, layout(old), done("left"), selected=NodeId("left"))

    assert picture.card(1).title == "left"
    assert picture.card(1).status is Status.DONE
    assert picture.index_of(NodeId("nowhere")) is None


def test_a_picture_from_the_previous_one_equals_one_made_afresh() -> None:
    flow, places = diamond(), layout(diamond())
    results = done("raw", "left")
    failed = {**results, NodeId("left"): NodeRun(Status.FAILED, message="ValueError: no")}
    previous = compose(flow, places, results, selected=NodeId("sum"))

    later = compose(flow, places, failed, selected=NodeId("left"), previous=previous)

    fresh = compose(flow, places, failed, selected=NodeId("left"))
    assert [later.card(i) for i in range(5)] == [fresh.card(i) for i in range(5)]
    assert np.array_equal(later.emphasis, fresh.emphasis)
    assert np.array_equal(later.wire_emphasis, fresh.wire_emphasis)
    assert later.geometry is previous.geometry


def test_a_result_that_goes_away_leaves_the_card_idle() -> None:
    flow, places = diamond(), layout(diamond())
    previous = compose(flow, places, done("raw", "left"))

    later = compose(flow, places, done("raw"), previous=previous)

    assert later.card(1).status is Status.IDLE


def test_the_first_picture_changes_everything() -> None:
    flow = diamond()

    what = change(None, compose(flow, layout(flow), {}))

    assert what.is_moved


def test_a_new_layout_moves_and_a_new_graph_in_the_same_layout_does_not() -> None:
    flow, places = diamond(), layout(diamond())
    picture = compose(flow, places, {})

    moved = change(picture, compose(flow, layout(flow), {}, previous=picture))
    redrawn = change(picture, compose(diamond(), places, {}, previous=picture))

    assert moved.is_moved
    assert not redrawn.is_moved
    assert len(redrawn.cards) == 5


def test_only_cards_that_look_different_change() -> None:
    flow, places = diamond(), layout(diamond())
    picture = compose(flow, places, done("raw"))
    later = {**picture.results, NodeId("sum"): NodeRun(Status.RUNNING)}

    what = change(picture, compose(flow, places, later, previous=picture))

    assert what.cards.tolist() == [3]
    assert not what.is_moved
    assert not what.is_relit


def test_a_selection_relights_and_changes_no_card() -> None:
    flow, places = diamond(), layout(diamond())
    picture = compose(flow, places, {})

    what = change(
        picture, compose(flow, places, picture.results, selected=NodeId("sum"), previous=picture)
    )

    assert what.is_relit
    assert not len(what.cards)


def test_nothing_changes_between_equal_pictures() -> None:
    flow, places = diamond(), layout(diamond())
    picture = compose(flow, places, {}, selected=NodeId("sum"))

    what = change(
        picture, compose(flow, places, picture.results, selected=NodeId("sum"), previous=picture)
    )

    assert not (what.is_moved or what.is_relit or len(what.cards))


def test_running_cards_are_named() -> None:
    flow = diamond()

    picture = compose(flow, layout(flow), {NodeId("right"): NodeRun(Status.RUNNING)})

    assert picture.running.tolist() == [2]
    assert STATUSES[int(picture.statuses[2])] is Status.RUNNING


def test_a_picture_can_be_read_aloud() -> None:
    flow = diamond()

    idle = compose(flow, layout(flow), {}).sentence()
    chosen = compose(flow, layout(flow), done("left"), selected=NodeId("left")).sentence()

    assert idle == "5 nodes. Nothing selected."
    assert chosen == "5 nodes. Selected: left, function, Series, done."


def test_a_graph_without_nodes_has_a_picture() -> None:
    flow = graph()

    picture = compose(flow, layout(flow), {})

    assert picture.layout.size == (0.0, 0.0)
    assert picture.sentence() == "0 nodes. Nothing selected."


@pytest.mark.parametrize("direction", list(Direction))
def test_what_is_to_be_placed_has_a_card_a_node_and_no_wire_twice(direction: Direction) -> None:
    flow = graph(node("a"), node("b", "a", "a", "b", "outside"))

    what = topology(flow)

    assert what.ids == ("a", "b")
    assert what.edges.tolist() == [[0, 1]]
    assert (what.sizes > 40).all()


@pytest.mark.parametrize(
    "new",
    [
        {"a": 1, "b": 20, "c": 3},
        {"a": 10, "b": 2, "c": 3, "d": 4},
        {"a": 1, "b": 20},
        {"c": 3, "a": 10, "d": 4},
        {},
    ],
)
def test_differing_keys_are_found_whatever_the_order(new: dict[str, int]) -> None:
    old = {"a": 1, "b": 2, "c": 3}

    found = differing(old, new)

    assert sorted(found) == sorted(
        key for key in old.keys() | new.keys() if old.get(key) != new.get(key)
    )
