"""What an expression stands for when nothing is run.

Plain values are themselves: text, numbers, None, and lists, tuples, sets and dicts of values. All
else is one of the classes here. What cannot be told is `UNKNOWN` inside of a container, and
`Unclear` is raised where there is no container around it.
"""

import ast
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias, TypeGuard, cast

from core.reading.module import FunctionTree, Module

Value: TypeAlias = Any


class Unclear(Exception):  # noqa: N818 - no error: most of what programs say can only be run
    """The text alone does not tell a value."""


class Unknown:
    """A value that the text does not tell, among others that it does."""

    def __repr__(self) -> str:
        return "?"


UNKNOWN: Final = Unknown()


@dataclass(frozen=True, slots=True)
class Symbol:
    """Something outside the project, by its dotted name: `pandas.Series`, `builtins.int`."""

    name: str


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the project.

    `order` is the number of its binding at the top of the module, so that its decorators see what
    is bound before; None for one inside of another function, whose local names are `names`.
    """

    module: Module
    tree: FunctionTree
    order: int | None = None
    is_certain: bool = True
    names: Mapping[str, Value] = field(default_factory=dict[str, Value], compare=False)


@dataclass(frozen=True, slots=True)
class Class:
    """A class at the top of a module of the project."""

    module: Module
    tree: ast.ClassDef
    order: int = 0


@dataclass(frozen=True, slots=True)
class Package:
    """A module of the project."""

    module: Module


@dataclass(frozen=True, slots=True, eq=False)
class Lambda:
    """A lambda, with the local names that it sees."""

    module: Module
    tree: ast.Lambda
    names: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of something that is not looked into: `step(f).named`."""

    owner: Value
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """A call that is noted, not carried out: `source("x")`.

    `has_more` says that there are arguments which the text does not tell.
    """

    callee: Value
    arguments: tuple[Value, ...] = ()
    keywords: Mapping[str, Value] = field(default_factory=dict[str, Value])
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class Annotation:
    """A type as it is written: `dict[str, int]`, `int | None`."""

    module: Module
    tree: ast.expr


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an enum. With `is_value` it can stand in for its value, as in a `StrEnum`."""

    name: str
    value: Value
    is_value: bool = False


_WHOLES = (list, tuple, dict, set, frozenset, Call)
PLAIN = (str, int, float, bool, bytes, list, tuple, dict, set, frozenset, range, type(None))


def is_plain(value: Value) -> bool:
    """Whether a value is text, a number, None or a container, not something symbolic."""
    return isinstance(value, PLAIN)


def is_table(value: Value) -> TypeGuard[dict[Value, Value]]:
    """Whether a value is a dict."""
    return isinstance(value, dict)


def is_row(value: Value) -> TypeGuard[list[Value] | tuple[Value, ...]]:
    """Whether a value is a list or a tuple."""
    return isinstance(value, list | tuple)


def is_iterable(value: Value) -> TypeGuard[Iterable[Value]]:
    """Whether a plain value has items."""
    return isinstance(value, PLAIN) and isinstance(value, Iterable)


def is_pair(value: Value) -> TypeGuard[tuple[Value, Value]]:
    """Whether a value is a tuple of two."""
    return isinstance(value, tuple) and len(cast("tuple[Value, ...]", value)) == 2


def bounded(value: Value, most: int = 20_000) -> Value:
    """Return a value that has few parts in all, also where it holds the same part many times.

    Raises:
        Unclear: it has more than `most`.
    """
    count = 0
    pending: list[Value] = [value]
    while pending:
        parts = _parts(pending.pop())
        count += len(parts)
        if count > most:
            raise Unclear
        pending.extend(filter(_has_parts, parts))
    return value


def _parts(value: Value) -> Collection[Value]:
    if isinstance(value, Call):
        return (*value.arguments, *value.keywords.values())
    if is_table(value):
        return (*value.keys(), *value.values())
    return list(value) if _has_parts(value) else ()


def _has_parts(value: Value) -> bool:
    return isinstance(value, _WHOLES)


def plain(value: Value) -> Value:
    """Return a plain value; of an enum's member that can stand in for its value, the value.

    Raises:
        Unclear: the value is something else.
    """
    if isinstance(value, Member) and value.is_value:
        value = value.value
    if not is_plain(value):
        raise Unclear
    return value


def text(value: Value) -> str:
    """Return a value that is a text. Raises `Unclear`."""
    found = plain(value)
    if not isinstance(found, str):
        raise Unclear
    return found
