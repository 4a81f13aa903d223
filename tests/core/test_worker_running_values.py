"""What comes out of a run is what `hamilton.driver` computes, decorator by decorator."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from core.worker.messages import NodeRecord
from tests.core import driver_values
from tests.core.surroundings import driver_graphs, versions
from tests.core.worker_rig import PYTHON, Rig
from tests.core.worker_runs import run, seen

FLOWS = Path(__file__).parent / "flows"
ROOT = Path(__file__).parents[2]
BY_TYPE = {"int": 3, "float": 2.5, "str": "t", "bool": True, "dict": {"a": 1}}
FRAME = [{"a": 1, "b": 2}, {"a": 3, "b": 5}]
SPECIAL: dict[str, dict[str, Any]] = {
    "columns": {"frame": FRAME, "a": [1, 2], "b": [4, 5]},
    "polars_columns": {"frame": FRAME, "a": [1, 2]},
    "materialized": {"path": "in.json", "target": "out2.json"},
}
CASES: list[tuple[str, dict[str, Any]]] = [
    ("asynchronous", {}),
    ("checked", {}),
    ("checked", {"k": 1}),
    ("columns", {}),
    ("configured", {"region": "uk"}),
    ("configured", {"region": "us"}),
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
    ("unpacked", {}),
]
DIFFERENT = {
    "squared",  # inside a block: the driver hands it the whole list
    *("saved", "save.kept_elsewhere", "raw.load_data.data", "table.load_data.rows"),  # the time
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("flows")
    for file in FLOWS.glob("*.py"):
        shutil.copy(file, folder)
    (folder / "in.json").write_text('{"q": 1}')
    (folder / "x.csv").write_text("a,b\n1,2\n")
    return folder


@pytest.fixture(scope="module")
def looks(folder: Path) -> dict[int, tuple[dict[str, Any], dict[str, Any]]]:
    """What the worker and the driver computed of each target, by case that can be built."""
    graphs = driver_graphs([(folder, [module], config) for module, config in CASES])
    is_own = sys.executable == PYTHON
    cases = [case for case, graph in enumerate(graphs) if is_own or "nodes" in graph]
    ours: list[dict[str, Any]] = []
    asked: list[tuple[Any, ...]] = []
    rig = Rig(cwd=folder)
    for module, config in (CASES[case] for case in cases):
        nodes, _ = rig.load(folder, module, config=config)
        inputs = inputs_of(module, nodes)
        targets = [n for n, node in nodes.items() if node.kind not in ("input", "config")]
        targets = [target for target in targets if target not in DIFFERENT]
        ours.append({target: by_worker(rig, target, inputs) for target in targets})
        asked.append((str(folder), module, config, inputs, targets))
    rig.close()
    theirs = by_driver(folder, asked)
    return {
        case: (mine, dict(zip(mine, its, strict=True)))
        for case, mine, its in zip(cases, ours, theirs, strict=True)
    }


def inputs_of(module: str, nodes: Mapping[str, NodeRecord]) -> dict[str, Any]:
    required = {p.source for node in nodes.values() for p in node.parameters if not p.optional}
    return {
        name: SPECIAL.get(module, {}).get(name, BY_TYPE.get(node.type_name))
        for name, node in nodes.items()
        if node.kind == "input" and name in required
    }


def by_worker(rig: Rig, target: str, inputs: dict[str, Any]) -> dict[str, Any]:
    ran = run(rig, target, inputs=inputs, force=True)
    if ran.status == "failed":
        return {"error": ran.failure.type}
    assert ran.status == "ok", ran.message
    found = asdict(seen(rig, target))
    return json.loads(json.dumps({name: found[name] for name in driver_values.COMPARED}))


def by_driver(folder: Path, asked: list[tuple[Any, ...]]) -> list[list[dict[str, Any]]]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [PYTHON, driver_values.__file__],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        cwd=folder,
        env=kept | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("case", range(len(CASES)), ids=lambda case: str(CASES[case]))
def test_every_node_has_the_value_that_the_driver_computes(
    looks: dict[int, tuple[dict[str, Any], dict[str, Any]]], case: int
) -> None:
    if case not in looks:
        pytest.skip(f"Hamilton {versions()['hamilton']} or a missing package cannot build it")
    ours, theirs = looks[case]

    assert ours == theirs
    assert any("error" not in look for look in ours.values())
