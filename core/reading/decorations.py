"""The decorators of a function: which are Hamilton's, and what the others do to it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from core.reading.evaluation import Evaluator
from core.reading.hamilton import hamilton_name
from core.reading.module import FunctionTree
from core.reading.values import Call, Function, Symbol, Unclear, Value

_KEEPING = {
    "backoff",
    "beartype",
    "contextlib",
    "deprecated",
    "retry",
    "retrying",
    "tenacity",
    "typeguard",
    "typing",
    "typing_extensions",
    "warnings",
}
"""Packages whose decorators leave a function that Hamilton takes for the original."""
_KEEPING_ALSO = {"functools.singledispatch", "torch.inference_mode", "torch.no_grad"}
_REPLACING = {
    "builtins.classmethod",
    "builtins.property",
    "builtins.staticmethod",
    "click.command",
    "click.group",
    "dask.delayed",
    "functools.cache",
    "functools.lru_cache",
    "functools.partial",
    "jax.jit",
    "numba.jit",
    "numba.njit",
    "numba.vectorize",
    "pytest.fixture",
    "ray.remote",
}
"""Decorators that leave an object which is no function, so that it makes no node."""
_TARGET: Final = object()


@dataclass(frozen=True, slots=True)
class Decoration:
    """One of Hamilton's decorators on a function. `name` is as `hamilton_name` gives it."""

    name: str
    call: Call
    line: int


@dataclass(frozen=True, slots=True)
class Decorations:
    """The decorators of a function, in the order they are applied.

    With `is_function` false they leave something that Hamilton does not take for a node;
    `is_certain` says that all of them are known.
    """

    own: tuple[Decoration, ...] = ()
    is_function: bool = True
    is_certain: bool = True


NONE: Final = Decorations()


def decorations_of(function: Function, evaluator: Evaluator) -> Decorations:
    """Return what the decorators of a function are."""
    trees = function.tree.decorator_list
    if not trees:
        return NONE
    own: list[Decoration] = []
    is_function = is_certain = True
    for tree in reversed(trees):
        try:
            value = evaluator.value(tree, function.module, function.order)
            found = _hamiltons(value, tree.lineno, evaluator)
        except Unclear:
            value, found = _factory(tree, function, evaluator), None
        if found is None:
            is_function = is_function and not _is_replacing(value)
            is_certain = is_certain and (not is_function or _is_keeping(value))
        else:
            own += found
            is_certain = is_certain and not evaluator.is_guess(_first_word(tree), function.module)
    return Decorations(tuple(own), is_function, is_certain)


def _factory(tree: ast.expr, function: Function, evaluator: Evaluator) -> Value:
    """Return what is called to make a decorator, None where even that is not told."""
    try:
        return evaluator.value(_called_tree(tree), function.module, function.order)
    except Unclear:
        return None


def _hamiltons(value: Value, line: int, evaluator: Evaluator) -> list[Decoration] | None:
    """Return the decorators of Hamilton's that a value stands for; None when it is none.

    Raises:
        Unclear: it is a function of the project that does more than put decorators on another.
    """
    call = value if isinstance(value, Call) else Call(value)
    if name := hamilton_name(call.callee):
        return [Decoration(name, call, line)]
    if isinstance(value, Function) and not _keeps_by_wraps(value.tree):
        return list(_applied(evaluator.result(value, _TARGET), line))
    return None


def _applied(value: Value, line: int) -> Iterator[Decoration]:
    """Yield what a decorator of the project puts on a function: `tag(...)(function)`."""
    if value is _TARGET:
        return
    if not isinstance(value, Call) or len(value.arguments) != 1:
        raise Unclear
    yield from _applied(value.arguments[0], line)
    decorator = value.callee
    call = decorator if isinstance(decorator, Call) else Call(decorator)
    name = hamilton_name(call.callee)
    if not name:
        raise Unclear
    yield Decoration(name, call, line)


def _is_replacing(value: Value) -> bool:
    return isinstance(symbol := _called(value), Symbol) and symbol.name in _REPLACING


def _is_keeping(value: Value) -> bool:
    called = _called(value)
    if isinstance(called, Function):
        return _keeps_by_wraps(called.tree)
    if not isinstance(called, Symbol):
        return False
    return called.name in _KEEPING_ALSO or called.name.partition(".")[0] in _KEEPING


def _called(value: Value) -> Value:
    while isinstance(value, Call):
        value = value.callee
    return value


def _keeps_by_wraps(tree: FunctionTree) -> bool:
    """Whether a decorator of the project gives its function on under the same name."""
    return any(
        isinstance(node, FunctionTree) and any(map(_is_wraps, node.decorator_list))
        for node in ast.walk(tree)
    )


def _is_wraps(decorator: ast.expr) -> bool:
    called = _called_tree(decorator)
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name == "wraps"


def _called_tree(tree: ast.expr) -> ast.expr:
    return tree.func if isinstance(tree, ast.Call) else tree


def _first_word(tree: ast.expr) -> str:
    """Return the name that a decorator begins with."""
    tree = _called_tree(tree)
    while isinstance(tree, ast.Attribute):
        tree = tree.value
    return tree.id if isinstance(tree, ast.Name) else ""
