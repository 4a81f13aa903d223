"""The graph is the one that `hamilton.driver` builds, decorator by decorator."""

import ast
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from core.worker.messages import Load, Loaded, ModuleSpec, NodeRecord, NodesFound
from core.worker.syntax import statements_of
from tests.core.surroundings import driver_graphs, versions
from tests.core.worker_rig import PYTHON, Rig, write

FLOWS = Path(__file__).parent / "flows"
POWER = "hamilton.enable_power_user_mode"
CASES: list[tuple[str, dict[str, Any]]] = [
    ("asynchronous", {}),
    ("checked", {}),
    ("checked", {"k": 1}),
    ("columns", {}),
    ("configured", {}),
    ("configured", {"region": "uk"}),
    ("configured", {"region": "us", "unused": 5}),
    ("described", {}),
    ("extracted", {}),
    ("given", {}),
    ("given", {"a": 5}),
    ("legacy", {}),
    ("materialized", {}),
    ("mutated", {}),
    ("nested", {}),
    ("parallel", {}),
    ("parameterized", {}),
    ("piped", {}),
    ("piped", {"season": "summer"}),
    ("plain", {}),
    ("polars_columns", {}),
    ("postponed", {}),
    ("resolved", {"names": ["r1", "r2"], POWER: True}),
    ("unpacked", {}),
]


@pytest.fixture(scope="module")
def rig() -> Iterator[Rig]:
    rig = Rig(cwd=FLOWS)
    yield rig
    rig.close()


def shape(nodes: dict[str, NodeRecord]) -> dict[str, list[str]]:
    return {name: sorted(p.source for p in node.parameters) for name, node in nodes.items()}


@pytest.fixture(scope="module")
def expected() -> dict[int, dict[str, list[str]]]:
    graphs = driver_graphs([(FLOWS, [module], config) for module, config in CASES])
    return {
        index: {name: reads for name, (_, reads) in graph["nodes"].items()}
        for index, graph in enumerate(graphs)
        if "nodes" in graph or sys.executable == PYTHON
    }


def test_every_flow_has_a_case() -> None:
    assert {module for module, _ in CASES} == {file.stem for file in FLOWS.glob("*.py")}


@pytest.mark.parametrize("case", range(len(CASES)), ids=[f"{m}-{c}" for m, c in CASES])
def test_nodes_and_edges_are_those_of_the_driver(
    rig: Rig, expected: dict[int, dict[str, list[str]]], case: int
) -> None:
    module, config = CASES[case]

    nodes, loaded = rig.load(FLOWS, module, config=config)

    if case not in expected:
        pytest.skip(f"Hamilton {versions()['hamilton']} or a missing package cannot build it")
    assert shape(nodes) == expected[case]
    assert not loaded.problems
    assert loaded.modules == (module,)


def test_several_modules_make_one_graph(rig: Rig) -> None:
    modules = ["plain", "nested", "parallel"]
    (expected,) = driver_graphs([(FLOWS, modules, {})])

    nodes, _ = rig.load(FLOWS, *modules)

    assert shape(nodes) == {name: reads for name, (_, reads) in expected["nodes"].items()}


def test_resolve_works_without_being_allowed_by_the_configuration(rig: Rig) -> None:
    nodes, loaded = rig.load(FLOWS, "resolved", config={"names": ["r1"]})

    assert shape(nodes) == {"r1": ["r1_in"], "r1_in": [], "names": []}
    assert not loaded.problems


def test_nodes_come_in_the_order_they_are_written(rig: Rig) -> None:
    nodes, _ = rig.load(FLOWS, "plain", "given", config={"a": 1})

    assert list(nodes) == [
        *("b", "frame", "variadic", "nothing"),
        *("a", "given", "needed", "rows", "series", "options"),
    ]


def test_a_large_graph_comes_in_parts(rig: Rig, tmp_path: Path) -> None:
    source = "def n0(x: int) -> int: return x\n" + "".join(
        f"def n{i}(n{i - 1}: int) -> int: return n{i - 1}\n" for i in range(1, 1200)
    )
    write(tmp_path, {"large.py": source})
    ticket = rig.ticket()
    rig.send(_load(ticket, tmp_path, "large"))

    *parts, loaded = rig.until(Loaded)

    assert all(isinstance(part, NodesFound) and len(part.nodes) <= 500 for part in parts)
    names = [node.id for part in parts if isinstance(part, NodesFound) for node in part.nodes]
    assert sorted(names) == sorted([*(f"n{i}" for i in range(1200)), "x"])
    assert isinstance(loaded, Loaded)
    assert loaded.ticket == ticket


CONTRIB = metadata.distribution("apache-hamilton-contrib")
MODULES = [
    str(file.parent).replace("/", ".")
    for file in CONTRIB.files or ()
    if file.name == "__init__.py" and len(file.parts) > 4
]


@pytest.fixture(scope="module")
def contributed() -> dict[str, dict[str, Any]]:
    graphs = driver_graphs([(FLOWS, [module], {}) for module in MODULES])
    return dict(zip(MODULES, graphs, strict=True))


@pytest.mark.skipif(sys.executable != PYTHON, reason="they are installed for the tests only")
@pytest.mark.parametrize("module", MODULES)
def test_modules_of_other_people_load_as_in_the_driver_or_as_far_as_they_go(
    rig: Rig, contributed: dict[str, dict[str, Any]], module: str
) -> None:
    site = Path(str(CONTRIB.locate_file("")))
    file = site.joinpath(*module.split("."), "__init__.py")

    nodes, loaded = rig.load(file.parent, ModuleSpec(module, str(file)), import_paths=(site,))

    driver = contributed[module]
    if "nodes" in driver:
        assert shape(nodes) == {name: reads for name, (_, reads) in driver["nodes"].items()}
        assert not loaded.problems
    else:
        missing = driver["error"].partition("named ")[2].strip("'")
        assert f"`{missing}`" in loaded.problems[0].message
        assert "-m pip install" in loaded.problems[0].message
        assert _undecorated_functions(file) <= nodes.keys()


def _undecorated_functions(file: Path) -> set[str]:
    statements = statements_of(file.read_text(encoding="utf-8"))
    functions = [s for s in statements if isinstance(s, ast.FunctionDef) and not s.decorator_list]
    return {function.name for function in functions if not function.name.startswith("_")}


def _load(ticket: int, folder: Path, module: str) -> Load:
    spec = ModuleSpec(module, str(folder / f"{module}.py"))
    return Load(ticket, str(folder), (str(folder),), (spec,))
