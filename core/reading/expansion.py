"""From functions to the nodes that they make, as Hamilton's decorators have it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from core.model.graph import NodeId
from core.model.problem import Problem, ProblemKind
from core.reading.annotations import Annotations
from core.reading.decorations import Decoration, Decorations, decorations_of
from core.reading.decorators import pipes
from core.reading.decorators.conditions import presence
from core.reading.draft import Decorator, Draft, Making, Misuse, partial
from core.reading.evaluation import Evaluator
from core.reading.hamilton import hamilton_name
from core.reading.members import functions_in
from core.reading.module import FunctionTree, Module
from core.reading.signatures import Signatures, node_name, where
from core.reading.stages import DECORATORS, ONE_ONLY, Stage
from core.reading.values import Call, Function, Lambda, Package, Symbol, Unclear, Value

_MOST_NODES = 100_000
"""Nodes that one reading makes at most: subdags in subdags multiply."""
_FAMILIES = {"config", "load_from", "save_to"}
_RESOLVING = {"resolve", "resolve_from_config"}
_PIPE_OUTPUT = Decoration("pipe_output", Call(Symbol("hamilton.function_modifiers.pipe_output")), 0)


class Expander:
    """Makes nodes of functions. `problems` gathers what Hamilton will refuse."""

    def __init__(self, evaluator: Evaluator, annotations: Annotations) -> None:
        self.evaluator = evaluator
        self.annotations = annotations
        self.problems: dict[Problem, None] = {}
        self._signatures = Signatures(evaluator, annotations)
        self._decorations: dict[FunctionTree, Decorations] = {}
        self._mutations: dict[Module, dict[FunctionTree, list[Value]]] = {}
        self._unsure: set[Module] = set()
        """Modules with a `mutate` whose target is not told: it may be any of their functions."""
        self._active: set[FunctionTree] = set()
        self._count = 0

    def plain(self, function: Function, name: str) -> Draft:
        """Return the node of a function as if it had no decorators."""
        draft = self._signatures.draft(function, name)
        if problem := self._signatures.problem(function, name):
            self.problems[problem] = None
        return draft

    def functions(self, source: Value) -> list[Function]:
        """Return a function, or those of a module. Raises `Unclear`."""
        if isinstance(source, Function):
            return [source]
        if isinstance(source, Package):
            return functions_in(source.module, self.evaluator)
        raise Unclear

    def drafts(self, function: Function, config: Mapping[str, Any]) -> list[Draft]:
        """Return all nodes that a function makes with a configuration."""
        if function.tree in self._active:
            self._complain(function, function.tree.lineno, "is part of its own subdag")
            return []
        self._active.add(function.tree)
        try:
            return self._drafts(function, config)
        except RecursionError:
            return partial([self.plain(function, node_name(function.tree.name))])
        finally:
            self._active.discard(function.tree)

    def _drafts(self, function: Function, config: Mapping[str, Any]) -> list[Draft]:
        decorations = self._decorations_of(function)
        if not decorations.is_function:
            return []
        steps = self._steps_behind(function)
        if not decorations.own and not steps:
            return self._finished([self.plain(function, function.tree.name)], function, decorations)
        there = presence(function, decorations, config, self.evaluator)
        if there is None:
            return []
        draft = self.plain(function, there.name)
        if there.keys:
            draft = draft.tagged({"hamilton.config": there.keys})
        making = Making(function, there.name, config, self, steps)
        drafts = self._decorated([draft], decorations, making)
        if not there.is_certain:
            drafts = [replace(one, approximate=True) for one in drafts]
        return self._finished(drafts, function, decorations)

    def _decorated(
        self, drafts: list[Draft], decorations: Decorations, making: Making
    ) -> list[Draft]:
        seen: set[Stage] = set()
        try:
            for stage, decorator, decoration in self._staged(decorations, making):
                if stage in seen and stage in ONE_ONLY:
                    raise Misuse(f"has a second decorator of its kind, `{decoration.name}`")
                seen.add(stage)
                try:
                    drafts = decorator(making.at(drafts, decoration.call))
                except Misuse as misuse:
                    reason = f"cannot be made a node by `{decoration.name}`: {misuse}"
                    self._complain(making.function, decoration.line, reason)
                    return partial(drafts)
        except Misuse as misuse:
            self._complain(making.function, making.function.tree.lineno, str(misuse))
            return partial(drafts)
        except Unclear:
            return partial(drafts)
        return drafts

    def _staged(
        self, decorations: Decorations, making: Making
    ) -> list[tuple[Stage, Decorator, Decoration]]:
        """Return the decorators with what they do, in the order in which Hamilton has them act."""
        own = [d for d in decorations.own if d.name not in _RESOLVING]
        if len(own) < len(decorations.own):  # what `resolve` makes comes last
            dynamic = (d for d in decorations.own if d.name in _RESOLVING)
            own += [_late(d, making, self.evaluator) for d in dynamic]
        if making.steps and not any(d.name == "pipe_output" for d in own):
            own.append(_PIPE_OUTPUT)
        found: list[tuple[Stage, Decorator, Decoration]] = []
        for decoration in own:
            family = decoration.name.partition(".")[0]
            name = family if family in _FAMILIES else decoration.name
            if name in DECORATORS:
                found.append((*DECORATORS[name], decoration))
            elif name != "config":
                raise Unclear
        return sorted(found, key=lambda each: each[0])

    def _finished(
        self, drafts: list[Draft], function: Function, decorations: Decorations
    ) -> list[Draft]:
        self._count += len(drafts)
        if self._count > _MOST_NODES:
            self._complain(function, function.tree.lineno, "makes more nodes than can be shown")
            return []
        module = function.module
        is_certain = decorations.is_certain and function.is_certain and module not in self._unsure
        if is_certain and function.tree not in module.salvaged:
            return [d if d.maker else replace(d, maker=function) for d in drafts]
        return [replace(d, maker=d.maker or function, approximate=True) for d in drafts]

    # ----------------------------------------------------------------- what is said of a function

    def _decorations_of(self, function: Function) -> Decorations:
        if function.tree not in self._decorations:
            self._decorations[function.tree] = decorations_of(function, self.evaluator)
        return self._decorations[function.tree]

    def _steps_behind(self, function: Function) -> tuple[Value, ...]:
        """Return the steps that functions decorated with `mutate` put behind a function."""
        module = function.module
        if module not in self._mutations:
            found: dict[FunctionTree, list[Value]] = {}
            for mutating in _all_functions(module):
                for decoration in self._decorations_of(mutating).own:
                    if decoration.name == "mutate":
                        steps = list(pipes.mutating_steps(decoration.call, mutating))
                        for target, step in steps:
                            found.setdefault(target.tree, []).append(step)
                        if decoration.call.has_more or len(steps) < len(decoration.call.arguments):
                            self._unsure.add(module)
            self._mutations[module] = found
        return tuple(self._mutations[module].get(function.tree, ()))

    def _complain(self, function: Function, line: int, reason: str) -> None:
        name = function.tree.name
        file = function.module.file
        message = f"{where(file, line)}: `{name}` {reason}."
        node = NodeId(node_name(name))
        problem = Problem(ProblemKind.DECORATOR, message, file, line, node, name)
        self.problems[problem] = None


def _all_functions(module: Module) -> Iterator[Function]:
    """Yield every function that a module defines, also those defined over later."""
    for binding in module.functions:
        if isinstance(binding.made, FunctionTree):
            yield Function(module, binding.made, binding.order, binding.is_certain)


def _late(decoration: Decoration, making: Making, evaluator: Evaluator) -> Decoration:
    """Return the decorator that `resolve` makes of the configuration. Raises `Unclear`."""
    maker = decoration.call.keywords.get("decorate_with")
    if not isinstance(maker, Function | Lambda):
        raise Unclear
    spec = maker.tree.args
    wanted = [p.arg for p in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)]
    given = {key: making.config[key] for key in wanted if key in making.config}
    call = evaluator.result(maker, **given)
    if not isinstance(call, Call):
        raise Unclear
    return Decoration(hamilton_name(call.callee), call, decoration.line)
