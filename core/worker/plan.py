"""Which nodes a run computes, in which order, and which values it takes over."""
# pyright: basic

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from hamilton import node

from .dataflow import Dataflow
from .keys import ABSENT, Keys

_EXPAND, _COLLECT = node.NodeType.EXPAND, node.NodeType.COLLECT


class Refusal(Exception):  # noqa: N818 - what a person reads is its text
    """A request that cannot be done; `errors` has a sentence by name of a node."""

    def __init__(self, message: str, errors: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.errors = dict(errors or {})


class Wiring:
    """A loaded dataflow by the names of its nodes: Hamilton's own are slow to ask in a loop."""

    def __init__(self, flow: Dataflow) -> None:
        self.flow = flow
        self.nodes = flow.nodes
        self.checks = flow.checks
        self.modules = flow.project_modules.union(flow.modules)
        self.parents = {
            name: tuple(parent.name for parent in made.dependencies)
            for name, made in flow.nodes.items()
        }
        self.calls = {name: made.callable for name, made in flow.nodes.items()}
        self.inputs = frozenset(name for name, made in flow.nodes.items() if made.user_defined)
        self.expanding = frozenset(self._of_role(_EXPAND))
        self.collected = {
            name: self.nodes[name].collect_dependency for name in self._of_role(_COLLECT)
        }
        self.savers = frozenset(made.id for made in flow.records if made.has_side_effects)

    def _of_role(self, role: node.NodeType) -> Iterable[str]:
        return (name for name, made in self.nodes.items() if made.node_role == role)

    def upstream(self, targets: Iterable[str], cut: Container[str]) -> list[str]:
        """Return `targets` and all they need, each after what it needs, in Hamilton's order.

        What feeds a node in `cut` is left out.

        Raises:
            Refusal: a node needs itself.
        """
        order: dict[str, None] = {}
        for target in targets:
            self._visit(target, cut, order)
        return list(order)

    def _visit(self, target: str, cut: Container[str], order: dict[str, None]) -> None:
        if target in order:
            return
        # a path of nodes, each with the parents that are still to be looked at
        path = {target: iter(() if target in cut else self.parents[target])}
        while path:
            name, parents = next(reversed(path.items()))
            for parent in parents:
                if parent in path:
                    raise _cyclic([*path], parent)
                if parent not in order:
                    path[parent] = iter(() if parent in cut else self.parents[parent])
                    break
            else:
                order[name] = None
                del path[name]

    def blocks(self, order: Iterable[str], cut: Container[str] = ()) -> dict[str, str]:
        """Return, for the nodes of `order` that run once per item, the node that gives the items.

        Nodes in `cut` do not run.

        Raises:
            Refusal: a node mixes the items of two, or expands an item again.
        """
        blocks: dict[str, str] = {}
        if not self.expanding:
            return blocks
        for name in order:
            around = {
                parent if parent in self.expanding else blocks[parent]
                for parent in self.parents[name]
                if parent in self.expanding or parent in blocks
            }
            if not around or name in self.collected or name in cut:
                continue
            if len(around) > 1 or name in self.expanding:
                raise _nested(name, around)
            blocks[name] = around.pop()
        return blocks


@dataclass(frozen=True)
class Plan:
    """What a run does. `waiting` is in run order; `reused` and `given` need no computing.

    `needed` are those of the latter that waiting nodes or the person ask for. `blocks` says of
    nodes that run once per item which node gives the items. `keys` are of all nodes upstream.
    """

    waiting: tuple[str, ...]
    reused: tuple[str, ...]
    given: tuple[str, ...]
    needed: frozenset[str]
    keys: Mapping[str, int]
    blocks: Mapping[str, str]


def plan(
    targets: Iterable[str],
    order: Sequence[str],
    keys: Mapping[str, int],
    wiring: Wiring,
    given: Container[str],
    reusable: Container[str],
) -> Plan:
    """Return what to do of the nodes in `order` (see `Wiring.upstream`) to have `targets`."""
    needed = set(targets)
    waiting: list[str] = []
    for name in reversed(order):
        if name in needed and name not in given and name not in reusable:
            if keys[name] != ABSENT:
                waiting.append(name)
            needed.update(wiring.parents[name])
    waiting.reverse()
    computed = frozenset(waiting)
    return Plan(
        waiting=tuple(waiting),
        reused=tuple(n for n in order if n in reusable and n not in computed and n not in given),
        given=tuple(n for n in order if n in given),
        needed=frozenset(needed) - computed,
        keys=keys,
        blocks=wiring.blocks(order, given),
    )


def keys_of(
    order: Iterable[str],
    wiring: Wiring,
    code: Mapping[str, str],
    known: Mapping[str, int],
    keys: Keys,
) -> dict[str, int]:
    """Return the key of every node in `order`; `known` has those of given ones and inputs."""
    found: dict[str, int] = {}
    for name in order:
        if name in known:
            found[name] = known[name]
        elif name in wiring.inputs:
            found[name] = ABSENT
        else:
            parents = tuple([found[parent] for parent in wiring.parents[name]])
            found[name] = keys.computed(name, code.get(name, ""), parents)
    return found


def _cyclic(path: list[str], again: str) -> Refusal:
    names = [*path[path.index(again) :], again]
    circle = " -> ".join(reversed(names))
    message = f"`{again}` needs itself: {circle}. Break the circle to run it."
    return Refusal(message, {again: message})


def _nested(name: str, around: Iterable[str]) -> Refusal:
    givers = " and ".join(f"`{giver}`" for giver in sorted(around))
    message = f"`{name}` would run once per item of {givers} at once; Hamilton cannot do that."
    return Refusal(message, {name: message})
