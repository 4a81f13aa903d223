"""The nodes that run in each trial, and what goes into them from outside."""
# pyright: basic

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hamilton import node as hamilton_node

from ..calling import Caller
from ..plan import Wiring
from ..userland import Cancelled, Userland
from ..values import Held

MakeCaller = Callable[[Mapping[str, str]], Caller]


class UnshrinkableError(Exception):
    """A smallest case cannot be looked for. The message is a sentence."""


@dataclass(frozen=True)
class Stretch:
    """One node, or all from below an ancestor down to it. `nodes` are in run order, it is the last.

    `arguments` come from outside; where there is an `ancestor`, only its value is made smaller.
    `per_item` are those of which each item of a block has its own; `item` is the one looked at,
    counted from 0, of `items`; without one, blocks run as a whole.
    """

    nodes: tuple[str, ...]
    arguments: dict[str, Any]
    ancestor: str = ""
    per_item: frozenset[str] = frozenset()
    item: int | None = None
    items: int = 0

    @property
    def node(self) -> str:
        """The node that goes wrong."""
        return self.nodes[-1]

    @property
    def is_per_item(self) -> bool:
        """Whether one item has to be chosen before anything can be called."""
        return bool(self.per_item) and self.item is None

    def at(self, item: int) -> "Stretch":
        """Return the same for one item."""
        own = {name: self.arguments[name][item] for name in self.per_item}
        return replace(self, arguments={**self.arguments, **own}, item=item)

    def called(
        self, arguments: Mapping[str, Any], wiring: Wiring, caller: Caller, userland: Userland
    ) -> Any:
        """Return what comes out at the end. Raises whatever user code raises.

        Raises:
            Cancelled: it was asked to end between two nodes.
        """
        values = dict(arguments)
        for name in self.nodes:
            if userland.is_interrupted:
                raise Cancelled
            own = {parent: values[parent] for parent in wiring.parents[name] if parent in values}
            values[name] = caller.call(name, own)
        return values[self.node]


def stretch(wiring: Wiring, held: Mapping[str, Held], node: str, ancestor: str = "") -> Stretch:
    """Return what runs to have a node, from below an ancestor on where one is named.

    Raises:
        UnshrinkableError: something of it cannot run again, or is not at hand; says why.
    """
    if node not in wiring.nodes or node in wiring.inputs:
        raise UnshrinkableError(f"`{node}` has no function that could be called.")
    nodes = _below(wiring, node, ancestor) if ancestor else (node,)
    for name in nodes:
        if name in wiring.savers:
            raise UnshrinkableError(f"`{name}` writes to the outside, so it is not called again.")
    arguments = _arguments(wiring, held, nodes)
    if ancestor and ancestor not in arguments:
        raise UnshrinkableError(f"The value of `{ancestor}` is not at hand. Run to `{node}` first.")
    blocks = wiring.blocks(wiring.upstream([node], ()))
    givers = {*blocks, *wiring.expanding}
    if node not in blocks or (ancestor and ancestor not in givers):
        return Stretch(nodes, arguments, ancestor)
    per_item = frozenset(givers.intersection(arguments))
    items = min(len(arguments[name]) for name in per_item)
    return Stretch(nodes, arguments, ancestor, per_item, items=items)


def caller_of(found: Stretch, wiring: Wiring, make: MakeCaller) -> Caller:
    """Return what calls the nodes of a stretch: per item, where it holds whole blocks."""
    if found.per_item:
        return make({})
    return make(wiring.blocks(wiring.upstream([found.node], ())))


def _below(wiring: Wiring, node: str, ancestor: str) -> tuple[str, ...]:
    reached = {ancestor}
    for name in wiring.upstream([node], (ancestor,)):
        if not reached.isdisjoint(wiring.parents[name]) and name != ancestor:
            reached.add(name)
    if node not in reached or node == ancestor:
        raise UnshrinkableError(f"`{ancestor}` does not lead to `{node}`. Name a node upstream.")
    return tuple(n for n in wiring.upstream([node], (ancestor,)) if n in reached and n != ancestor)


def _arguments(wiring: Wiring, held: Mapping[str, Held], nodes: tuple[str, ...]) -> dict[str, Any]:
    """Return what goes into nodes from outside, as it is held: not to be changed."""
    found: dict[str, Any] = {}
    for name in nodes:
        for parent in wiring.parents[name]:
            if parent in nodes or parent in found:
                continue
            its = held.get(parent)
            if its is not None and its.is_kept:
                found[parent] = _handed_out(its)
            elif its is not None:
                raise UnshrinkableError(
                    f"`{parent}` is a {its.summary} that can be read only once, so "
                    f"`{name}` cannot be called again."
                )
            elif not _is_optional(wiring, name, parent):
                raise UnshrinkableError(
                    f"The value of `{parent}` is not at hand. Run to `{nodes[-1]}` first."
                )
    return found


def _handed_out(held: Held) -> Any:
    value = held.hand_out()
    return copy.deepcopy(value) if type(value) in (list, dict, set) else value


def _is_optional(wiring: Wiring, name: str, parent: str) -> bool:
    wanted = wiring.nodes[name].input_types.get(parent)
    return bool(wanted) and wanted[1] == hamilton_node.DependencyType.OPTIONAL
