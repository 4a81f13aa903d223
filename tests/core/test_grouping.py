"""Groups, and the graph as it is seen with some of them closed."""

from core.grouping import GroupBy, GroupId, Wire, fold, group
from core.model.graph import Graph, Node, NodeId, NodeKind, Parameter


def node(name: str, *reads: str, **known: object) -> Node:
    parameters = tuple(Parameter(NodeId(read)) for read in reads)
    return Node(NodeId(name), parameters=parameters, **known)  # type: ignore[arg-type]


GRAPH = Graph(
    {
        n.id: n
        for n in (
            node("path", kind=NodeKind.INPUT),
            node("day", kind=NodeKind.INPUT),
            node("orders", "path", module="shop.load", function="orders"),
            node("rates", "day", module="shop.load", function="rates", tags={"team": "money"}),
            node("net", "orders", "rates", module="shop.sales", function="amounts"),
            node("gross", "orders", "day", module="shop.sales", function="amounts"),
            node("trend.line", "net", module="shop.maths", tags={"team": "money"}),
            node("trend", "trend.line", module="shop.sales"),
            node("report", "trend", "gross", "orders", module="shop.report"),
        )
    }
)
LOAD = GroupId("module:shop.load")
SALES = GroupId("module:shop.sales")


def test_modules_hold_their_nodes_and_the_inputs_that_only_they_read() -> None:
    groups = group(GRAPH, [GroupBy.MODULE])

    assert {id: set(g.nodes) for id, g in groups.groups.items()} == {
        LOAD: {"path", "orders", "rates"},
        SALES: {"net", "gross", "trend"},
    }
    assert groups.paths[NodeId("day")] == ()
    assert groups.groups[LOAD].title == "load"


def test_packages_modules_and_functions_nest() -> None:
    groups = group(GRAPH, [GroupBy.PACKAGE, GroupBy.MODULE, GroupBy.FUNCTION])

    path = groups.paths[NodeId("net")]

    assert [groups.groups[id].title for id in path] == ["shop", "sales", "amounts"]
    assert [groups.groups[id].parent for id in path] == [None, *path[:-1]]


def test_a_namespace_holds_the_node_that_it_is_made_for() -> None:
    groups = group(GRAPH, [GroupBy.NAMESPACE])

    assert set(groups.groups[GroupId("namespace:trend")].nodes) == {"trend", "trend.line"}


def test_values_of_a_tag_make_groups() -> None:
    groups = group(GRAPH, [GroupBy.TAG], tag="team")

    assert {g.title for g in groups.groups.values()} == {"team money"}


def test_a_closed_group_is_one_card_and_its_wires_are_counted() -> None:
    folded = fold(GRAPH, group(GRAPH, [GroupBy.MODULE]))

    assert folded.cards == (LOAD, "day", SALES, "trend.line", "report")
    assert set(folded.members[LOAD]) == {"path", "orders", "rates"}
    assert Wire(LOAD, SALES, 3) in folded.wires
    assert not any(wire.source == wire.target for wire in folded.wires)


def test_closing_may_make_a_circle_and_every_wire_of_it_is_there() -> None:
    folded = fold(GRAPH, group(GRAPH, [GroupBy.MODULE]))

    ways = {(wire.source, wire.target) for wire in folded.wires}

    assert {(SALES, "trend.line"), ("trend.line", SALES)} <= ways


def test_an_opened_group_shows_its_nodes_and_inner_groups_stay_closed() -> None:
    groups = group(GRAPH, [GroupBy.MODULE, GroupBy.FUNCTION])
    amounts = GroupId("module:shop.sales / function:shop.sales.amounts")

    folded = fold(GRAPH, groups, frozenset({SALES}))

    assert folded.cards == (LOAD, "day", amounts, "trend.line", "trend", "report")
    assert folded.card_of[NodeId("net")] == amounts


def test_an_opened_group_inside_a_closed_one_is_not_seen() -> None:
    groups = group(GRAPH, [GroupBy.MODULE, GroupBy.FUNCTION])
    amounts = GroupId("module:shop.sales / function:shop.sales.amounts")

    assert fold(GRAPH, groups, frozenset({amounts})) == fold(GRAPH, groups)


def test_only_what_is_shown_is_left() -> None:
    folded = fold(GRAPH, group(GRAPH, []), shown=GRAPH.upstream(NodeId("gross")))

    assert set(folded.cards) == {"path", "day", "orders"}
    assert folded.wires == (Wire(NodeId("path"), NodeId("orders"), 1),)
