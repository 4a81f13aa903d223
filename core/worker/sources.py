"""What code stands behind a node: the function that makes it, and all else its callable holds."""
# pyright: basic

import functools
import inspect
import types
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from hamilton import node
from hamilton.data_quality.base import DataValidator

_DEPTH = 20


@dataclass(frozen=True)
class Origin:
    """What a node is made of.

    `maker` is the function a person would call its source: the step function for a step of a
    pipe, the inner one inside a subdag; None for an input. `functions` are all of the user's that
    have a say, the maker first. `values` are what decorators have bound, `validator` is a check's.
    """

    maker: Any = None
    functions: tuple[types.FunctionType, ...] = ()
    values: tuple[Any, ...] = ()
    validator: DataValidator | None = None


def origin(made: node.Node) -> Origin:
    """Return what a computed node is made of; empty for an input.

    Hamilton names only the decorated function, also for the steps of its pipe. The step itself is
    found where Hamilton keeps it: in the closures, defaults and partials of the node's callable.
    """
    if made.user_defined:
        return Origin()
    found = _Found()
    found.enter(made.callable)
    written = [unwrapped(function) for function in made.originating_functions or ()]
    maker = written[0] if written else None
    if found.functions and maker not in found.functions:
        maker = found.functions[0]
    functions = [function for function in (maker, *written, *found.functions) if function]
    return Origin(maker, tuple(dict.fromkeys(functions)), tuple(found.values), found.validator)


def defaults_of(made: node.Node) -> dict[str, Any]:
    """Return the values of a node's optional inputs, by their names."""
    if hasattr(made, "default_parameter_values"):
        return made.default_parameter_values
    defaults: dict[str, Any] = {}  # Hamilton before 1.75 leaves them to the function
    for function in (made.originating_functions or ())[:1]:
        parameters = inspect.signature(function).parameters.values()
        defaults = {p.name: p.default for p in parameters if p.default is not p.empty}
    return {name: value for name, value in defaults.items() if name in made.input_types}


@dataclass
class _Found:
    functions: list[types.FunctionType] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    validator: DataValidator | None = None
    _seen: set[int] = field(default_factory=set)

    def enter(self, item: Any, depth: int = 0) -> None:
        """Note an object that a node's callable holds, and what Hamilton has wrapped in it."""
        if id(item) in self._seen or depth > _DEPTH:
            return
        self._seen.add(id(item))
        for inner in self._inside(item):
            self.enter(inner, depth + 1)

    def _inside(self, item: Any) -> Iterable[Any]:
        if isinstance(item, node.Node):
            return [item.callable]
        if isinstance(item, functools.partial):
            return [item.func, *item.args, *item.keywords.values()]
        if isinstance(item, types.MethodType):
            return [item.__func__]
        if isinstance(item, types.FunctionType):
            if _is_hamiltons(item):
                return _held_by(item)
            self.functions.append(unwrapped(item))
        elif isinstance(item, DataValidator):
            self.validator = self.validator or item
        else:
            self.values.append(item)
        return ()


def _held_by(function: types.FunctionType) -> list[Any]:
    held: list[Any] = []
    for cell in function.__closure__ or ():
        try:
            held.append(cell.cell_contents)
        except ValueError:  # a cell that was never filled
            continue
    return [*held, *(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]


def _is_hamiltons(function: types.FunctionType) -> bool:
    module = function.__module__ or ""
    return module.startswith("hamilton.") and not module.startswith("hamilton.contrib.")


def unwrapped(function: Any) -> types.FunctionType:
    """Return the function as written, below decorators that used functools.wraps."""
    try:
        inner = inspect.unwrap(function)
    except ValueError:  # wraps itself
        return function
    return inner if isinstance(inner, types.FunctionType) else function
