"""What the text does not tell is marked approximate; nothing else is."""

from pathlib import Path

import pytest

from core.model.graph import Graph, NodeId
from core.reading import Reading
from tests.core.reading_case import project, read_case, read_text


def approximate(reading: Reading) -> set[str]:
    return {str(node.id) for node in reading.graph.nodes.values() if node.approximate}


def test_columns_that_are_worked_out_at_run_time_leave_their_frame_and_all_inputs_unsure(
    tmp_path: Path,
) -> None:
    source = """
        import os
        @extract_columns("known", *os.environ["NAMES"].split())
        def frame(path: str) -> pd.DataFrame: ...
        def reads(known: int, perhaps: int) -> int: ...
    """

    reading = read_text(source, tmp_path)

    assert approximate(reading) == {"frame", "known", "path", "perhaps"}
    assert reading.graph.parents[NodeId("reads")] == ("known", "perhaps")


def test_one_unknown_variant_leaves_the_others_sure(tmp_path: Path) -> None:
    source = """
        from somewhere import mapping
        @parameterize(a={"x": source("up")}, b=mapping)
        def f(x: int) -> int: ...
    """

    reading = read_text(source, tmp_path)

    assert set(reading.graph.nodes) == {"a", "b", "up", "x"}
    assert approximate(reading) == {"b", "x"}


@pytest.mark.parametrize(
    "source",
    [
        "import tools\n@tools.traced\ndef f() -> int: ...",
        "from tools import traced\n@traced(3)\ndef f() -> int: ...",
        "def _wrap(g):\n    def inner(): ...\n    return inner\n@_wrap\ndef f() -> int: ...",
        "@(lambda g: g)\ndef f() -> int: ...",
        "from tools import ready\nif ready():\n    def f() -> int: ...",
        "try:\n    import tools\n    def f() -> int: ...\nexcept ImportError:\n    pass",
        "from tools import wanted\n@config.when(mode=wanted)\ndef f() -> int: ...",
        "from tools import decide\n@config(decide)\ndef f() -> int: ...",
        "from tools import wrap\ndef f() -> int: ...\nf = wrap(f)",
        "@model(object, 'key')\ndef f() -> int: ...",
        "from tools import some\n@mutate(*some)\ndef _g(x: int) -> int: ...\ndef f() -> int: ...",
        "from hamilton.experimental.more import new\n@new()\ndef f() -> int: ...",
    ],
)
def test_functions_that_may_be_no_nodes_are_shown_and_marked(source: str, tmp_path: Path) -> None:
    reading = read_text(f"{source}\n", tmp_path)

    assert set(reading.graph.nodes) == {"f"}
    assert approximate(reading) == {"f"}
    assert reading.problems == ()


def test_both_sides_of_an_unknown_condition_are_shown_without_complaint(tmp_path: Path) -> None:
    source = """
        from tools import mode
        @config.when(mode=mode)
        def f__one(a: int) -> int: ...
        @config.when_not(mode=mode)
        def f__other(b: int) -> int: ...
    """

    reading = read_text(source, tmp_path)

    assert reading.problems == ()
    assert approximate(reading) == {"f", "a"}


def test_inputs_are_unsure_where_a_module_makes_names_as_it_likes(tmp_path: Path) -> None:
    source = """
        for _name in ["a", "b"]:
            globals()[_name] = print
        def f(a: int) -> int: ...
    """

    assert approximate(read_text(source, tmp_path)) == {"a"}


def test_a_subdag_that_cannot_be_followed_keeps_its_own_node(tmp_path: Path) -> None:
    source = """
        import elsewhere
        @subdag(elsewhere, inputs={"x": source("up")})
        def f(inner: int) -> int: ...
    """

    reading = read_text(source, tmp_path)

    assert approximate(reading) == {"f", "inner"}


def test_a_step_from_elsewhere_keeps_its_place(tmp_path: Path) -> None:
    source = """
        from elsewhere import clean
        @pipe_input(step(clean, how=source("way")))
        def f(x: int) -> int: ...
    """

    graph = read_text(source, tmp_path).graph

    assert graph.parents[NodeId("f.with_clean")] == ("x", "way")
    assert graph.parents[NodeId("f")] == ("f.with_clean",)
    assert graph.nodes[NodeId("f.with_clean")].approximate


def test_columns_of_a_spark_frame_are_threaded_in_an_unsure_order(tmp_path: Path) -> None:
    source = """
        import pyspark.sql as ps
        from hamilton.plugins import h_spark
        def a(raw: pd.Series) -> pd.Series: ...
        def b(a: pd.Series, key: int) -> pd.Series: ...
        @h_spark.require_columns("a")
        def c(frame: ps.DataFrame) -> ps.DataFrame: ...
        @h_spark.with_columns(a, b, c, columns_to_pass=["raw"])
        def all_of_them(table: ps.DataFrame) -> ps.DataFrame: ...
        @h_spark.select(a, b, columns_to_pass=["raw"], output_cols=["b"])
        def some(table: ps.DataFrame) -> ps.DataFrame: ...
    """

    graph = read_text(source, tmp_path).graph

    assert reads(graph, "all_of_them.a") == {"table"}
    assert reads(graph, "all_of_them.b") == {"all_of_them.a", "key"}
    assert reads(graph, "all_of_them.c") == {"all_of_them.a", "all_of_them.b"}
    assert reads(graph, "all_of_them") == {"all_of_them.c"}
    assert reads(graph, "some") == {"some._select"}
    assert graph.nodes[NodeId("some.a")].approximate
    assert not graph.nodes[NodeId("all_of_them.a")].approximate


def reads(graph: Graph, name: str) -> set[str]:
    return {str(source) for source in graph.parents[NodeId(name)]}


def test_star_imports_from_afar_may_bring_hamiltons_names(tmp_path: Path) -> None:
    made = project(
        "afar",
        {
            "flow.py": """
                from installed_toolbox import *
                @extract_columns("a", "b")
                def f() -> int: ...
                @unknown_to_hamilton
                def g() -> int: ...
            """
        },
    )

    reading = read_case(made, made.write(tmp_path))

    assert approximate(reading) == {"f", "a", "b", "g"}
