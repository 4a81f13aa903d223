"""The selection box: what is picked, what may be typed, what is said of mistakes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.graph import Graph, Node, NodeId, NodeKind, Parameter
from core.model.run import NodeRun, Status
from core.selecting import Facts, SelectionError, Vocabulary, complete, doubts, parse, select


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
            node("flow.and", "report", type_name="pl.DataFrame | None", tags={"note": "as is"}),
        )
    }
)
FACTS = Facts(
    {NodeId("priced"): NodeRun(Status.FAILED), NodeId("report"): NodeRun(Status.SKIPPED)},
    {"git": frozenset({NodeId("clean"), NodeId("gone")})},
)
WORDS = Vocabulary(GRAPH)


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
        ("type:DataFrame", "orders flow.and"),
        ('type:"dict[str, int]"', "report"),
        ('tag:note="as is"', "flow.and"),
        ("type:pd.*", "orders priced"),
        ("type:dict", "report"),
        ("kind:input", "path"),
        ("status:failed", "priced"),
        ("status:*ed", "priced report"),
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
    found = select(parse(text), GRAPH, FACTS)

    assert isinstance(found, frozenset)
    assert found == set(picked.split())


@pytest.mark.parametrize(
    ("text", "message", "at_fault"),
    [
        ("clean rates", "Put `and` or `or` before `rates`", "rates"),
        ("tags:x", "`tags:` is not known", "tags:x"),
        ("tag:", "Say what to look for after `tag:`", "tag:"),
        ("(clean rates)", "Put `and` or `or` before `rates`", "rates"),
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
    ("text", "sentence", "at_fault"),
    [
        ("+cleam and rates", "There is no node `cleam`. Did you mean `clean`?", "cleam"),
        ("x* or rates", "No node fits `x*`.", "x*"),
        ("not module:lod", "There is no module `lod`. Did you mean", "module:lod"),
        ("status:fail", "There is no status `fail`. Did you mean `failed`?", "status:fail"),
        ("tag:colour", "There is no tag `colour`. There is `note`, `owner`,", "tag:colour"),
        ("changed:main", "What changed since `main` is not known here yet.", "changed:main"),
    ],
)
def test_a_term_that_names_nothing_is_told_with_what_was_perhaps_meant(
    text: str, sentence: str, at_fault: str
) -> None:
    (doubt,) = doubts(parse(text), WORDS, FACTS)

    assert doubt.message.startswith(sentence)
    assert text[doubt.start : doubt.end] == at_fault


@pytest.mark.parametrize("text", ["", "clean", "status:running", "kind:saver", "changed:git"])
def test_what_only_picks_nothing_now_is_no_doubt(text: str) -> None:
    assert doubts(parse(text), WORDS, FACTS) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+cle", ("clean",)),
        ("tag:ow", ("tag:owner", "tag:owner=ana", "tag:owner=bo")),
        ("kind:inp", ("kind:input",)),
        ("status:fail", ("status:failed",)),
        ("module:shop.c", ("module:shop.clean",)),
        ("module:clean", ("module:shop.clean",)),
        ("type:dic", ('type:"dict[str, int]"',)),
        ('type:"dict[str', ('type:"dict[str, int]"',)),
        ("changed:", ("changed:git",)),
        ("clean an", ("and",)),
        ("(clean) ", ("and", "or")),
        ("clean+", ()),
        ("clean and not", ()),
        ("2+prc", ("priced",)),
        ("not sta", ("status:",)),
        ("clean and n", ("not", "clean", "flow.and")),
    ],
)
def test_completion_offers_what_fits_where_it_stands(text: str, expected: tuple[str, ...]) -> None:
    completion = complete(text, len(text), WORDS)

    assert completion.options == expected
    assert completion.end == len(text)


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        ("+orders and pri|", "+orders and priced"),
        ("+ord| and priced", "+orders and priced"),
        ("+or|xx and priced", "+orders and priced"),
        ("(|", "(tag:"),
        ('type:"dict[s|tr" and clean', 'type:"dict[str, int]" and clean'),
    ],
)
def test_completion_replaces_the_word_at_the_cursor(text: str, completed: str) -> None:
    cursor, whole = text.index("|"), text.replace("|", "")
    completion = complete(whole, cursor, WORDS)

    rest = whole[completion.end :]
    assert whole[: completion.start] + completion.options[0] + rest == completed


@given(st.text(alphabet='ab+*:()" tagnd', max_size=20), st.integers(0, 20))
def test_anything_can_be_completed_anywhere(text: str, cursor: int) -> None:
    at = min(cursor, len(text))
    completion = complete(text, at, WORDS)

    assert 0 <= completion.start <= at <= completion.end <= len(text)


def test_words_are_found_by_beginning_part_middle_and_letters_in_this_order() -> None:
    words = Vocabulary(
        Graph({n.id: n for n in map(node, ["xsale", "net_sale", "sale_of", "s_a_l", "sal"])})
    )

    assert words.of("name").fitting("sal") == ("sale_of", "sal", "net_sale", "xsale", "s_a_l")
