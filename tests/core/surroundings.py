"""What the interpreter of the workers has, and which tests therefore make no sense with it."""

import functools
import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.core import driver_graph
from tests.core.worker_rig import PYTHON

_HAMILTONS = ("apache-hamilton", "sf-hamilton")
_LIBRARIES = {
    "polars": "polars",
    "polars_frame": "polars",
    "polars_series": "polars",
    "lazy": "polars",
    "arrow": "pyarrow",
    "arrow_table": "pyarrow",
}
_VERSIONS = """
import importlib.metadata, json, sys
found = {d.metadata["Name"]: d.version for d in importlib.metadata.distributions()}
print(json.dumps({**found, "python": sys.version.split()[0]}))
"""


def needs(*requirements: str) -> pytest.MarkDecorator:
    """Skip a test where workers lack something: "polars", "hamilton>=1.84", "python>=3.11"."""
    absent = [one for one in requirements if not has(one)]
    return pytest.mark.skipif(bool(absent), reason=f"needs {', '.join(absent)}")


def has(requirement: str) -> bool:
    """Whether workers have a package, or Python itself, of such a version."""
    asked = Requirement(requirement)
    return versions().get(asked.name, "") in asked.specifier if asked.name in versions() else False


def by_library(cases: Iterable[Any]) -> list[Any]:
    """Return cases, each skipped where workers lack the library of the value that it names."""
    rows: list[tuple[Any, ...]] = [(one,) if isinstance(one, str) else one for one in cases]
    return [
        pytest.param(*row, marks=needs(_LIBRARIES[row[0]]) if row[0] in _LIBRARIES else ())
        for row in rows
    ]


@functools.cache
def versions() -> Mapping[str, str]:
    """Return what is installed for workers, and their Python's version."""
    told = subprocess.run(
        [PYTHON, "-c", _VERSIONS], capture_output=True, text=True, check=True, timeout=60
    )
    found: dict[str, str] = {canonicalize_name(k): v for k, v in json.loads(told.stdout).items()}
    hamilton = next((found[name] for name in _HAMILTONS if name in found), None)
    return {**found, **({"hamilton": hamilton} if hamilton else {})}


def driver_graphs(cases: Iterable[tuple[Path, list[str], dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return the graphs that the driver makes of [folder, modules, config] (see `driver_graph`)."""
    asked = json.dumps([(str(folder), modules, config) for folder, modules, config in cases])
    done = subprocess.run(
        [PYTHON, driver_graph.__file__],
        input=asked,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return json.loads(done.stdout)
