"""The values at hand, as tables made once."""
# pyright: basic

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .alignment import Alignment, align
from .recipes import Recipe, recipe
from .tables import Table, table_of

Made = Mapping[str, Sequence[str]]
"""Columns by the parents that have them."""


class Flow:
    """Tables of nodes, and how their rows go together, each worked out once.

    `text_of` gives the text of a node's function, None where there is none.
    """

    def __init__(
        self,
        parents: Mapping[str, Sequence[str]],
        value_of: Callable[[str], Any],
        text_of: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        self.parents = parents
        self._value_of = value_of
        self._text_of = text_of
        self._tables: dict[str, Table | None] = {}
        self._alignments: dict[tuple[str, str], Alignment] = {}
        self._recipes: dict[str, Recipe | None] = {}

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

    def made_of(self, node: str, column: str) -> Made:
        """Return what the text of a node's function makes a column of, as far as it says so.

        Empty where there is no text, or where it names none of what went in.
        """
        table, said = self.table(node), self._recipe(node)
        if table is None or said is None:
            return {}
        words = said.words(column, is_whole=len(table.names) == 1)
        return self._named(node, said, words) or self._named(node, said, said.returned)

    def keys(self, node: str) -> list[tuple[str, str]]:
        """Return parents and the columns by which a node looks something up in another."""
        said, aligned = self._recipe(node), self.aligned(node)
        found: list[tuple[str, str]] = []
        for parent, (its, _) in aligned.items():
            others = [table for other, (table, _) in aligned.items() if other != parent]
            for name in its.names:
                is_asked = said is None or name in said.texts
                if is_asked and any(name in table.names or table.is_mapping for table in others):
                    found.append((parent, name))
        # the longer table asks
        return sorted(found, key=lambda pair: -aligned[pair[0]][0].rows)

    def _named(self, node: str, said: Recipe, words: frozenset[str]) -> Made:
        """Return the columns of parents that are among some words."""
        named = self._by_parameter(node, said.parameters)
        found: dict[str, tuple[str, ...]] = {}
        for parent in self.parents[node]:
            its = self.table(parent)
            if its is None:
                continue
            names = tuple(name for name in its.names if name in words)
            if named[parent] in words and not names:
                names = its.names
            if names:
                found[parent] = names
        return found

    def _recipe(self, node: str) -> Recipe | None:
        """Return what a function says, None for a node that is only a part of what one returned."""
        if node not in self._recipes:
            text = self._text_of(node)
            said = recipe(text) if text else None
            is_part = said is not None and len(said.parameters) < len(self.parents[node])
            self._recipes[node] = None if is_part or self._is_extracted(node, said) else said
        return self._recipes[node]

    def _is_extracted(self, node: str, said: Recipe | None) -> bool:
        above = self.parents[node]
        if said is None or len(above) != 1 or above[0] in said.parameters:
            return False
        its = self.table(above[0])
        return its is None or node in its.names or its.is_mapping

    def _by_parameter(self, node: str, parameters: Sequence[str]) -> dict[str, str]:
        """Return the parameter that each parent goes into: by name, the others in order."""
        short = {parent: parent.rpartition(".")[2] for parent in self.parents[node]}
        others = [name for name in parameters if name not in short.values()]
        free = iter(others)
        return {
            parent: name if name in parameters else next(free, parent)
            for parent, name in short.items()
        }
