from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.comparison import Comparison, Difference, Outcome
from core.model.graph import Graph, Node, NodeId, NodeKind, Parameter
from core.model.history import PastRun
from core.model.project import ModuleRef
from core.model.run import NodeRun, Run, Status
from core.picture import Emphasis, Picture, Spotlight, change, compose, tints
from core.picture.colouring import ColourBy, Colouring, card_tints, colouring, tag_keys
from core.picture.critical import slowest_path
from core.picture.scales import COUNTS, SECONDS
from core.reading import read_modules
from explorer.bundled import resources
from tests.core.picture_rig import diamond, graph, layout, node


def told(by: Colouring) -> dict[str, int]:
    return {entry.title: entry.count for entry in by.entries}


def class_of(by: Colouring, name: str) -> str:
    return by.entries[int(by.classes[list(by.graph.nodes).index(NodeId(name))])].title


def tagged(**owners: str) -> Graph:
    return Graph(
        {
            NodeId(name): Node(NodeId(name), tags={"owner": owner} if owner else {})
            for name, owner in owners.items()
        }
    )


@pytest.fixture(scope="module")
def roastery() -> Graph:
    folder = resources() / "examples" / "roastery"
    modules = tuple(ModuleRef(file.stem, file) for file in sorted(folder.glob("*.py")))
    return read_modules(modules, (folder,), {}).graph


def test_modules_of_a_real_dataflow_have_a_hue_each_in_its_order(roastery: Graph) -> None:
    by = colouring(roastery, ColourBy.MODULE, {})

    modules = dict.fromkeys(n.module for n in roastery.nodes.values() if n.module)
    assert [entry.title for entry in by.entries if entry.tint < tints.HUES] == list(modules)
    assert sum(told(by).values()) == len(roastery.nodes)
    for id, one in roastery.nodes.items():
        assert class_of(by, id) == (one.module or "no module")


def test_types_are_told_without_their_modules_and_alike_ones_are_one_class(roastery: Graph) -> None:
    by = colouring(roastery, ColourBy.TYPE, {})

    assert told(by)["DataFrame"] == sum(
        n.type_name.endswith("DataFrame") for n in roastery.nodes.values()
    )


def test_modules_of_the_same_last_name_are_told_in_full() -> None:
    names = ("sales.load", "stock.load", "stock.clean")
    by = colouring(
        Graph({NodeId(m): Node(NodeId(m), module=m) for m in names}), ColourBy.MODULE, {}
    )

    assert list(told(by)) == ["sales.load", "stock.load", "clean"]


def test_beyond_the_hues_the_largest_classes_have_them_and_the_rest_are_others() -> None:
    sizes = {f"owner_{i:02d}": 1 + i for i in range(tints.HUES + 4)}
    owners = {f"n_{owner}_{k}": owner for owner, size in sizes.items() for k in range(size)}
    by = colouring(tagged(**owners, bare=""), ColourBy.TAG, {}, tag="owner")

    hues = [entry for entry in by.entries if entry.tint < tints.HUES]
    assert {entry.title for entry in hues} == set(sorted(sizes, key=sizes.__getitem__)[4:])
    assert len({entry.tint for entry in hues}) == tints.HUES
    assert by.entries[-2].title == "4 others"
    assert by.entries[-2].count == 1 + 2 + 3 + 4
    assert (by.entries[-1].title, by.entries[-1].count) == ("no tag owner", 1)


def test_a_hue_stays_with_its_class_when_a_node_comes_to_another() -> None:
    before = colouring(tagged(a="x", b="y"), ColourBy.TAG, {}, tag="owner")
    after = colouring(tagged(a="x", b="y", c="y"), ColourBy.TAG, {}, tag="owner")

    assert [e.title for e in before.entries] == [e.title for e in after.entries] == ["x", "y"]


def test_statuses_are_counted_and_leave_cards_as_they_are() -> None:
    results = {NodeId("a"): NodeRun(Status.DONE), NodeId("b"): NodeRun(Status.FAILED)}
    by = colouring(graph(node("a"), node("b"), node("c")), ColourBy.STATUS, results)

    assert told(by) == {"not run yet": 1, "done": 1, "failed": 1}
    assert by.nodes_in(["failed", "done"]) == {"a", "b"}
    assert set(by.tints.tolist()) == {tints.NONE}


def test_times_are_cut_at_round_bounds_and_the_slowest_come_first() -> None:
    times = {"a": 0.004, "b": 0.03, "c": 0.2, "d": 3.0}
    results = {NodeId(id): NodeRun(Status.DONE, seconds) for id, seconds in times.items()}
    results[NodeId("e")] = NodeRun(Status.REUSED, 9.0)
    by = colouring(graph(*map(node, "abcdef")), ColourBy.SECONDS, results)

    assert told(by) == {
        "3 s and more": 1,
        "1 s to 3 s": 0,
        "0.3 s to 1 s": 0,
        "0.1 s to 0.3 s": 1,
        "under 0.1 s": 2,
        "not run": 2,
    }
    assert by.entries[0].tint == tints.FIRST_STEP + tints.STEPS - 1
    assert class_of(by, "d") == "3 s and more"
    assert class_of(by, "e") == "not run"


def test_rows_and_memory_take_what_is_known() -> None:
    nodes = graph(*map(node, "abc"))
    results = {
        NodeId("a"): NodeRun(Status.DONE, 1.0, rows=0),
        NodeId("b"): NodeRun(Status.DONE, 1.0, rows=50_000),
    }
    rows = colouring(nodes, ColourBy.ROWS, results)
    memory = colouring(nodes, ColourBy.MEMORY, results, memory={NodeId("b"): 3 * 2.0**20})

    assert class_of(rows, "a").startswith("under")
    assert class_of(rows, "b") == "10,000 and more"
    assert class_of(rows, "c") == "no row count"
    assert told(memory) == {"all alike": 1, "not measured": 2}


def test_nothing_measured_yet_is_one_class() -> None:
    by = colouring(graph(node("a")), ColourBy.SECONDS, {})

    assert told(by) == {"not run": 1}


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=60))
def test_bounds_rise_and_are_few(values: list[float]) -> None:
    for scale in (SECONDS, COUNTS):
        bounds = scale.bounds(np.array(values))

        assert len(bounds) <= 4
        assert (np.diff(bounds) > 0).all()
        assert len(set(scale.titles(bounds.tolist()))) == len(bounds) + 1


def test_keys_of_tags_come_by_how_many_have_them() -> None:
    nodes = (
        Node(NodeId("a"), tags={"team": "x", "pii": "no"}),
        Node(NodeId("b"), tags={"team": "y"}),
    )

    assert tag_keys(graph(*nodes)) == ("team", "pii")


def ran(**seconds: float) -> Run:
    return Run(1, (), {NodeId(id): NodeRun(Status.DONE, taken) for id, taken in seconds.items()})


def test_the_slowest_path_goes_through_what_had_to_be_waited_for() -> None:
    nodes = graph(
        node("raw", kind=NodeKind.INPUT),
        node("quick", "raw"),
        node("slow", "raw"),
        node("sum", "quick", "slow"),
        node("label", "sum"),
    )
    run = ran(raw=0.0, quick=0.5, slow=2.0, sum=1.0, label=0.0)

    found = slowest_path(nodes, run)

    assert found
    assert found.nodes == ("slow", "sum")
    assert found.seconds == pytest.approx(3.0)


def test_what_was_reused_is_not_waited_for() -> None:
    nodes = graph(node("a"), node("b", "a"), node("c", "b"))
    parts = {
        NodeId("a"): NodeRun(Status.DONE, 5.0),
        NodeId("b"): NodeRun(Status.REUSED, 50.0),
        NodeId("c"): NodeRun(Status.FAILED, 6.0),
    }

    found = slowest_path(nodes, Run(1, (), parts))

    assert found
    assert found.nodes == ("c",)
    assert slowest_path(nodes, Run(1, (), {NodeId("b"): NodeRun(Status.REUSED, 50.0)})) is None


@given(st.data())
def test_the_slowest_path_is_the_longest_of_all_paths(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 7))
    pairs = [(i, j) for i, j in product(range(count), repeat=2) if i < j]
    edges = set(data.draw(st.lists(st.sampled_from(pairs), unique=True))) if pairs else set()
    times = data.draw(st.lists(st.integers(0, 9), min_size=count, max_size=count))
    nodes = graph(
        *(
            Node(
                NodeId(str(j)),
                parameters=tuple(Parameter(NodeId(str(i))) for i in range(j) if (i, j) in edges),
            )
            for j in range(count)
        )
    )

    found = slowest_path(nodes, ran(**{str(i): float(times[i]) for i in range(count)}))

    def longest_from(i: int) -> int:
        return times[i] + max((longest_from(j) for j in range(count) if (i, j) in edges), default=0)

    assert (found.seconds if found else 0) == max(map(longest_from, range(count)))
    if found:
        way = [int(id) for id in found.nodes]
        assert all(step in edges for step in pairwise(way))
        assert sum(times[i] for i in way) == found.seconds


def emphases(picture: Picture) -> dict[str, Emphasis]:
    return {picture.id_of(i): Emphasis(tone) for i, tone in enumerate(picture.emphasis.tolist())}


def test_a_path_in_the_spotlight_lights_its_wires_and_dims_the_rest() -> None:
    nodes = diamond()
    path = Spotlight(tuple(map(NodeId, ("raw", "left", "sum"))), is_path=True)
    picture = compose(nodes, layout(nodes), {}, spotlight=path)

    lit = {id for id, tone in emphases(picture).items() if tone is Emphasis.SLOWEST}
    assert lit == {"raw", "left", "sum"}
    ids, edges = picture.layout.ids, picture.layout.edges[picture.wire_emphasis == Emphasis.SLOWEST]
    assert {(ids[a], ids[b]) for a, b in edges.tolist()} == {("raw", "left"), ("left", "sum")}
    assert set(picture.wire_emphasis.tolist()) == {Emphasis.SLOWEST, Emphasis.DIMMED}


def test_nodes_in_the_spotlight_keep_how_they_stand_to_the_selected_one() -> None:
    nodes = diamond()
    shone = Spotlight(frozenset(map(NodeId, ("raw", "other"))))
    picture = compose(nodes, layout(nodes), {}, selected=NodeId("left"), spotlight=shone)

    assert emphases(picture) == {
        "raw": Emphasis.UPSTREAM,
        "left": Emphasis.SELECTED,
        "right": Emphasis.DIMMED,
        "sum": Emphasis.DIMMED,
        "other": Emphasis.LIT,
    }


def test_a_new_colouring_repaints_only_the_cards_that_it_colours_otherwise() -> None:
    nodes, places = diamond(), layout(diamond())
    nodes = Graph({id: replace(one, module=id[0]) for id, one in nodes.nodes.items()})
    plain = compose(nodes, places, {})
    status = compose(
        nodes, places, {}, previous=plain, colouring=colouring(nodes, ColourBy.STATUS, {})
    )
    module = compose(
        nodes, places, {}, previous=status, colouring=colouring(nodes, ColourBy.MODULE, {})
    )

    assert not len(change(plain, status).cards)
    assert len(change(status, module).cards) == len(nodes.nodes)
    assert module.card(0).tint == module.card(2).tint != module.card(1).tint


def test_a_closed_group_has_the_tint_of_most_or_the_highest_step() -> None:
    nodes = tagged(a="x", b="x", c="y", d="y", e="")
    by = colouring(nodes, ColourBy.TAG, {}, tag="owner")
    times = {
        NodeId(id): NodeRun(Status.DONE, t) for id, t in zip("abcd", (1, 2, 9, 40), strict=True)
    }
    slow = colouring(nodes, ColourBy.SECONDS, times)
    places = np.array([0, 0, 0, 1, 1], np.int32)

    assert card_tints(by, places, 2).tolist() == [tints.FIRST_HUE, tints.FIRST_HUE + 1]
    assert card_tints(slow, places, 2).tolist() == [slow.tints[2], slow.tints[3]]


def test_what_became_of_nodes_since_a_good_run_is_told_worst_first() -> None:
    became = {
        "a": Difference(NodeId("a"), Outcome.SAME),
        "b": Difference(NodeId("b"), Outcome.CODE, is_first=True),
        "c": Difference(NodeId("c"), Outcome.INPUT, score=0.3),
    }
    run = PastRun(1, 0.0)
    compared = Comparison(run, run, {one.node: one for one in became.values()})
    drawn = graph(*(node(name) for name in "abcd"))

    found = colouring(drawn, ColourBy.DIFFERENCE, {}, comparison=compared)

    assert [(entry.title, entry.count) for entry in found.entries] == [
        ("code changed", 1),
        ("input changed, and more here", 1),
        ("same", 1),
        ("not compared", 1),
    ]
    in_one_group = np.zeros(4, np.int64)
    assert card_tints(found, in_one_group, 1).tolist() == [found.entries[0].tint]
