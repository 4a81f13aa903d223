"""Nodes in the making, as decorators pass them on."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, Protocol

from core.reading.annotations import Annotations
from core.reading.evaluation import Evaluator
from core.reading.typetext import Type
from core.reading.values import UNKNOWN, Call, Function, Unclear, Value

NON_FINAL = "hamilton.non_final_node"


class Role(Enum):
    """How Hamilton runs a node."""

    STANDARD = "standard"
    EXPAND = "expand"
    COLLECT = "collect"


@dataclass(frozen=True, slots=True)
class Wire:
    """What a node wants at one of its inputs."""

    type: Type
    is_optional: bool = False
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A node while decorators work on it.

    `inputs` are by the names of the nodes they come from, in argument order. `maker` is the
    function whose code makes the value, None until it is known to be the decorated one.
    `is_partial` says that the text did not tell all nodes that come from the same function.
    """

    name: str
    type: Type
    inputs: Mapping[str, Wire] = field(default_factory=dict[str, Wire])
    doc: str = ""
    tags: Mapping[str, Any] = field(default_factory=dict[str, Any])
    maker: Function | None = None
    role: Role = Role.STANDARD
    approximate: bool = False
    is_partial: bool = False

    def renamed(self, names: Mapping[str, str]) -> "Draft":
        """Return the draft with some inputs taken from other nodes."""
        return replace(self, inputs={names.get(k, k): wire for k, wire in self.inputs.items()})

    def tagged(self, tags: Mapping[str, Any]) -> "Draft":
        """Return the draft with more tags. Spelled out: `replace` takes five times as long."""
        return Draft(
            self.name,
            self.type,
            self.inputs,
            self.doc,
            {**self.tags, **tags},
            self.maker,
            self.role,
            self.approximate,
            self.is_partial,
        )


class Misuse(Exception):  # noqa: N818 - what a person reads is its text
    """Hamilton will refuse a decorator. The text is half a sentence that says why."""


class Workshop(Protocol):
    """What decorators need to make nodes of functions."""

    @property
    def evaluator(self) -> Evaluator:
        """Tells what expressions stand for."""
        ...

    @property
    def annotations(self) -> Annotations:
        """Reads types."""
        ...

    def plain(self, function: Function, name: str) -> Draft:
        """Return the node of a function as if it had no decorators."""
        ...

    def drafts(self, function: Function, config: Mapping[str, Any]) -> list[Draft]:
        """Return all nodes of a function."""
        ...

    def functions(self, source: Value) -> list[Function]:
        """Return a function, or those of a module. Raises `Unclear`."""
        ...


@dataclass(frozen=True, slots=True)
class Making:
    """One function being made into nodes, at one of its decorators.

    `name` is what Hamilton calls the function by now. `drafts` are the nodes so far, `call` is the
    decorator. `steps` are those that `mutate` puts behind the function.
    """

    function: Function
    name: str
    config: Mapping[str, Any]
    workshop: Workshop
    steps: tuple[Value, ...] = ()
    drafts: Sequence[Draft] = ()
    call: Call = field(default_factory=lambda: Call(None))

    def said(self, name: str, default: Value = None) -> Value:
        """Return an argument that the decorator takes by name only. Raises `Unclear`."""
        return argument(self.call, -1, name, default)

    def at(self, drafts: Sequence[Draft], call: Call) -> "Making":
        """Return this at another decorator."""
        return Making(
            self.function, self.name, self.config, self.workshop, self.steps, drafts, call
        )


class Decorator(Protocol):
    """Makes nodes of nodes. Raises `Misuse` and `Unclear`."""

    def __call__(self, making: Making, /) -> list[Draft]:
        """Return the nodes that take the place of `making.drafts`."""
        ...


def final(drafts: Iterable[Draft]) -> list[Draft]:
    """Return the nodes that no other of them reads, without those marked as inner ones."""
    drafts = list(drafts)
    read = {name for draft in drafts for name in draft.inputs}
    return [d for d in drafts if d.name not in read and not d.tags.get(NON_FINAL)]


def targeted(target: Value, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the nodes that a decorator's target names: all for `...`, the final ones for None.

    Raises:
        Misuse: a name is not among them.
        Unclear: the text does not tell the target.
    """
    if target is None:
        return final(drafts)
    if target is ...:
        return list(drafts)
    names: Collection[str] = [target] if isinstance(target, str) else target
    if not isinstance(target, str | list | tuple | set):
        raise Unclear
    found = [draft for draft in drafts if draft.name in names]
    if len(found) < len(names):
        missing = ", ".join(f"`{name}`" for name in names if name not in {d.name for d in found})
        raise Misuse(f"it makes no node {missing}")
    return found


def only(drafts: Sequence[Draft]) -> Draft:
    """Return the one node there is. Raises `Misuse` when there are more."""
    if len(drafts) != 1:
        raise Misuse(f"it needs a single node, and here are {len(drafts)}")
    return drafts[0]


def untouched(drafts: Iterable[Draft], meant: Iterable[Draft]) -> list[Draft]:
    """Return the drafts that are not among those a decorator works on."""
    ids = {id(draft) for draft in meant}
    return [draft for draft in drafts if id(draft) not in ids]


def partial(drafts: Iterable[Draft]) -> list[Draft]:
    """Return the drafts marked: there are nodes beside them that the text does not tell."""
    return [replace(draft, approximate=True, is_partial=True) for draft in drafts]


def argument(call: Call, position: int, name: str, default: Value = None) -> Value:
    """Return an argument given by position or by name. Raises `Unclear`."""
    if name in call.keywords:
        value = call.keywords[name]
    elif 0 <= position < len(call.arguments):
        value = call.arguments[position]
    elif call.has_more:
        raise Unclear
    else:
        return default
    return known(value)


def known(value: Value) -> Value:
    """Return a value that is told. Raises `Unclear`."""
    if value is UNKNOWN:
        raise Unclear
    return value
