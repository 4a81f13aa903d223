"""Rules of the house that the import linter cannot say."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

ROOT = Path(__file__).parent.parent
WORKER = ROOT / "core" / "worker"
ALLOWED_IN_WORKER = sys.stdlib_module_names | {"hamilton"}
SEEN_FROM_OUTSIDE = {"messages", "codec", "codehash"}


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("file", sorted(WORKER.rglob("*.py")), ids=lambda file: file.name)
def test_worker_imports_only_the_standard_library_hamilton_and_itself(file: Path) -> None:
    foreign = [
        name
        for name in imported(ast.parse(file.read_text()))
        if name.split(".")[0] not in ALLOWED_IN_WORKER
    ]
    assert not foreign


def test_outside_the_worker_only_its_protocol_is_imported() -> None:
    files = [f for top in ("core", "explorer") for f in (ROOT / top).rglob("*.py")]
    offenders = [
        (str(file.relative_to(ROOT)), name)
        for file in files
        if WORKER not in file.parents
        for name in imported(ast.parse(file.read_text()))
        if name.startswith("core.worker") and name.split(".")[2] not in SEEN_FROM_OUTSIDE
    ]
    assert not offenders


def test_qt_does_not_eat_none() -> None:
    """PySide6 6.12.0 takes a reference to None at every void call (fatal before Python 3.12)."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(100):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - 50
