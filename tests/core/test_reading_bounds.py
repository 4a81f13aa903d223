"""Hostile text costs neither much time nor much memory."""

import ast
import time
import tracemalloc
from pathlib import Path

import pytest

from core.model.graph import NodeId
from core.reading.parsing import statements_of
from tests.core.reading_case import read_text

DOUBLED = "".join(f"a{i + 1} = [*a{i}, *a{i}]\n" for i in range(60))
SHARED = "".join(f"a{i + 1} = [a{i}, a{i}]\n" for i in range(60))
ADDED = "".join(f"a{i + 1} = a{i} + a{i}\n" for i in range(60))

TEXTS = {
    "doubled lists": f"a0 = ['x', 'y']\n{DOUBLED}@extract_columns(*a60)",
    "shared lists": f"a0 = [1]\n{SHARED}@tag(a=a60)\n@config.when_not(k=a60)",
    "doubled text": f"a0 = 'xy'\n{ADDED}@extract_columns(a60)",
    "repeated text": "@extract_columns('x' * 10**9)",
    "repeated list": "@extract_columns(*(['x'] * 10**9))",
    "wide format": "@extract_columns('%1000000000d' % 3, f'{3:>1000000000}')",
    "wide field": "@extract_columns('{:999999999}'.format(1))",
    "power": "@extract_columns(str(10**10**10), 10**10**10)",
    "long range": "@extract_columns(*[str(i) for i in range(10**12)])",
    "many rounds": "@extract_columns(*[a + b + c for a in A for b in A for c in A])",
    "product": "import itertools\n@extract_columns(*itertools.product(*[['x', 'y']] * 40))",
    "joined": "@extract_columns(','.join(['x' * 9000] * 9000))",
    "replaced": "B = 'x' * 9000\nC = B.replace('x', B)\n@extract_columns(C.replace('x', C))",
    "summed": "B = [['x'] * 9000] * 9000\n@extract_columns(*sum(B, []))",
    "endless function": "def _f(n): return _f(n)\n@extract_columns(*_f(1))",
    "branching function": "def _f(n): return _f(n - 1) + _f(n - 1)\n@extract_columns(*_f(60))",
    "constants of themselves": "X = Y\nY = X\nX = X + ['a']\n@extract_columns(*X)",
    "long sum": "@extract_columns(" + "+".join(["'a'"] * 3000) + ")",
    "long quotes in a header": "def lost(a='" + "\\'" * 20_000 + "\n@extract_columns('a')",
    "deep brackets": "X = " + "(" * 150 + ")" * 150 + "\n@extract_columns('a')",
}


@pytest.mark.parametrize("kind", TEXTS)
def test_hostile_text_is_read_soon(kind: str, tmp_path: Path) -> None:
    text = f"A = [str(i) for i in range(1000)]\n{TEXTS[kind]}\ndef f() -> pd.DataFrame: ...\n"
    tracemalloc.start()
    started = time.process_time()

    reading = read_text(text, tmp_path)

    seconds = time.process_time() - started
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert NodeId("f") in reading.graph.nodes
    assert seconds < 10
    assert peak < 200e6


def test_a_thousand_damaged_functions_are_read_soon(tmp_path: Path) -> None:
    text = "".join(f"@tag(a='b')\ndef f{i}(a: int -> int:\n    return a\n\n" for i in range(1000))
    started = time.process_time()

    reading = read_text(text, tmp_path)

    assert time.process_time() - started < 10
    assert len(reading.graph.nodes) == 1001
    assert len(reading.problems) == 1000


def test_conditions_nested_too_deeply_end_the_module_there(tmp_path: Path) -> None:
    chain = "".join(f"elif a{i}:\n    pass\n" for i in range(400))

    reading = read_text(f"def f() -> int: ...\nif a:\n    pass\n{chain}", tmp_path)

    assert NodeId("f") in reading.graph.nodes


def test_a_chain_of_thousands_of_nodes_is_no_trouble(tmp_path: Path) -> None:
    text = "".join(f"def f{i + 1}(f{i}: int) -> int: ...\n" for i in range(5000))

    reading = read_text(f"{text}def f0(f5000: int) -> int: ...\n", tmp_path)

    (problem,) = reading.problems
    assert problem.message.count("→") == 31


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_long_text_is_parsed_as_if_it_were_parsed_at_once(ends: str) -> None:
    function = "@tag(a='b')\n# why\ndef f(a: int) -> int:\n    x = (\na)\n    return 'é' + x\n\n"
    text = f'"""A module."""\n{function * 300}class A:\n    b = 1\n'

    statements = statements_of(text.replace("\n", ends))

    assert _dumped(statements) == _dumped(ast.parse(text).body)


def test_lines_that_look_like_definitions_are_left_in_the_text_they_stand_in() -> None:
    text = "def f() -> str:\n    return 1\n\n" * 300 + "a = '''\n" + "def g\n" * 900 + "'''\n"

    assert _dumped(statements_of(text)) == _dumped(ast.parse(text).body)


def _dumped(statements: list[ast.stmt]) -> list[str]:
    return [ast.dump(statement, include_attributes=True) for statement in statements]
