"""One module's source as definitions, the names they refer to, and hashes of what they say."""

import ast
import functools
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

Chain = tuple[str, ...]
"""A name and the attributes that follow it: `a.b.c` is ("a", "b", "c")."""
STATEMENTS = "(statements)"
"""Stands for what runs at import and defines nothing: it may change anything in its module."""

_METADATA = {"tag", "tag_outputs"}
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Named = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_Block = ast.If | ast.Try | ast.With | ast.For | ast.While
_Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp

_LEAVES = {"arg", "attr", "conversion", "ctx", "id", "kind", "level", "op", "ops", "type_comment"}


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
            names = _References()
            for statement in self.definitions[name]:
                names.read(statement, frozenset())
            self._references[name] = frozenset(names.found)
        return self._references[name]

    @functools.cached_property
    def spans(self) -> dict[int, int]:
        """The last line of every function, by its first (decorators included)."""
        functions = (
            node
            for statements in self.definitions.values()
            for statement in statements
            for node in ast.walk(statement)
            if isinstance(node, _Function)
        )
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
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return None
    syntax = ModuleSyntax()
    for statement in tree.body:
        _take(statement, syntax)
    return syntax


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
    if isinstance(statement, _Block) and not isinstance(statement, ast.Try):
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
        yield from (name.id for target in targets for name in _names_in(target))
    elif isinstance(statement, _Block):
        for node in ast.walk(statement):
            if isinstance(node, _Named):
                yield node.name
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id


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
        return [item for item in items if not _is_metadata(item)]
    if field_name == "body" and isinstance(node, _Named) and _is_docstring(items[0]):
        return items[1:]
    return items


def _is_metadata(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name in _METADATA


# --------------------------------------------------------------------------- what it refers to


class _References:
    """Collects the names that code takes from its module, not from its own scopes."""

    def __init__(self) -> None:
        self.found: set[Chain] = set()

    def read(self, node: ast.AST, bound: frozenset[str]) -> None:
        """Read a node; `bound` are the names that mean something of an enclosing function."""
        if isinstance(node, ast.Name | ast.Attribute):
            self._read_name(node, bound)
        elif isinstance(node, _Function | ast.Lambda):
            self._read_function(node, bound)
        elif isinstance(node, _Comprehension):
            bound |= {n.id for g in node.generators for n in _names_in(g.target)}
            self._read_all(_children(node), bound)
        else:
            self._read_all(_children(node), bound)

    def _read_all(self, nodes: Iterable[ast.AST], bound: frozenset[str]) -> None:
        for node in nodes:
            self.read(node, bound)

    def _read_name(self, node: ast.Name | ast.Attribute, bound: frozenset[str]) -> None:
        attributes: list[str] = []
        inner: ast.expr = node
        while isinstance(inner, ast.Attribute):
            attributes.append(inner.attr)
            inner = inner.value
        if not isinstance(inner, ast.Name):
            self.read(inner, bound)
        elif inner.id not in bound:
            self.found.add((inner.id, *reversed(attributes)))

    def _read_function(self, node: "_Function | ast.Lambda", bound: frozenset[str]) -> None:
        for decorator in getattr(node, "decorator_list", ()):
            if not _is_metadata(decorator):
                self.read(decorator, bound)
        self.read(node.args, bound)  # defaults and annotations
        if returns := getattr(node, "returns", None):
            self.read(returns, bound)
        own, shared = _scope(node)
        body = node.body if isinstance(node.body, list) else [node.body]
        self._read_all(body, (bound | own) - shared)


def _scope(function: "_Function | ast.Lambda") -> tuple[set[str], set[str]]:
    """Return the names that are local to a function, and those it declares global."""
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    every += [extra for extra in (arguments.vararg, arguments.kwarg) if extra]
    own, shared = {argument.arg for argument in every}, set[str]()
    pending: list[ast.AST] = list(function.body) if isinstance(function.body, list) else []
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Global):
            shared.update(node.names)
        own.update(_bound_by(node))
        if not isinstance(node, _Named | ast.Lambda | _Comprehension):
            pending.extend(_children(node))
    return own, shared


def _bound_by(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        yield node.id
    elif isinstance(node, _Named):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            yield (alias.asname or alias.name).partition(".")[0]
    elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
        yield node.name


def _children(node: ast.AST) -> list[ast.AST]:
    """Return the nodes below a node in which names may stand."""
    found: list[ast.AST] = []
    for name in _branches(type(node)):
        value: Any = getattr(node, name, None)
        if isinstance(value, ast.AST):
            found.append(value)
        elif isinstance(value, list):
            found.extend(item for item in cast("list[Any]", value) if isinstance(item, ast.AST))
    return found


@functools.cache
def _branches(kind: type[ast.AST]) -> tuple[str, ...]:
    return tuple(name for name in kind._fields if name not in _LEAVES)


def _names_in(target: ast.expr) -> Iterator[ast.Name]:
    return (node for node in ast.walk(target) if isinstance(node, ast.Name))
