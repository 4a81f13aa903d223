"""The values at hand, as tables made once."""
# pyright: basic

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .alignment import Alignment, align
from .tables import Table, table_of


class Flow:
    """Tables of nodes, and how their rows go together, each worked out once."""

    def __init__(
        self, parents: Mapping[str, Sequence[str]], value_of: Callable[[str], Any]
    ) -> None:
        self.parents = parents
        self._value_of = value_of
        self._tables: dict[str, Table | None] = {}
        self._alignments: dict[tuple[str, str], Alignment] = {}

    def table(self, node: str) -> Table | None:
        """Return a node's value as a table, None when it is none or is not held."""
        if node not in self._tables:
            self._tables[node] = table_of(self._value_of(node), node)
        return self._tables[node]

    def is_source(self, node: str) -> bool:
        """Whether data comes in here: nothing that goes into the node has more than one row."""
        tables = [self.table(parent) for parent in self.parents[node]]
        return all(table is not None and table.rows < 2 for table in tables)

    def alignment(self, node: str, parent: str) -> Alignment:
        """Return how the rows of a node and a parent belong together."""
        pair = node, parent
        if pair not in self._alignments:
            mine, its = self.table(node), self.table(parent)
            assert mine is not None
            assert its is not None
            self._alignments[pair] = align(mine, its)
        return self._alignments[pair]

    def aligned(self, node: str) -> dict[str, tuple[Table, Alignment]]:
        """Return a node's parents that are tables, and how their rows go with the node's."""
        found: dict[str, tuple[Table, Alignment]] = {}
        for parent in self.parents[node]:
            its = self.table(parent)
            if its is not None:
                found[parent] = its, self.alignment(node, parent)
        return found
