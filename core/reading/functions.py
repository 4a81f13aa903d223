"""What a small function gives, worked out statement by statement without running it."""

import ast
from collections.abc import Callable, Sequence
from typing import Final

from core.reading import operations
from core.reading.expressions import Scope, as_key, bound, truth, value_of
from core.reading.module import FunctionTree
from core.reading.values import UNKNOWN, Call, Unclear, Value, is_row, is_table

_GOES_ON: Final = object()
_SAFE_DECORATORS = {"cache", "lru_cache"}


def result_of(tree: FunctionTree | ast.Lambda, names: dict[str, Value], scope: Scope) -> Value:
    """Return what a function gives whose arguments are `names`; its decorators do not count.

    Raises:
        Unclear: it does more than compute from what is known.
    """
    if isinstance(tree, ast.Lambda):
        return value_of(tree.body, scope.local(names))
    if isinstance(tree, ast.AsyncFunctionDef):
        raise Unclear
    result = _run(tree.body, names, scope)
    if result is UNKNOWN:
        raise Unclear
    return None if result is _GOES_ON else result


def after_loop(loop: ast.For, name: str, scope: Scope) -> Value:
    """Return what a name at the top of a module stands for after a loop. Raises `Unclear`."""
    names: dict[str, Value] = {}
    _run([loop], names, scope)
    return names[name] if name in names else scope.name(name)


def arguments_of(
    tree: FunctionTree | ast.Lambda, call: Call, default: Callable[[ast.expr], Value]
) -> dict[str, Value]:
    """Return the arguments of a call by the names of the parameters. Raises `Unclear`."""
    spec = tree.args
    positional = [*spec.posonlyargs, *spec.args]
    if call.has_more or spec.vararg or spec.kwarg or len(call.arguments) > len(positional):
        raise Unclear
    given = dict(zip((p.arg for p in positional), call.arguments, strict=False)) | dict(
        call.keywords
    )
    defaults = dict(zip(reversed(positional), reversed(spec.defaults), strict=False))
    defaults |= {p: d for p, d in zip(spec.kwonlyargs, spec.kw_defaults, strict=True) if d}
    for parameter in (*positional, *spec.kwonlyargs):
        if parameter.arg not in given:
            if parameter not in defaults:
                raise Unclear
            given[parameter.arg] = default(defaults[parameter])
    return given


def is_decorated(tree: FunctionTree | ast.Lambda) -> bool:
    """Whether decorators may change what calling a function gives."""
    return not isinstance(tree, ast.Lambda) and not all(map(_is_safe, tree.decorator_list))


def _is_safe(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name in _SAFE_DECORATORS


def _run(statements: Sequence[ast.stmt], names: dict[str, Value], scope: Scope) -> Value:
    """Go through statements, changing `names`; return what they return, if they do."""
    for statement in statements:
        scope.tick()
        result = _GOES_ON
        inner = scope.local(names)
        match statement:
            case ast.Return(value=value):
                return value_of(value, inner) if value else None
            case ast.If(test=test):
                branch = statement.body if truth(value_of(test, inner)) else statement.orelse
                result = _run(branch, names, scope)
            case ast.For():
                result = _loop(statement, names, scope)
            case _:
                _change(statement, names, inner)
        if result is not _GOES_ON:
            return result
    return _GOES_ON


def _loop(loop: ast.For, names: dict[str, Value], scope: Scope) -> Value:
    for item in scope.items(value_of(loop.iter, scope.local(names))):
        names.update(bound(loop.target, item, scope))
        result = _run(loop.body, names, scope)
        if result is not _GOES_ON:
            return result
    return _run(loop.orelse, names, scope)


def _change(statement: ast.stmt, names: dict[str, Value], scope: Scope) -> None:
    match statement:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                _assign(target, _perhaps(value, scope), names, scope)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            _assign(target, _perhaps(value, scope), names, scope)
        case ast.AugAssign(target=ast.Name(id=name), op=kind, value=value):
            names[name] = operations.binary(kind, scope.name(name), value_of(value, scope))
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method))):
            names[name] = _mutated(scope.name(name), method, statement, scope)
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            names[statement.name] = scope.function(statement)
        case ast.Expr(value=ast.Constant()) | ast.Pass():
            pass
        case _:
            raise Unclear


def _perhaps(node: ast.expr, scope: Scope) -> Value:
    try:
        return value_of(node, scope)
    except Unclear:
        return UNKNOWN


def _assign(target: ast.expr, value: Value, names: dict[str, Value], scope: Scope) -> None:
    if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
        whole = scope.name(target.value.id)
        if not is_table(whole):
            raise Unclear
        names[target.value.id] = {**whole, as_key(value_of(target.slice, scope)): value}
    else:
        names.update(bound(target, value, scope))


def _mutated(owner: Value, method: str, statement: ast.Expr, scope: Scope) -> Value:
    """Return what a container becomes by a call of one of its methods."""
    assert isinstance(statement.value, ast.Call)
    call = statement.value
    match method, owner, [_perhaps(argument, scope) for argument in call.args]:
        case "append", _, [item] if is_row(owner):
            return [*owner, item]
        case "extend", list(), [items]:
            return [*scope.items(owner), *scope.items(items)]
        case "add", set(), [item]:
            return {*scope.items(owner), as_key(item)}
        case "update", _, [items] if is_table(owner) and is_table(items) and not call.keywords:
            return owner | items
        case _:
            raise Unclear
