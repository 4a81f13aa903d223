"""Cycles are found as networkx finds them."""

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from core.reading.cycles import find_cycles

Graph = dict[int, list[int]]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    names = range(draw(st.integers(0, 9)))
    return {n: draw(st.lists(st.sampled_from(names), max_size=3, unique=True)) for n in names}


@given(graphs())
def test_cycles_cover_just_the_names_that_lie_on_any(parents: Graph) -> None:
    graph = nx.DiGraph([(n, parent) for n, above in parents.items() for parent in above])

    cycles = find_cycles(parents)

    components = nx.strongly_connected_components(graph)
    knotted = {n for c in components if len(c) > 1 or graph.has_edge(*(list(c) * 2)) for n in c}
    assert {name for cycle in cycles for name in cycle} == knotted


@given(graphs())
def test_in_a_cycle_each_name_is_a_parent_of_the_next(parents: Graph) -> None:
    for cycle in find_cycles(parents):
        assert len(set(cycle)) == len(cycle)
        for name, reader in zip(cycle, [*cycle[1:], cycle[0]], strict=True):
            assert name in parents[reader]


def test_cycles_come_in_the_order_of_the_names() -> None:
    assert find_cycles({"d": ["d"], "a": ["b"], "b": ["c"], "c": ["a"]}) == [["d"], ["a", "c", "b"]]


def test_a_knot_of_many_cycles_is_told_in_twenty() -> None:
    parents = {0: list(range(1, 101)), **{n: [0] for n in range(1, 101)}}

    assert len(find_cycles(parents)) == 20
