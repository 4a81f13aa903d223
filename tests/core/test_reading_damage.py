"""A file that does not parse still shows its functions."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from core.model.graph import NodeId
from core.model.problem import ProblemKind
from core.reading.parsing import parse
from tests.core.reading_case import HEADER, read_text

Damage = Callable[[list[str], int, int, int], list[str]]
"""Takes the lines of a file, and of one function: its `def`, the end of its header, of its body."""

TEXT = '''\
import pandas as pd
from hamilton.function_modifiers import extract_columns, parameterize, source, tag

QUERY = """
select a
from somewhere
"""


def before(a: int, b: str = "x (") -> int:
    """Say nothing of it."""
    return a


@tag(
    owner="me",
)
@extract_columns("c1", "c2")
def damaged(
    before: int,
    wanted: dict[str, int],
    given: float = 1.0,
) -> pd.DataFrame:
    """Say nothing: really."""
    parts = {"a": [before]}
    return pd.DataFrame(parts)


def short(before: int, c1: pd.Series) -> int:
    """Be short."""
    return before + len(c1)


async def waiting(short: int) -> int:
    return short


@parameterize(
    p1={"x": source("short")},
    p2={"x": source("before")},
)
def after(x: int, q: int) -> int:
    text = """
not indented
"""
    return x + len(text)


def last(after: int = 3) -> int:
    return after
'''


def _without(mark: str) -> Damage:
    def damage(lines: list[str], header: int, end: int, body: int) -> list[str]:
        at = next(i for i in range(header, end + 1) if mark in lines[i])
        return [*lines[:at], lines[at].replace(mark, "", 1), *lines[at + 1 :]]

    return damage


def _with(line: str) -> Damage:
    return lambda lines, header, end, body: [*lines[:body], line, *lines[body:]]


def _before_def(*more: str) -> Damage:
    return lambda lines, header, end, body: [*lines[:header], *more, *lines[header:]]


def _conflict(lines: list[str], header: int, end: int, body: int) -> list[str]:
    theirs = [*lines[header : end + 1], "    pass"]
    marked = ["<<<<<<< HEAD", *lines[header:body], "=======", *theirs, ">>>>>>> branch"]
    return [*lines[:header], *marked, *lines[body:]]


DAMAGES: dict[str, Damage] = {
    "missing bracket in the header": _without(")"),
    "half-typed call": _with("    x = foo(1, "),
    "half-typed table": _with("    x = {'a': [1, 2"),
    "bad indent": _with("  y = 1"),
    "unclosed string": _with("    s = 'abc"),
    "unclosed triple quote": _with("    '''doc"),
    "unclosed double triple quote": _with('    """doc'),
    "def without colon": lambda lines, header, end, body: [
        *lines[:end],
        re.sub(r":\s*$", "", lines[end]),
        *lines[end + 1 :],
    ],
    "merge marker": _before_def("<<<<<<< HEAD"),
    "merge conflict": _conflict,
    "words at the margin": _with("these are no words of Python"),
    "half-typed decorator": _before_def('@tag(owner="'),
    "half-typed definition": _before_def("def ", ""),
}


def signatures(statements: tuple[ast.stmt, ...]) -> set[tuple[str, ...]]:
    return {
        (s.name, *(p.arg for p in s.args.args), ast.unparse(s.returns) if s.returns else "")
        for s in statements
        if isinstance(s, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def damaged_text(kind: str, function: str) -> str:
    tree = next(s for s in ast.parse(TEXT).body if getattr(s, "name", "") == function)
    assert isinstance(tree, ast.FunctionDef | ast.AsyncFunctionDef)
    end = tree.body[0].lineno - 2
    lines: list[str] = [*TEXT.split("\n")]
    return "\n".join(DAMAGES[kind](lines, tree.lineno - 1, end, tree.body[0].end_lineno or 0))


@pytest.mark.parametrize("function", ["before", "damaged", "short", "waiting", "after", "last"])
@pytest.mark.parametrize("kind", DAMAGES)
def test_all_functions_of_a_damaged_file_are_read(kind: str, function: str) -> None:
    text = damaged_text(kind, function)

    parsed = parse(text)

    assert parsed.damages
    assert signatures(parsed.statements) >= signatures(tuple(ast.parse(TEXT).body))


@pytest.mark.parametrize("kind", DAMAGES)
def test_the_damage_is_told_at_its_line(kind: str, tmp_path: Path) -> None:
    text = damaged_text(kind, "short")
    lines = text.split("\n")
    first = next(i for i, line in enumerate(lines, 1) if "def short" in line)
    file = tmp_path / "flow.py"

    reading = read_text(text, tmp_path)

    problems = [p for p in reading.problems if p.kind is ProblemKind.SYNTAX]
    assert problems
    shift = HEADER.count("\n")
    assert first - 3 <= problems[0].line - shift <= first + 6
    assert problems[0].message.startswith(f"{file.name}, line {problems[0].line} is not valid")
    assert problems[0].message.endswith("what else the file says is shown.")


def test_only_the_damaged_function_is_approximate(tmp_path: Path) -> None:
    reading = read_text(damaged_text("half-typed call", "short"), tmp_path)

    approximate = {node.id for node in reading.graph.nodes.values() if node.approximate}
    assert approximate == {"short"}
    assert {"before", "damaged", "c1", "c2", "p1", "p2", "last"} <= set(reading.graph.nodes)
    assert reading.graph.parents[NodeId("short")] == ("before", "c1")


def test_inputs_are_approximate_where_a_lost_line_may_define_them(tmp_path: Path) -> None:
    reading = read_text("def f(x: int) -> int: ...\n\nfor lost in (:\n", tmp_path)

    assert reading.graph.nodes[NodeId("x")].approximate
    assert not reading.graph.nodes[NodeId("f")].approximate


def test_names_of_a_damaged_import_are_still_known(tmp_path: Path) -> None:
    text = TEXT.replace("import extract_columns, ", "import (extract_columns, ", 1)

    reading = read_text(text.replace(HEADER, ""), tmp_path)

    assert {"c1", "c2", "p1", "p2"} <= set(reading.graph.nodes)


def test_the_line_that_python_names_is_that_of_the_file(tmp_path: Path) -> None:
    reading = read_text("def a() -> int: ...\n\n\ndef f(x: int) -> int:\nreturn x\n", tmp_path)

    line = HEADER.count("\n") + 5
    (problem,) = reading.problems
    assert problem.line == line
    assert f"after function definition on line {line - 1}" in problem.message


def test_titles_underlined_in_a_docstring_are_no_merge_markers() -> None:
    text = 'def a() -> int:\n    """\nTitle\n=======\n    """\n    return 1\n\ndef b(:\n'

    parsed = parse(text)

    assert [damage.line for damage in parsed.damages] == [8]
    assert "=======" in ast.unparse(parsed.statements[0])
