"""Closed groups in a picture: cards that stand for many nodes, wires for many edges."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from core.grouping import CardId, GroupBy, GroupId
from core.layout import Layout, place
from core.model.graph import NodeId
from core.model.problem import Problem, ProblemKind
from core.model.run import NodeRun, Status
from core.picture import Emphasis, Mark, Picture, Spotlight, compose, topology
from core.picture.drift import origins
from core.picture.pathnotes import path_labels
from core.picture.walk import Step, neighbour
from core.viewing import Lens, Seen, first_lens, see
from tests.core.test_viewing import CHAIN, CLEAN, LOAD, MODULES, REPORT, made_up

FAILED = {
    NodeId("c"): NodeRun(Status.FAILED, 0.5, message="boom"),
    NodeId("d"): NodeRun(Status.SKIPPED),
    NodeId("a"): NodeRun(Status.DONE, 1.0),
}


def picture(seen: Seen, **known: object) -> Picture:
    results = known.pop("results", {})
    return compose(CHAIN, placed(seen), results, seen=seen, **known)  # type: ignore[arg-type]


def placed(seen: Seen, previous: Layout | None = None) -> Layout:
    return place(topology(seen.graph, seen), previous=previous)


def place_of(shown: Picture, card: str) -> int:
    index = shown.index_of(NodeId(card))
    assert index is not None
    return index


def emphasis(shown: Picture) -> dict[str, Emphasis]:
    return {id: Emphasis(int(e)) for id, e in zip(shown.faces.ids, shown.emphasis, strict=True)}


def test_a_group_says_how_many_nodes_it_has_and_the_worst_of_them() -> None:
    shown = picture(see(CHAIN, MODULES), results=FAILED)

    clean, load = (shown.card(place_of(shown, group)) for group in (CLEAN, LOAD))

    assert (clean.title, clean.subtitle, clean.note) == ("clean", "2 nodes", "1 failed")
    assert clean.status is Status.FAILED
    assert clean.group is GroupBy.MODULE
    assert (load.status, load.note) == (Status.IDLE, "1 done")
    assert "Failed: c" in shown.tip(place_of(shown, CLEAN))


def test_a_node_inside_a_closed_group_is_found_at_the_group() -> None:
    shown = picture(see(CHAIN, MODULES))

    assert shown.id_of(place_of(shown, "c")) == CLEAN
    assert shown.node_at(place_of(shown, "c")) is None
    assert shown.group_at(place_of(shown, "c")) == CLEAN


def test_marks_of_nodes_show_on_their_closed_group() -> None:
    problem = Problem(ProblemKind.TYPE_MISMATCH, "does not fit", node=NodeId("d"))

    shown = picture(see(CHAIN, MODULES), problems=(problem,))

    assert Mark.PROBLEM in Mark(int(shown.marks[place_of(shown, CLEAN)]))


def test_pinned_nodes_are_marked_also_where_the_whole_graph_is_drawn() -> None:
    pinned = frozenset({NodeId("d")})

    for lens in (Lens(pinned=pinned), replace(MODULES, pinned=pinned)):
        shown = picture(see(CHAIN, lens))

        assert np.flatnonzero(shown.marks & Mark.PINNED).tolist() == [place_of(shown, "d")]


def test_light_follows_nodes_through_closed_groups_and_not_the_groups() -> None:
    lens = replace(MODULES, opened=frozenset({LOAD}))
    seen = see(CHAIN, lens)

    of_node = emphasis(picture(seen, selected=NodeId("side")))
    of_group = emphasis(picture(seen, selected=CLEAN))

    # `report` holds what reads `clean`, but `side` itself is not fed by it
    assert of_node == {
        "a": Emphasis.UPSTREAM,
        "b": Emphasis.UPSTREAM,
        CLEAN: Emphasis.DIMMED,
        REPORT: Emphasis.SELECTED,
    }
    assert of_group[REPORT] is Emphasis.DOWNSTREAM
    assert of_group["a"] is Emphasis.UPSTREAM


def test_light_goes_through_what_is_hidden() -> None:
    seen = see(CHAIN, Lens(hidden=frozenset({NodeId("c")})))

    assert emphasis(picture(seen, selected=NodeId("d")))["a"] is Emphasis.UPSTREAM


def test_wires_count_the_edges_they_stand_for() -> None:
    graph = made_up(600, 12)
    seen = see(graph, MODULES)
    shown = compose(graph, placed(seen), {}, seen=seen)
    assert shown.faces.lineage and seen.folded

    counted = {
        (shown.id_of(int(s)), shown.id_of(int(t))): int(n)
        for (s, t), n in zip(shown.layout.edges, shown.faces.lineage.counts, strict=True)
    }

    assert counted == {(wire.source, wire.target): wire.count for wire in seen.folded.wires}


@pytest.mark.parametrize("selected", [None, "b", CLEAN])
def test_a_changed_picture_is_the_one_made_afresh(selected: CardId | None) -> None:
    seen = see(CHAIN, MODULES)
    first = picture(seen, selected=NodeId("a"))

    later = compose(CHAIN, first.layout, FAILED, selected=selected, previous=first, seen=seen)
    fresh = compose(CHAIN, first.layout, FAILED, selected=selected, seen=seen)

    assert later.faces is first.faces
    assert later.runs == fresh.runs
    for name in ("statuses", "emphasis", "wire_emphasis"):
        assert np.array_equal(getattr(later, name), getattr(fresh, name))


def test_arrow_keys_walk_over_closed_groups() -> None:
    shown = picture(see(CHAIN, MODULES))

    assert neighbour(shown, place_of(shown, LOAD), Step.RIGHT) in (CLEAN, REPORT)
    assert neighbour(shown, place_of(shown, CLEAN), Step.LEFT) == LOAD


def test_groups_that_feed_each_other_can_be_placed_and_walked() -> None:
    lens = Lens(by=GroupBy.MODULE, opened=frozenset())
    swapped = {NodeId("d"): replace(CHAIN.nodes[NodeId("d")], module="load")}
    graph = replace(CHAIN, nodes={**CHAIN.nodes, **swapped})
    seen = see(graph, replace(lens, pinned=frozenset({NodeId("c")})))

    shown = compose(graph, placed(seen), {}, seen=seen)

    ways = {(shown.id_of(int(s)), shown.id_of(int(t))) for s, t in shown.layout.edges}
    assert {(LOAD, "c"), ("c", LOAD)} <= ways


def test_what_was_there_keeps_its_order_when_groups_open_and_close() -> None:
    graph = made_up(3000, 60)
    closed = see(graph, first_lens(graph))
    before = placed(closed)
    pairs, inverted = 0, 0

    for group in list(closed.closed)[::9]:
        opened = see(graph, replace(closed.lens, opened=frozenset({group})), closed)
        after = placed(opened, before)
        for one, other in ((before, after), (after, placed(closed, after))):
            differs = reordered(one, other)
            pairs, inverted = pairs + len(differs), inverted + int(differs.sum())

    assert pairs > 400
    assert inverted / pairs <= 0.015


def test_opening_one_of_few_groups_moves_the_others_past_none_of_their_neighbours() -> None:
    graph = made_up(600, 12)
    closed = see(graph, MODULES)
    before = placed(closed)
    opened = see(graph, replace(MODULES, opened=frozenset({GroupId("module:module_2")})), closed)

    differs = reordered(before, placed(opened, before))

    assert len(differs) >= 5
    assert not differs.any()


def reordered(before: Layout, after: Layout) -> NDArray[np.bool_]:
    """Return of all pairs in one column, before and after, whether their order changed."""
    place = {id: i for i, id in enumerate(before.ids)}
    pairs = [(place[id], i) for i, id in enumerate(after.ids) if id in place]
    old, new = before.boxes[[b for b, _ in pairs]], after.boxes[[a for _, a in pairs]]
    columns = np.round(old[:, 0]), np.round(new[:, 0])
    together = np.triu(np.logical_and(*(c[:, None] == c for c in columns)), 1)
    above = [np.sign(boxes[:, None, 1] - boxes[:, 1]) for boxes in (old, new)]
    return (above[0] != above[1])[together]


def test_what_was_in_a_group_comes_from_it_and_a_group_from_the_card_that_is_held() -> None:
    closed = picture(see(CHAIN, MODULES))
    opened = picture(see(CHAIN, replace(MODULES, opened=frozenset({LOAD}))))
    held = place_of(opened, "b")

    came = dict(zip(*(side.tolist() for side in origins(closed, opened)[::-1]), strict=True))
    went = dict(zip(*(side.tolist() for side in origins(opened, closed, held)[::-1]), strict=True))

    assert came[place_of(opened, "a")] == came[held] == place_of(closed, LOAD)
    assert went[place_of(closed, LOAD)] == held
    assert went[place_of(closed, CLEAN)] == place_of(opened, CLEAN)


def test_a_path_through_a_closed_group_has_one_figure_there() -> None:
    seen = see(CHAIN, Lens(GroupBy.MODULE, opened=frozenset({LOAD})))
    ids = tuple(CHAIN.nodes)
    lit = Spotlight(ids, is_path=True, notes={id: f"{id} is null" for id in ids})
    shown = picture(seen, spotlight=lit)

    labels = path_labels(shown, 2.0, is_named=True)

    assert len(labels) == len(shown.faces.ids) < len(ids)
    titles = {shown.card(index).title for index in range(len(shown.faces.ids))}
    assert {label.lines[0].text for label in labels} == titles
