"""Which Python files below a folder hold a dataflow."""

import ast
import os
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

from core.reading.parsing import statements_of

_SKIPPED = frozenset(
    {"__pycache__", "node_modules", "site-packages", "venv", "env", "build", "dist"}
)
_TESTS = frozenset({"tests", "test"})
_NOT_DATAFLOWS = frozenset({"setup.py", "conftest.py", "__main__.py"})
_FUNCTION = re.compile(r"^(?:async[ \t]+)?def[ \t]+[A-Za-z]", re.MULTILINE)
"""What tells a dataflow in a file that does not parse."""


def dataflow_files(folder: Path) -> Iterator[Path]:
    """Yield the files below `folder` that hold a dataflow, in the order of their paths.

    A file does when it has a public function at top level whose return value is annotated.
    Hidden folders, environments, caches, tests and set-up scripts are passed over.
    """
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if _is_walked(Path(place, name)))
        for name in sorted(names):
            if name.endswith(".py") and not _is_aside(name) and is_dataflow(Path(place, name)):
                yield Path(place, name)


def is_dataflow(file: Path) -> bool:
    """Whether `file` has a public function at top level with a return annotation."""
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    if "->" not in text:
        return False
    try:
        with warnings.catch_warnings(action="ignore"):
            statements = statements_of(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _FUNCTION.search(text) is not None
    return any(map(_is_node, statements))


def _is_walked(folder: Path) -> bool:
    name = folder.name
    return not (
        name.startswith(".")
        or name in _SKIPPED
        or name in _TESTS
        or name.endswith(".egg-info")
        or (folder / "pyvenv.cfg").exists()
    )


def _is_aside(name: str) -> bool:
    return name in _NOT_DATAFLOWS or name.startswith((".", "test_")) or name.endswith("_test.py")


def _is_node(statement: ast.stmt) -> bool:
    """A function that returns nothing is a script's `main`, no node."""
    if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    returns = statement.returns
    is_nothing = isinstance(returns, ast.Constant) and returns.value is None
    return returns is not None and not is_nothing and not statement.name.startswith("_")
