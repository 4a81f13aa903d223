"""The texts of functions, with what they use of their own files, as they stand there now."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from core.model.graph import Graph, SourceSpan
from core.reading.parsing import parse
from core.reading.source import read_source


def function_texts(graph: Graph) -> Mapping[str, str]:
    """Return the text of each node's function by the fingerprint of its code. Any thread.

    Before it stand those definitions of the same file that it uses, in the file's order. Nodes
    without a fingerprint, and files that cannot be read, are left out.
    """
    files: dict[Path, _File] = {}
    texts: dict[str, str] = {}
    for node in graph.nodes.values():
        span = node.source
        if not node.code or span is None:
            continue
        if span.file not in files:
            files[span.file] = _File(read_source(span.file).text)
        if text := files[span.file].text_of(span):
            texts[node.code] = text
    return texts


@dataclass(frozen=True)
class _File:
    text: str

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines(keepends=True)

    @cached_property
    def definitions(self) -> Mapping[str, ast.stmt]:
        """What stands at the top of the file, by the names that it gives."""
        statements = parse(self.text).statements
        return {name: statement for statement in statements for name in _names(statement)}

    @cached_property
    def _known(self) -> dict[int, frozenset[str]]:
        """Which names a statement mentions, by its first line."""
        return {}

    def text_of(self, span: SourceSpan) -> str:
        own = "".join(self.lines[span.first_line - 1 : span.last_line])
        used = (self._text(statement) for statement in self._used(span))
        return "\n\n".join([*used, own]) if own else ""

    def _used(self, span: SourceSpan) -> list[ast.stmt]:
        """Return the definitions that a function uses, and those that they use."""
        inside = range(span.first_line, span.last_line + 1)
        pending = [one for one in self.definitions.values() if one.lineno in inside]
        found: dict[int, ast.stmt] = {}
        for statement in pending:
            for name in self._mentions(statement):
                other = self.definitions.get(name)
                if other and other.lineno not in found and other.lineno not in inside:
                    found[other.lineno] = other
                    pending.append(other)
        return [found[line] for line in sorted(found)]

    def _mentions(self, statement: ast.stmt) -> frozenset[str]:
        if statement.lineno not in self._known:
            names = (part.id for part in ast.walk(statement) if isinstance(part, ast.Name))
            self._known[statement.lineno] = frozenset(names)
        return self._known[statement.lineno]

    def _text(self, statement: ast.stmt) -> str:
        decorators = getattr(statement, "decorator_list", [])
        first = min([statement.lineno, *(one.lineno for one in decorators)])
        return "".join(self.lines[first - 1 : statement.end_lineno])


def _names(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
    elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        parts = (part for target in targets for part in ast.walk(target))
        yield from (part.id for part in parts if isinstance(part, ast.Name))
