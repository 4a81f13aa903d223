"""One module's source as definitions, the names they refer to, and hashes of what they say."""

import ast
import functools
import hashlib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from .references import Chain, is_metadata, names_in, references

STATEMENTS = "(statements)"
"""Stands for what runs at import and defines nothing: it may change anything in its module."""

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Named = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_Block = ast.If | ast.Try | ast.With | ast.For | ast.While


@dataclass(frozen=True)
class Imported:
    """What an imported name stands for: a module, or (with an `attribute`) something in it."""

    module: str
    level: int
    attribute: Chain = ()


@dataclass(eq=False)
class ModuleSyntax:
    """A parsed module. `definitions` has the statements behind each name at its top."""

    definitions: dict[str, list[ast.stmt]] = field(default_factory=dict[str, list[ast.stmt]])
    imports: dict[str, Imported] = field(default_factory=dict[str, Imported])
    stars: list[Imported] = field(default_factory=list[Imported])
    _hashes: dict[str, str] = field(default_factory=dict[str, str])
    _references: dict[str, frozenset[Chain]] = field(default_factory=dict[str, frozenset[Chain]])

    def defines(self, name: str) -> bool:
        """Whether `name` is an attribute of the module, as far as its text says."""
        return name in self.definitions or name in self.imports

    def own_hash(self, name: str) -> str:
        """Return the hash of what the statements behind `name` say."""
        if name not in self._hashes:
            words: list[str] = []
            for statement in self.definitions[name]:
                _spell(statement, words)
            text = "\0".join(words).encode("utf-8", "surrogatepass")
            self._hashes[name] = hashlib.sha256(text).hexdigest()[:16]
        return self._hashes[name]

    def references(self, name: str) -> frozenset[Chain]:
        """Return the names of the module that the statements behind `name` refer to."""
        if name not in self._references:
            self._references[name] = references(self.definitions[name])
        return self._references[name]

    def last_line(self, first: int) -> int | None:
        """Return the last line of the function that begins, decorators included, at `first`."""
        if first in self._last_lines:
            return self._last_lines[first]
        name = self.definition_at(first)  # a function inside something else
        inside = (node for s in self.definitions.get(name or "", ()) for node in ast.walk(s))
        found = (n for n in inside if isinstance(n, _Function) and first_line(n) == first)
        return next((node.end_lineno for node in found), None)

    @functools.cached_property
    def _last_lines(self) -> dict[int, int]:
        every = (statement for behind in self.definitions.values() for statement in behind)
        functions = (statement for statement in every if isinstance(statement, _Function))
        return {first_line(node): node.end_lineno or node.lineno for node in functions}

    def definition_at(self, line: int) -> str | None:
        """Return the name whose statements contain a line."""
        for name, statements in self.definitions.items():
            if name != STATEMENTS and any(_covers(statement, line) for statement in statements):
                return name
        return None


def parse(text: str) -> ModuleSyntax | None:
    """Return the syntax of a module; None when it is not valid Python."""
    try:
        statements = statements_of(text)
    except (SyntaxError, ValueError, RecursionError):
        return None
    syntax = ModuleSyntax()
    for statement in statements:
        _take(statement, syntax)
    return syntax


def statements_of(text: str) -> list[ast.stmt]:
    """Return the statements of a module; its warnings are for whoever compiles it.

    Raises:
        SyntaxError, ValueError: it is not valid Python.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text).body


def first_line(definition: ast.stmt) -> int:
    """Return the line at which a definition begins, its decorators included."""
    decorators: list[ast.expr] = getattr(definition, "decorator_list", [])
    return min([definition.lineno, *(decorator.lineno for decorator in decorators)])


def _covers(statement: ast.stmt, line: int) -> bool:
    return first_line(statement) <= line <= (statement.end_lineno or 0)


# --------------------------------------------------------------------------- what is defined


def _take(statement: ast.stmt, syntax: ModuleSyntax) -> None:
    if isinstance(statement, ast.Import | ast.ImportFrom):
        _take_import(statement, syntax)
        return
    if _is_docstring(statement) or _runs_only_as_a_script(statement):
        return
    names = set(_defined_names(statement))
    changes_others = any(name in syntax.imports for name in _changed_names(statement))
    if changes_others or (isinstance(statement, _Block) and not isinstance(statement, ast.Try)):
        names.add(STATEMENTS)
    for name in names or {STATEMENTS}:
        syntax.definitions.setdefault(name, []).append(statement)
    if isinstance(statement, _Block):
        for node in ast.walk(statement):
            if isinstance(node, ast.Import | ast.ImportFrom):
                _take_import(node, syntax)


def _take_import(statement: ast.Import | ast.ImportFrom, syntax: ModuleSyntax) -> None:
    for alias in statement.names:
        if isinstance(statement, ast.Import):
            module = alias.name if alias.asname else alias.name.partition(".")[0]
            syntax.imports[alias.asname or module] = Imported(module, 0)
        elif alias.name == "*":
            syntax.stars.append(Imported(statement.module or "", statement.level))
        else:
            syntax.imports[alias.asname or alias.name] = Imported(
                statement.module or "", statement.level, (alias.name,)
            )


def _defined_names(statement: ast.stmt) -> Iterator[str]:
    """Yield the names a statement at the top of a module makes or changes."""
    if isinstance(statement, _Named):
        yield statement.name
    elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Delete):
        # `table["a"] = f` and `frame.columns = names` change the name they begin with
        several = isinstance(statement, ast.Assign | ast.Delete)
        targets = statement.targets if several else [statement.target]
        yield from (name for target in targets for name in names_in(target))
    elif isinstance(statement, _Block):
        for node in ast.walk(statement):
            if isinstance(node, _Named):
                yield node.name
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id


def _changed_names(statement: ast.stmt) -> Iterator[str]:
    """Yield the names of what a statement changes without making it: `os.environ["A"] = "b"`."""
    if isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        for target in targets:
            if isinstance(target, ast.Attribute | ast.Subscript):
                yield from names_in(target)


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _runs_only_as_a_script(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.If) and any(
        isinstance(node, ast.Name) and node.id == "__name__" for node in ast.walk(statement.test)
    )


# --------------------------------------------------------------------------- what it says


def _spell(node: ast.AST, words: list[str]) -> None:
    """Append what a node says, without positions, docstrings and decorators that only describe.

    Empty fields are left out, so that a Python that knows more fields spells the same.
    """
    words.append(node.__class__.__name__)
    for name in node._fields:
        value: Any = getattr(node, name, None)
        if value is None and name != "value":
            continue
        if isinstance(value, ast.AST):
            words.append(name)
            _spell(value, words)
        elif isinstance(value, list):
            items = _telling(node, name, cast("list[Any]", value))
            if items:
                words.append(f"{name}*{len(items)}")
            for item in items:
                _spell(item, words) if isinstance(item, ast.AST) else words.append(repr(item))
        else:
            words.append(f"{name}={value!r}")


def _telling(node: ast.AST, field_name: str, items: list[Any]) -> list[Any]:
    """Return the items of a field that have a say in what the code does."""
    if field_name == "decorator_list":
        return [item for item in items if not is_metadata(item)]
    if field_name == "body" and isinstance(node, _Named) and _is_docstring(items[0]):
        return items[1:]
    return items
