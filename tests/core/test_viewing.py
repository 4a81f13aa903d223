"""Looking at a graph through a lens: groups, focus, pins, and the way back."""

from dataclasses import replace

import pytest

from core.grouping import GroupBy, GroupId
from core.model.graph import Graph, Node, NodeId, Parameter
from core.model.run import NodeRun, Status
from core.viewing import (
    FEW,
    Around,
    Between,
    Chosen,
    Lens,
    Look,
    Trail,
    crumbs,
    first_lens,
    focussed,
    revealed,
    see,
    tally,
    within,
)
from tests.benchmarks.dataflows import dataflow


def node(name: str, *reads: str, module: str = "") -> Node:
    return Node(NodeId(name), module=module, parameters=tuple(Parameter(NodeId(r)) for r in reads))


def ids(*names: str) -> frozenset[NodeId]:
    return frozenset(map(NodeId, names))


CHAIN = Graph(
    {
        n.id: n
        for n in (
            node("a", module="load"),
            node("b", "a", module="load"),
            node("c", "b", module="clean"),
            node("d", "c", module="clean"),
            node("e", "d", module="report"),
            node("side", "b", module="report"),
            node("alone", module="report"),
        )
    }
)
LOAD, CLEAN, REPORT = (GroupId(f"module:{name}") for name in ("load", "clean", "report"))
MODULES = Lens(by=GroupBy.MODULE)


def made_up(count: int, modules: int, package: str = "") -> Graph:
    flow = dataflow(count, modules=modules)
    reads: list[list[str]] = [[] for _ in flow.names]
    for source, target in flow.edges.tolist():
        reads[target].append(flow.names[source])
    return Graph(
        {
            NodeId(name): node(name, *reads[i], module=package.format(m) + f"module_{m}")
            for i, (name, m) in enumerate(zip(flow.names, flow.modules.tolist(), strict=True))
        }
    )


@pytest.mark.parametrize(
    ("focus", "expected"),
    [
        (Around(ids("c"), "c", 1, 1), "b c d"),
        (Around(ids("c"), "c", None, 0), "a b c"),
        (Around(ids("c"), "c", 0, None), "c d e"),
        (Around(ids("c", "side"), "two", 0, 1), "c d side"),
        (Between(NodeId("a"), NodeId("d")), "a b c d"),
        (Between(NodeId("d"), NodeId("a")), ""),
        (Between(NodeId("a"), NodeId("gone")), ""),
        (Chosen(ids("a", "e", "gone"), "some"), "a e"),
    ],
)
def test_a_focus_holds_what_it_is_about(focus: Around | Between | Chosen, expected: str) -> None:
    assert within(CHAIN, focus) == ids(*expected.split())


def test_a_whole_graph_is_not_folded() -> None:
    seen = see(CHAIN, Lens())

    assert seen.is_whole
    assert seen.cards == tuple(CHAIN.nodes)
    assert see(CHAIN, replace(MODULES, opened=frozenset({LOAD, CLEAN, REPORT}))).is_whole


def test_hidden_nodes_are_gone_and_pinned_ones_stay_whatever_is_closed_or_hidden() -> None:
    lens = replace(MODULES, hidden=ids("alone", "d"), pinned=ids("d", "b"))

    seen = see(CHAIN, lens)

    assert set(seen.cards) == {LOAD, "b", CLEAN, "d", REPORT}
    assert seen.closed[LOAD].nodes == ("a",)
    assert seen.card_of(NodeId("alone")) is None
    assert seen.card_of(NodeId("d")) == "d"


def test_a_lens_that_would_show_nothing_shows_everything() -> None:
    seen = see(CHAIN, Lens(focus=Chosen(ids("gone"), "gone")))

    assert seen.is_whole
    assert seen.lens == Lens()


def test_groups_are_taken_over_from_what_was_seen_before() -> None:
    before = see(CHAIN, MODULES)

    after = see(CHAIN, replace(MODULES, opened=frozenset({LOAD})), before)

    assert after.groups is before.groups


def test_a_focus_opens_groups_as_long_as_one_can_take_it_in() -> None:
    graph = made_up(3000, 60)
    overview = see(graph, first_lens(graph))
    hub = max(graph.nodes, key=lambda n: len(graph.downstream(n)))

    near = see(graph, focussed(overview, Around(ids(hub), hub, 1, 0)), overview)
    far = see(graph, focussed(overview, Around(ids(hub), hub, 0, None)), overview)

    assert not near.closed
    assert len(near.cards) <= FEW
    assert far.closed
    assert hub in far.cards


def test_a_large_dataflow_opens_with_its_modules_closed() -> None:
    graph = made_up(3000, 60)

    lens = first_lens(graph)

    assert lens == MODULES
    assert len(see(graph, lens).cards) <= FEW
    assert first_lens(made_up(300, 60)) == Lens()
    assert first_lens(made_up(400, 1)) == Lens()


def test_with_many_modules_packages_are_closed_and_only_outer_ones_open() -> None:
    flat = made_up(4000, 160)
    modules = {n.module for n in flat.nodes.values()}
    homes = {m: f"root.part_{i % 20}.{m}" for i, m in enumerate(sorted(modules))}
    graph = Graph({id: replace(n, module=homes[n.module]) for id, n in flat.nodes.items()})

    lens = first_lens(graph)

    assert lens.by is GroupBy.PACKAGE
    assert {one.group.title for one in see(graph, lens).closed.values()} == {
        f"part_{i}" for i in range(20)
    }


def test_revealing_opens_groups_and_leaves_a_focus_without_the_node() -> None:
    inside = see(CHAIN, replace(MODULES, focus=Chosen(ids("a", "b"), "load")))

    assert see(CHAIN, revealed(inside, NodeId("a"))).card_of(NodeId("a")) == "a"
    assert revealed(inside, NodeId("a")).focus == inside.lens.focus
    assert revealed(inside, NodeId("e")).focus is None
    assert see(CHAIN, revealed(inside, NodeId("e"))).card_of(NodeId("e")) == "e"


def test_the_trail_leads_back_and_forward_until_one_goes_another_way() -> None:
    first, second, third = (Look(Lens(pinned=ids(name))) for name in "abc")
    trail = Trail((first,)).pushed(second)

    assert trail.back().look == first
    assert trail.back().back().look == first
    assert trail.back().forward().look == second
    assert not trail.back().pushed(third).can_go_forward


def test_a_trail_forgets_its_oldest_looks() -> None:
    trail = Trail()
    for _ in range(500):
        trail = trail.pushed(Look())

    assert len(trail.looks) == 200
    assert trail.place == 199


def test_crumbs_name_the_steps_into_the_focus() -> None:
    load = replace(MODULES, focus=Chosen(ids("a", "b"), "load"))
    near = replace(load, focus=Around(ids("b"), "b", 2, 1))
    trail = Trail((Look(MODULES),)).pushed(Look(load)).pushed(Look(near))

    said = crumbs(see(CHAIN, near), trail)

    assert said.steps == ((0, "All"), (1, "load"), (2, "b (2 up, 1 down)"))
    assert said.summary == "4 of 7 nodes, 3 modules closed"
    assert said.has_hops and said.can_show_all and said.can_go_back


def test_small_whole_graphs_have_nothing_to_say() -> None:
    assert not crumbs(see(CHAIN, Lens()), Trail()).is_worth_showing


def test_a_tally_tells_the_worst_and_how_many() -> None:
    runs = (
        NodeRun(Status.DONE, 0.5),
        NodeRun(Status.FAILED, 0.25),
        NodeRun(Status.SKIPPED),
        None,
    )

    told = tally(runs)

    assert (told.status, told.count, told.done, told.seconds) == (Status.FAILED, 4, 1, 0.75)
    assert tally([None]).status is Status.IDLE
