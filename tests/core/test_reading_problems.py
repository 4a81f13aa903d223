"""What is wrong with a dataflow is said of the right function, in a sentence."""

from pathlib import Path

import pytest

from core.model.graph import NodeId
from core.model.problem import Problem, ProblemKind
from core.reading import Reading
from tests.core.reading_case import HEADER, project, read_case, read_text

SHIFT = HEADER.count("\n")


def only(reading: Reading) -> Problem:
    (problem,) = reading.problems
    return problem


def test_missing_types_are_listed_and_the_node_is_there(tmp_path: Path) -> None:
    reading = read_text("\n@tag(a='b')\ndef f(x, y: int, *rest):\n    return x\n", tmp_path)

    problem = only(reading)
    assert problem.kind is ProblemKind.ANNOTATION
    assert (problem.node, problem.function, problem.line) == ("f", "f", SHIFT + 2)
    assert "`f` has no type for `x`, `rest` and what it returns." in problem.message
    assert reading.graph.parents[NodeId("f")] == ("x", "y", "rest")


def test_functions_that_are_no_nodes_need_no_types(tmp_path: Path) -> None:
    source = """
        def _private(x): ...
        @hamilton_exclude
        def left_out(x): ...
        @config.when(on=1)
        def not_now(x): ...
    """

    reading = read_text(source, tmp_path)

    assert reading.problems == ()
    assert not reading.graph.nodes


def test_lambdas_are_taken_for_nodes_without_types(tmp_path: Path) -> None:
    reading = read_text("double = lambda x: 2 * x\n_half = lambda x: x / 2\n", tmp_path)

    assert [p.kind for p in reading.problems] == [ProblemKind.ANNOTATION] * 2
    assert set(reading.graph.nodes) == {"double", "x"}


def test_a_name_used_by_two_modules_is_told_with_both_places(tmp_path: Path) -> None:
    made = project(
        "two",
        {"one.py": "\n\ndef a(x: int) -> int: ...\n", "two.py": "def a(y: int) -> int: ...\n"},
        ("one", "two"),
    )

    reading = read_case(made, made.write(tmp_path))

    problem = only(reading)
    assert problem.kind is ProblemKind.DUPLICATE
    assert (problem.node, problem.line) == ("a", 1)
    assert "two.py, line 1: `a` makes a node `a`, but `a` in one.py, line 3" in problem.message
    assert reading.graph.parents[NodeId("a")] == ("x",)


def test_a_function_shown_by_its_package_as_well_is_no_duplicate(tmp_path: Path) -> None:
    files = {"p/__init__.py": "from .part import a\n", "p/part.py": "def a(x: int) -> int: ...\n"}
    made = project("shown", files, ("p", "p.part"))

    assert read_case(made, made.write(tmp_path)).problems == ()


def test_columns_of_two_frames_with_one_name_are_told(tmp_path: Path) -> None:
    source = """
        @extract_columns("day")
        def a() -> pd.DataFrame: ...
        @extract_columns("day")
        def b() -> pd.DataFrame: ...
    """

    problem = only(read_text(source, tmp_path))

    assert (problem.kind, problem.node, problem.function) == (ProblemKind.DUPLICATE, "day", "b")


@pytest.mark.parametrize(
    ("decorators", "reason"),
    [
        ("@parameterize(p={'z': value(1)})", "the function has no parameter `z`"),
        ("@parameterize(p={'x': 3})", "`x` is given neither a `source` nor a `value`"),
        ("@check_output(range=(0, 1), target_='other')", "it makes no node `other`"),
        ("@extract_columns('a')\n@extract_columns('b', 'c')", "here are 2"),
        ("@load_from.csv(path='x', inject_='z')", "there is no parameter `z`"),
        ("@inject(x=value(1))\n@inject(x=value(2))", "has a second decorator of its kind"),
    ],
)
def test_decorators_that_hamilton_refuses_are_told_at_their_line(
    decorators: str, reason: str, tmp_path: Path
) -> None:
    text = f"def f(x: int) -> pd.DataFrame: ...\n{decorators}\ndef f(x: int) -> pd.DataFrame: ...\n"

    reading = read_text(text, tmp_path)

    problem = only(reading)
    assert problem.kind is ProblemKind.DECORATOR
    assert reason in problem.message
    assert SHIFT + 2 <= problem.line <= SHIFT + 4
    assert any(node.approximate for node in reading.graph.nodes.values())


def test_a_subdag_of_its_own_module_is_told(tmp_path: Path) -> None:
    reading = read_text("import flow\n@subdag(flow)\ndef f(g: int) -> int: ...\n", tmp_path)

    assert "`f` is part of its own subdag." in only(reading).message


def test_cycles_are_told_with_their_nodes_in_order(tmp_path: Path) -> None:
    source = """
        def start(x: int) -> int: ...
        def a(c: int, start: int) -> int: ...
        def b(a: int) -> int: ...
        def c(b: int) -> int: ...
        def alone(alone: int) -> int: ...
        def end(c: int) -> int: ...
    """

    cycle, own = read_text(source, tmp_path).problems

    assert (cycle.kind, own.kind) == (ProblemKind.CYCLE, ProblemKind.CYCLE)
    assert "`a` → `b` → `c` → `a` is a cycle" in cycle.message
    assert cycle.line == SHIFT + 3
    assert "`alone` reads itself" in own.message


def test_missing_inputs_and_packages_are_no_problems(tmp_path: Path) -> None:
    reading = read_text("import not_installed as n\ndef f(x: n.Thing) -> n.Other: ...\n", tmp_path)

    assert reading.problems == ()
    assert reading.graph.nodes[NodeId("f")].type_name == "Other"
