"""Modules of other people, from the package apache-hamilton-contrib."""

import ast
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.model.project import ModuleRef
from core.reading import Reading, read_modules
from core.reading.parsing import parse
from tests.core.reading_case import shape
from tests.core.reading_truth import driver_shapes


def site() -> Path:
    found = importlib.util.find_spec("hamilton")
    assert found
    assert found.origin
    return Path(found.origin).parent.parent


SITE = site()
FILES = sorted((SITE / "hamilton" / "contrib").rglob("*.py"))


def dotted(file: Path) -> str:
    return ".".join(file.relative_to(SITE).with_suffix("").parts).removesuffix(".__init__")


def read_file(file: Path, config: dict[str, Any]) -> Reading:
    return read_modules([ModuleRef(dotted(file), file)], [SITE], config)


def statements(file: Path) -> tuple[ast.stmt, ...]:
    return parse(file.read_text("utf-8")).statements


def conditions(file: Path) -> Iterator[dict[str, Any]]:
    """Yield no configuration, and one for each literal that the decorators of a file ask for."""
    yield {}
    for node in (node for statement in statements(file) for node in ast.walk(statement)):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "").startswith("when"):
            for keyword in node.keywords:
                wanted = ast.literal_eval(keyword.value)
                for one in wanted if isinstance(wanted, list) else [wanted]:
                    yield {str(keyword.arg): one}


CASES = [(file, config) for file in FILES for config in conditions(file)]


def test_nodes_kinds_and_edges_are_those_of_the_driver_wherever_it_builds() -> None:
    expected = driver_shapes([(SITE, (dotted(file),), config) for file, config in CASES])

    compared = 0
    for (file, config), truth in zip(CASES, expected, strict=True):
        if "nodes" in truth:
            compared += 1
            found = shape(read_file(file, config).graph)
            assert {n: list(one) for n, one in found.items()} == truth["nodes"], (file, config)
    assert compared >= 10


@pytest.mark.parametrize("file", FILES, ids=dotted)
def test_every_function_with_types_is_shown_although_packages_are_missing(file: Path) -> None:
    reading = read_file(file, {})

    assert not [p for p in reading.problems if p.kind.value not in ("annotation", "duplicate")]
    shown = {node.function for node in reading.graph.nodes.values()}
    for statement in statements(file):
        if isinstance(statement, ast.FunctionDef) and not statement.decorator_list:
            assert statement.name.startswith("_") or statement.name in shown


def test_almost_nothing_in_them_is_approximate() -> None:
    nodes = [node for file in FILES for node in read_file(file, {}).graph.nodes.values()]

    assert len(nodes) > 300
    assert sum(node.approximate for node in nodes) <= 3
