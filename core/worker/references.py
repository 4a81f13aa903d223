"""The names that code takes from its module, not from its own scopes."""

import ast
import functools
from collections.abc import Iterable, Iterator
from typing import Any, cast

Chain = tuple[str, ...]
"""A name and the attributes that follow it: `a.b.c` is ("a", "b", "c")."""

_METADATA = {"tag", "tag_outputs"}
_LEAVES = {"arg", "attr", "conversion", "ctx", "id", "kind", "level", "op", "ops", "type_comment"}
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Named = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def references(statements: Iterable[ast.stmt]) -> frozenset[Chain]:
    """Return the names of their module that some statements at its top refer to."""
    names = _References()
    for statement in statements:
        names.read(statement, frozenset())
    return frozenset(names.found)


def names_in(target: ast.AST) -> Iterator[str]:
    """Yield every name that stands below a node."""
    return (node.id for node in ast.walk(target) if isinstance(node, ast.Name))


def is_metadata(decorator: ast.expr) -> bool:
    """Whether a decorator only describes, so that it has no say in what the code does."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name in _METADATA


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
            bound |= {name for g in node.generators for name in names_in(g.target)}
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
            if not is_metadata(decorator):
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
