"""The value of an expression, as far as its text tells it."""

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from core.reading import operations
from core.reading.module import FunctionTree
from core.reading.values import UNKNOWN, Call, Symbol, Unclear, Value, is_plain, is_table, plain


class Scope(Protocol):
    """What an expression needs to know of the world around it. All may raise `Unclear`."""

    def tick(self) -> None:
        """Count a step: evaluation is bounded."""
        ...

    def name(self, name: str) -> Value:
        """Return what a name stands for."""
        ...

    def attribute(self, owner: Value, name: str) -> Value:
        """Return an attribute of a value."""
        ...

    def called(self, call: Call) -> Value:
        """Carry out a call if that only computes; else return it."""
        ...

    def item(self, owner: Value, key: Value) -> Value:
        """Return an item of something that is not plain."""
        ...

    def items(self, value: Value) -> list[Value]:
        """Return what iterating over a value gives."""
        ...

    def function(self, tree: FunctionTree | ast.Lambda) -> Value:
        """Return a function that sees the local names."""
        ...

    def annotation(self, tree: ast.expr) -> Value:
        """Return a type as it is written."""
        ...

    def local(self, names: Mapping[str, Value]) -> "Scope":
        """Return a scope inside this one."""
        ...


def value_of(node: ast.expr, scope: Scope) -> Value:
    """Return what an expression stands for. Raises `Unclear`."""
    scope.tick()
    reader = _READERS.get(type(node))
    if reader is None:
        raise Unclear
    return reader(node, scope)


def truth(value: Value) -> bool:
    """Return whether a plain value counts as true. Raises `Unclear`."""
    if not is_plain(value):
        raise Unclear
    return bool(value)


def bound(target: ast.expr, value: Value, scope: Scope) -> dict[str, Value]:
    """Return the names that an assignment to `target` gives values to. Raises `Unclear`."""
    if isinstance(target, ast.Name):
        return {target.id: value}
    if isinstance(target, ast.Tuple | ast.List):
        values = scope.items(value)
        if len(values) == len(target.elts):
            names: dict[str, Value] = {}
            for inner, part in zip(target.elts, values, strict=True):
                names |= bound(inner, part, scope)
            return names
    raise Unclear


def _perhaps(node: ast.expr, scope: Scope) -> Value:
    try:
        return value_of(node, scope)
    except Unclear:
        return UNKNOWN


def _constant(node: ast.Constant, _scope: Scope) -> Value:
    if not is_plain(node.value) and node.value is not ...:
        raise Unclear
    return node.value


def _items(nodes: Iterable[ast.expr], scope: Scope) -> list[Value]:
    values: list[Value] = []
    for node in nodes:
        if isinstance(node, ast.Starred):
            values += scope.items(value_of(node.value, scope))
        else:
            values.append(_perhaps(node, scope))
    return values


def _list(node: ast.List, scope: Scope) -> Value:
    return _items(node.elts, scope)


def _tuple(node: ast.Tuple, scope: Scope) -> Value:
    return tuple(_items(node.elts, scope))


def _set(node: ast.Set, scope: Scope) -> Value:
    try:
        return set(_items(node.elts, scope))
    except TypeError:
        raise Unclear from None


def _dict(node: ast.Dict, scope: Scope) -> Value:
    made: dict[Value, Value] = {}
    for key, item in zip(node.keys, node.values, strict=True):
        if key is None:
            inner = value_of(item, scope)
            if not is_table(inner):
                raise Unclear
            made.update(inner)
        else:
            made[as_key(value_of(key, scope))] = _perhaps(item, scope)
    return made


def as_key(value: Value) -> Value:
    """Return a value that can be the key of a dict. Raises `Unclear`."""
    try:
        hash(value)
    except TypeError:
        raise Unclear from None
    return value


def _comprehended(node: ast.ListComp | ast.GeneratorExp, scope: Scope) -> Value:
    return [_perhaps(node.elt, inner) for inner in _rounds(node.generators, scope)]


def _set_comprehended(node: ast.SetComp, scope: Scope) -> Value:
    return {as_key(value_of(node.elt, inner)) for inner in _rounds(node.generators, scope)}


def _dict_comprehended(node: ast.DictComp, scope: Scope) -> Value:
    return {
        as_key(value_of(node.key, inner)): _perhaps(node.value, inner)
        for inner in _rounds(node.generators, scope)
    }


def _rounds(generators: list[ast.comprehension], scope: Scope) -> Iterator[Scope]:
    """Yield the scope of each round of a comprehension."""
    if not generators:
        yield scope
        return
    first, *others = generators
    for item in scope.items(value_of(first.iter, scope)):
        inner = scope.local(bound(first.target, item, scope))
        if all(truth(value_of(test, inner)) for test in first.ifs):
            yield from _rounds(others, inner)


def _name(node: ast.Name, scope: Scope) -> Value:
    return scope.name(node.id)


def _attribute(node: ast.Attribute, scope: Scope) -> Value:
    return scope.attribute(value_of(node.value, scope), node.attr)


def _call(node: ast.Call, scope: Scope) -> Value:
    callee = value_of(node.func, scope)
    arguments: list[Value] = []
    keywords: dict[str, Value] = {}
    has_more = False
    for argument in node.args:
        try:
            arguments += _items([argument], scope)
        except Unclear:
            has_more = True
    for keyword in node.keywords:
        value = _perhaps(keyword.value, scope)
        if keyword.arg is not None:
            keywords[keyword.arg] = value
        elif is_table(value) and all(isinstance(key, str) for key in value):
            keywords.update(value)
        else:
            has_more = True
    return scope.called(Call(callee, tuple(arguments), keywords, has_more))


def _binary(node: ast.BinOp, scope: Scope) -> Value:
    left, right = value_of(node.left, scope), value_of(node.right, scope)
    if isinstance(node.op, ast.BitOr) and not (is_plain(left) and is_plain(right)):
        return scope.annotation(node)
    return operations.binary(node.op, left, right)


def _unary(node: ast.UnaryOp, scope: Scope) -> Value:
    return operations.unary(node.op, value_of(node.operand, scope))


def _either(node: ast.BoolOp, scope: Scope) -> Value:
    stops_at = isinstance(node.op, ast.Or)
    value: Value = None
    for part in node.values:
        value = value_of(part, scope)
        if truth(value) is stops_at:
            break
    return value


def _compare(node: ast.Compare, scope: Scope) -> Value:
    left = value_of(node.left, scope)
    for kind, other in zip(node.ops, node.comparators, strict=True):
        right = value_of(other, scope)
        if not operations.compared(kind, left, right):
            return False
        left = right
    return True


def _choice(node: ast.IfExp, scope: Scope) -> Value:
    return value_of(node.body if truth(value_of(node.test, scope)) else node.orelse, scope)


def _f_string(node: ast.JoinedStr, scope: Scope) -> Value:
    parts: list[str] = []
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            spec = value_of(part.format_spec, scope) if part.format_spec else ""
            value = plain(value_of(part.value, scope))
            parts.append(operations.formatted(value, part.conversion, spec))
        else:
            parts.append(value_of(part, scope))
    return operations.method("", "join", [parts], {})


def _subscript(node: ast.Subscript, scope: Scope) -> Value:
    owner = value_of(node.value, scope)
    if isinstance(owner, Symbol):
        return scope.annotation(node)
    if isinstance(node.slice, ast.Slice):
        ends = (node.slice.lower, node.slice.upper, node.slice.step)
        return operations.sliced(owner, *(value_of(e, scope) if e else None for e in ends))
    key = value_of(node.slice, scope)
    return operations.subscript(owner, key) if is_plain(owner) else scope.item(owner, key)


def _lambda(node: ast.Lambda, scope: Scope) -> Value:
    return scope.function(node)


_READERS: dict[type[ast.expr], Callable[[Any, Scope], Value]] = {
    ast.Attribute: _attribute,
    ast.BinOp: _binary,
    ast.BoolOp: _either,
    ast.Call: _call,
    ast.Compare: _compare,
    ast.Constant: _constant,
    ast.Dict: _dict,
    ast.DictComp: _dict_comprehended,
    ast.GeneratorExp: _comprehended,
    ast.IfExp: _choice,
    ast.JoinedStr: _f_string,
    ast.Lambda: _lambda,
    ast.List: _list,
    ast.ListComp: _comprehended,
    ast.Name: _name,
    ast.Set: _set,
    ast.SetComp: _set_comprehended,
    ast.Subscript: _subscript,
    ast.Tuple: _tuple,
    ast.UnaryOp: _unary,
}
