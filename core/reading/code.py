"""Hashes of the code behind nodes, from source text."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from core.reading.module import FunctionTree
from core.reading.shelf import Shelf
from core.reading.values import Function
from core.worker.codehash import CodeBase, CodeHash, digest


class Codes:
    """Hashes functions and all they reach in the project; `is_own` tells the project's files.

    Takes about as long as reading does, since it looks at every name in every body.
    """

    def __init__(
        self, import_paths: Iterable[Path], is_own: Callable[[Path], bool], shelf: Shelf
    ) -> None:
        self.parts: dict[str, Mapping[str, str]] = {}
        """What the hash of each node covers, see `CodeHash`; of unknown code nothing is known."""
        self._base = CodeBase(import_paths, shelf.text, is_own, lambda _: "", shelf.syntax)
        self._known: dict[FunctionTree, CodeHash | None] = {}

    def of(self, node: str, functions: Iterable[Function]) -> str:
        """Return a hash of what functions do for a node; empty when some cannot be hashed."""
        hashes = [self._hash(function) for function in functions]
        known = [found for found in hashes if found]
        if not known or len(known) < len(hashes):
            return ""
        self.parts[node] = (
            known[0].parts
            if len(known) == 1
            else {name: own for found in known for name, own in found.parts.items()}
        )
        return digest([node, *(found.digest for found in known)])

    def _hash(self, function: Function) -> CodeHash | None:
        if function.tree not in self._known:
            self._known[function.tree] = self._hashed(function)
        return self._known[function.tree]

    def _hashed(self, function: Function) -> CodeHash | None:
        file, tree = function.module.file, function.tree
        found = self._base.hash_of(file, tree.name)
        if found is None and (outer := self._base.definition_at(file, tree.lineno)):
            found = self._base.hash_of(file, outer)
        return found
