"""Build the graph as Hamilton does, but as far as it goes: one bad function hides no other."""
# pyright: basic

import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hamilton import graph, graph_utils, node, settings
from hamilton.function_modifiers import base as function_modifiers
from hamilton.lifecycle.base import LifecycleAdapterSet

from . import verdicts
from .cycles import find_cycles
from .messages import ProblemRecord

Function = types.FunctionType


@dataclass(frozen=True)
class StandIn:
    """A function that could not be made a node, shown all the same.

    `parameters` tells of each whether it is optional; `problem` is why.
    """

    name: str
    module: str
    function: str
    file: str | None
    first_line: int
    parameters: Mapping[str, bool]
    problem: ProblemRecord


@dataclass(frozen=True)
class Built:
    """A graph, wired.

    `nodes` and their edges are those of `driver.Builder` whenever that succeeds. `broken` says
    why nodes cannot be computed: those on cycles, and those that stand in for functions.
    """

    nodes: dict[str, node.Node] = field(default_factory=dict)
    problems: list[ProblemRecord] = field(default_factory=list)
    broken: dict[str, str] = field(default_factory=dict)
    stand_ins: dict[str, StandIn] = field(default_factory=dict)


class Builder:
    """Takes modules, then functions that could not even be defined, then makes the graph.

    User code runs in here: decorators and annotations are evaluated.
    """

    def __init__(self, config: Mapping[str, Any]) -> None:
        self._config = dict(config)
        self._seen_config = {settings.ENABLE_POWER_USER_MODE: True, **config}
        self._built = Built()
        self._makers: dict[str, Function] = {}
        self._functions: set[Function] = set()

    def add_module(self, module: types.ModuleType) -> None:
        """Make nodes of all functions of a module that Hamilton would take."""
        found: list[tuple[str, Any]] = graph_utils.find_functions(module)
        for name, function in sorted(found, key=lambda one: verdicts.place_of(one[1])[1]):
            if function not in self._functions:  # else a package shows what its module has too
                self._functions.add(function)
                self._add_function(name, function)

    def add_stand_in(self, stand_in: StandIn, is_shown: bool = True) -> None:
        """Tell of a function that is no node, and (where shown) let a node stand for it."""
        built, name = self._built, stand_in.name
        built.problems.append(stand_in.problem)
        if not is_shown or name in built.nodes or name in self._config or name.startswith("_"):
            return
        inputs: Any = {
            parameter: (Any, _OPTIONAL if optional else _REQUIRED)
            for parameter, optional in stand_in.parameters.items()
        }
        built.nodes[name] = node.Node(name, _ANY, callabl=_refuse, input_types=inputs)
        built.broken[name] = stand_in.problem.message
        built.stand_ins[name] = stand_in

    def build(self) -> Built:
        """Wire what was added and return it."""
        adapter = LifecycleAdapterSet()
        # stand-ins last: they know no types, and what reads an input first gives it its type
        for made in sorted(self._built.nodes.values(), key=self._stands_in):
            for source, (kind, _) in made.input_types.items():
                self._connect(made, source, kind, adapter)
        for key in self._config:
            if key not in self._built.nodes:
                self._built.nodes[key] = node.Node(key, _ANY, node_source=_EXTERNAL)
        self._find_cycles()
        return self._built

    def _add_function(self, name: str, function: Function) -> None:
        name = name if function.__name__ == "<lambda>" else function.__name__
        parameters = verdicts.parameters_of(function)
        try:
            made = list(function_modifiers.resolve_nodes(function, self._seen_config))
        except Exception as error:
            name = verdicts.node_name(name)
            problem = verdicts.of_function(error, function, name)
            module, written = function.__module__, verdicts.written_name(function)
            self.add_stand_in(
                StandIn(name, module, written, *verdicts.place_of(function), parameters, problem)
            )
            return
        for one in made:
            self._add_node(one, function)

    def _add_node(self, made: node.Node, function: Function) -> None:
        name = made.name
        if name in self._config:
            return
        if name in self._makers:
            problem = verdicts.of_duplicate(name, self._makers[name], function)
            self._built.problems.append(problem)
            return
        self._makers[name] = function
        self._built.nodes[name] = made
        self._built.broken.pop(name, None)
        self._built.stand_ins.pop(name, None)

    def _connect(
        self, made: node.Node, source: str, kind: Any, adapter: LifecycleAdapterSet
    ) -> None:
        nodes = self._built.nodes
        if source in nodes and self._built.stand_ins.keys() & {made.name, source}:
            _link(nodes[source], made)
            return
        try:
            graph.add_dependency(made, made.name, nodes, source, kind, adapter)
        except Exception as error:
            found = nodes.setdefault(source, node.Node(source, _ANY, node_source=_EXTERNAL))
            self._built.problems.append(verdicts.of_edge(error, made, found, kind))
            _link(found, made)

    def _stands_in(self, made: node.Node) -> bool:
        return made.name in self._built.stand_ins

    def _find_cycles(self) -> None:
        nodes = self._built.nodes
        parents = {name: [n.name for n in made.dependencies] for name, made in nodes.items()}
        for cycle in find_cycles(parents):
            problem = verdicts.of_cycle([nodes[name] for name in cycle])
            self._built.problems.append(problem)
            self._built.broken.update(dict.fromkeys(cycle, problem.message))


_ANY: Any = Any
_EXTERNAL = node.NodeType.EXTERNAL
_REQUIRED = node.DependencyType.REQUIRED
_OPTIONAL = node.DependencyType.OPTIONAL


def _link(source: node.Node, reader: node.Node) -> None:
    reader.dependencies.append(source)
    source.depended_on_by.append(reader)


def _refuse(**_: Any) -> None:
    raise RuntimeError("this function could not be made a node")
