"""Hashes of the code behind nodes, from source text."""

from collections.abc import Callable, Iterable
from pathlib import Path

from core.reading.module import FunctionTree
from core.reading.source import read_source
from core.reading.values import Function
from core.worker.codehash import CodeBase, digest


class Codes:
    """Hashes functions and all they reach in the project; `is_own` tells the project's files.

    Takes about as long as reading does, since it looks at every name in every body.
    """

    def __init__(self, import_paths: Iterable[Path], is_own: Callable[[Path], bool]) -> None:
        self._base = CodeBase(import_paths, _text, is_own, lambda _: "")
        self._known: dict[FunctionTree, str] = {}

    def of(self, node: str, functions: Iterable[Function]) -> str:
        """Return a hash of what functions do for a node; empty when some cannot be hashed."""
        hashes = [self._hash(function) for function in functions]
        return digest([node, *hashes]) if all(hashes) else ""

    def _hash(self, function: Function) -> str:
        if function.tree not in self._known:
            self._known[function.tree] = self._hashed(function)
        return self._known[function.tree]

    def _hashed(self, function: Function) -> str:
        file, tree = function.module.file, function.tree
        found = self._base.hash_of(file, tree.name)
        if found is None and (outer := self._base.definition_at(file, tree.lineno)):
            found = self._base.hash_of(file, outer)
        return found.digest if found else ""


def _text(file: Path) -> str | None:
    return read_source(file).text or None
