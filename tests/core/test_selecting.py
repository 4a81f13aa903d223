"""The selection box: what is picked, what may be typed, what is said of mistakes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.graph import Graph, Node, NodeId, NodeKind, Parameter
from core.model.run import NodeRun, Status
from core.selecting import Facts, SelectionError, complete, parse, select


def node(name: str, *reads: str, **known: object) -> Node:
    parameters = tuple(Parameter(NodeId(read)) for read in reads)
    return Node(NodeId(name), parameters=parameters, **known)  # type: ignore[arg-type]


GRAPH = Graph(
    {
        n.id: n
        for n in (
            node("path", kind=NodeKind.INPUT, type_name="str"),
            node("orders", "path", module="shop.load", type_name="pd.DataFrame"),
            node("clean", "orders", module="shop.clean", tags={"owner": "ana"}),
            node("rates", module="shop.load", tags={"owner": "bo", "unit": "EUR"}),
            node("priced", "clean", "rates", module="shop.clean", type_name="pd.Series"),
            node("report", "priced", module="shop.report", type_name="dict[str, int]"),
            node("flow.and", "report"),
        )
    }
)
FACTS = Facts(
    {NodeId("priced"): NodeRun(Status.FAILED), NodeId("report"): NodeRun(Status.SKIPPED)},
    {"git": frozenset({NodeId("clean"), NodeId("gone")})},
)


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("clean", "clean"),
        ("cl*", "clean"),
        ("*", "path orders clean rates priced report flow.and"),
        ("", "path orders clean rates priced report flow.and"),
        ("+clean", "path orders clean"),
        ("clean+", "clean priced report flow.and"),
        ("1+priced+1", "clean rates priced report"),
        ("2+priced", "orders clean rates priced"),
        ("0+priced+0", "priced"),
        ("+priced+", "path orders clean rates priced report flow.and"),
        ("tag:owner", "clean rates"),
        ("tag:owner=bo", "rates"),
        ("tag:unit=E*", "rates"),
        ("module:shop.clean", "clean priced"),
        ("module:load", "orders rates"),
        ("type:DataFrame", "orders"),
        ("type:pd.*", "orders priced"),
        ("type:dict", "report"),
        ("kind:input", "path"),
        ("status:failed", "priced"),
        ("status:idle and module:shop.*", "orders clean rates"),
        ("changed:git", "clean"),
        ("changed:other", ""),
        ("+status:failed and not kind:input", "orders clean rates priced"),
        ("clean or rates and report", "clean"),
        ("(clean or rates) and tag:unit", "rates"),
        ("1+(report or clean)", "orders clean priced report"),
        ("(orders)+1", "orders clean"),
        ("not not clean", "clean"),
        ('"flow.and"', "flow.and"),
        ("name:clean", "clean"),
        ("nobody", ""),
    ],
)
def test_a_selection_picks(text: str, picked: str) -> None:
    assert select(parse(text), GRAPH, FACTS) == set(picked.split())


@pytest.mark.parametrize(
    ("text", "message", "at_fault"),
    [
        ("clean rates", "Put `and` or `or` before `rates`", "rates"),
        ("tags:x", "`tags:` is not known", "tags:x"),
        ("tag:", "Say what to look for after `tag:`", "tag:"),
        ("(clean or rates", "This parenthesis is not closed", "("),
        ("clean)", "This parenthesis closes nothing", ")"),
        ("clean and", "Something is missing here", "d"),
        ("and clean", "must stand before `and`", "and"),
        ("+", "Something is missing here", "+"),
        ("clean + rates", "Put `and` or `or` before `+`", "+"),
        ('"clean', "This quotation mark is not closed", '"clean'),
        ("not", "Something is missing here", "t"),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, message: str, at_fault: str) -> None:
    with pytest.raises(SelectionError) as caught:
        parse(text)

    assert message in caught.value.message
    assert text[caught.value.start : caught.value.end] == at_fault


@given(st.text(alphabet='ab+*:()" 12notdr', max_size=30))
def test_any_text_is_read_or_refused_with_a_place_in_it(text: str) -> None:
    try:
        picked, fault = select(parse(text), GRAPH, FACTS), None
    except SelectionError as error:
        picked, fault = frozenset[NodeId](), (error.start, error.end)

    assert picked <= set(GRAPH.nodes)
    assert fault is None or 0 <= fault[0] < fault[1] <= len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+cle", ("clean",)),
        ("tag:o", ("tag:owner", "tag:owner=ana", "tag:owner=bo")),
        ("kind:inp", ("kind:input",)),
        ("status:fail", ("status:failed",)),
        ("module:shop.c", ("module:shop.clean",)),
        ("type:pd.S", ("type:pd.Series",)),
        ("changed:", ("changed:git",)),
        ("clean an", ("and", "changed:", "clean", "flow.and")),
    ],
)
def test_completion_offers_what_fits_the_last_word(text: str, expected: tuple[str, ...]) -> None:
    completion = complete(text, len(text), GRAPH)

    assert completion.options == expected
    assert completion.end == len(text)


def test_completion_replaces_only_the_last_word() -> None:
    completion = complete("+orders and pri", 15, GRAPH)

    assert (completion.start, completion.options[0]) == (12, "priced")
