"""`pipe_input`, `pipe_output` and `mutate`: functions put before or behind a node."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.reading.decorators.adapters import injectable
from core.reading.decorators.conditions import CONDITIONS, holds
from core.reading.decorators.sources import dependency, source_name
from core.reading.draft import (
    Draft,
    Making,
    Misuse,
    Role,
    Wire,
    argument,
    partial,
    targeted,
    untouched,
)
from core.reading.functions import arguments_of
from core.reading.hamilton import hamilton_name
from core.reading.typetext import ANY
from core.reading.values import UNKNOWN, Attribute, Call, Function, Symbol, Unclear, Value, text

_SOURCE = Symbol("hamilton.function_modifiers.source")
_END = {"module": "hamilton.function_modifiers.macros"}
"""Hamilton tags the node behind a pipe with its own module."""
_APPLY_TO = Symbol("hamilton.function_modifiers.apply_to")


@dataclass(frozen=True, slots=True)
class Step:
    """`step(function, ...)` or `apply_to(function, ...)` with what was said of it after.

    `name` and `namespace` are those that were given; `...` stands for the usual namespace.
    """

    function: Value
    arguments: tuple[Value, ...] = ()
    keywords: Mapping[str, Value] | None = None
    name: Value = None
    namespace: Value = ...
    target: Value = None
    conditions: tuple[tuple[str, Call], ...] = ()


def pipe_input(making: Making) -> list[Draft]:
    """`pipe_input(step(clean), namespace=..., on_input="parameter")`."""
    wires = injectable(making.drafts)
    parameter = making.said("on_input")
    if parameter is None or text(parameter) not in wires:
        parameter = _first_parameter(making)
    if parameter not in wires:
        raise Misuse(f"`{parameter}` is no longer an input of the function by then")
    steps = [step_of(value) for value in making.call.arguments]
    namespace = making.said("namespace", ...)
    chain = _Chain(making, parameter, namespace)
    new = chain.nodes(steps)
    made = [*(draft.renamed({parameter: chain.end}) for draft in making.drafts), *new]
    return partial(made) if making.call.has_more else made


def pipe_output(making: Making) -> list[Draft]:
    """`pipe_output(step(clean), namespace=..., on_output="node")`."""
    steps = [step_of(value) for value in (*making.call.arguments, *making.steps)]
    namespace = making.said("namespace", ...)
    meant = targeted(making.said("on_output"), making.drafts)
    made = untouched(making.drafts, meant)
    for draft in meant:
        own = [step for step in steps if _is_meant(draft, step.target)]
        made += _with_steps(draft, own, making, namespace)
    return partial(made) if making.call.has_more else made


def mutating_steps(mutate: Call, mutating: Function) -> Iterator[tuple[Function, Value]]:
    """Yield the functions that `mutate(...)` names, each with the step to put behind it.

    A target that the text does not tell is left out.
    """
    for target in mutate.arguments:
        whole = Call(_APPLY_TO, (target,)) if isinstance(target, Function) else target
        changed = _with_function(whole, mutating, mutate.keywords)
        if changed:
            yield changed


def _with_function(
    value: Value, mutating: Function, keywords: Mapping[str, Value]
) -> tuple[Function, Value] | None:
    """Return the target in an `apply_to(target, ...)`, and that with the function that changes it.

    Of `apply_to(target).when(...)` the innermost call is the one that names the target.
    """
    if not isinstance(value, Call):
        return None
    if hamilton_name(value.callee) == "apply_to" and value.arguments:
        target, step = value.arguments[0], Call(_APPLY_TO, (mutating,), value.keywords or keywords)
        return (target, step) if isinstance(target, Function) else None
    if not isinstance(value.callee, Attribute):
        return None
    found = _with_function(value.callee.owner, mutating, keywords)
    if found is None:
        return None
    said = Attribute(found[1], value.callee.name)
    return found[0], Call(said, value.arguments, value.keywords, value.has_more)


def step_of(value: Value) -> Step:
    """Return the step that an expression makes. Raises `Unclear`."""
    if not isinstance(value, Call):
        raise Unclear
    if hamilton_name(value.callee) in ("step", "apply_to") and value.arguments:
        if value.has_more:
            raise Unclear
        return Step(value.arguments[0], value.arguments[1:], value.keywords)
    if not isinstance(value.callee, Attribute):
        raise Unclear
    return _said_of(step_of(value.callee.owner), value.callee.name, value)


def _said_of(step: Step, method: str, call: Call) -> Step:
    match method:
        case "named":
            name = argument(call, 0, "name")
            namespace = argument(call, 1, "namespace", ...)
            return replace(
                step,
                name=step.name if name is None else name,
                namespace=step.namespace if namespace is ... else namespace,
            )
        case "namespaced":
            return replace(step, namespace=argument(call, 0, "namespace"))
        case "on_output":
            return replace(step, target=argument(call, 0, "target"))
        case _ if method in CONDITIONS:
            return replace(step, conditions=(*step.conditions, (method, call)))
        case _:
            raise Unclear


def _first_parameter(making: Making) -> str:
    spec = making.function.tree.args
    parameters = [*spec.posonlyargs, *spec.args, *spec.kwonlyargs]
    if not parameters:
        raise Misuse("the function has no parameter")
    return parameters[0].arg


def _is_meant(draft: Draft, target: Value) -> bool:
    if isinstance(target, str):
        return draft.name == target
    return not isinstance(target, list | tuple | set) or draft.name in target


def _with_steps(
    draft: Draft, steps: Sequence[Step], making: Making, namespace: Value
) -> list[Draft]:
    if not steps:
        return [draft]
    raw = replace(draft, name=f"{draft.name}.raw")
    chain = _Chain(making, raw.name, draft.name if namespace is ... else namespace)
    nodes = chain.nodes(steps)
    if not nodes:
        return [draft]
    last = nodes[-1]
    end = Draft(
        draft.name, last.type, {chain.end: Wire(ANY)}, tags=_END, approximate=last.approximate
    )
    return [raw, *nodes, end]


class _Chain:
    """Steps one behind the other. `end` is the node that the last one makes."""

    def __init__(self, making: Making, start: str, namespace: Value) -> None:
        self._making = making
        self._namespace = namespace
        self._counts: Counter[str] = Counter()
        self.end = start

    def nodes(self, steps: Sequence[Step]) -> list[Draft]:
        return [node for step in steps for node in self._node(step)]

    def _node(self, step: Step) -> list[Draft]:
        is_certain = True
        for condition, call in step.conditions:
            try:
                if not holds(condition, call, self._making.config):
                    return []
            except Unclear:
                is_certain = False
        draft = self._applied(step, self._name(step))
        self.end = draft.name
        return [draft if is_certain else replace(draft, approximate=True)]

    def _name(self, step: Step) -> str:
        function = _function_name(step.function)
        count = self._counts[function]
        self._counts[function] += 1
        space = "" if function.startswith("_") else "_"
        name = f"with{space}{function}" + (f"_{count}" if count else "")
        if step.name is not None:
            name = str(step.name)
        namespace = self._space(step)
        return name if namespace is None else f"{namespace}.{name}"

    def _space(self, step: Step) -> Value:
        namespace = step.namespace if self._namespace is ... else self._namespace
        return self._making.name if namespace is ... else namespace

    def _applied(self, step: Step, name: str) -> Draft:
        if not isinstance(step.function, Function):
            return self._untold(step, name)
        draft = self._making.workshop.plain(step.function, name)
        given = (Call(_SOURCE, (self.end,)), *step.arguments)
        keywords = dict(step.keywords or {})
        try:
            bound = arguments_of(step.function.tree, Call(None, given, keywords), _left_out)
        except Unclear:
            raise Misuse(
                f"`{step.function.tree.name}` cannot be called with these arguments"
            ) from (None)
        inputs: dict[str, Wire] = {}
        for parameter, wire in draft.inputs.items():
            value = bound.get(parameter, _LEFT_OUT)
            if value is _LEFT_OUT:
                inputs[parameter] = wire
            elif dependency(value) == "source":
                inputs[source_name(value)] = wire
        is_told = UNKNOWN not in bound.values()
        return replace(draft, inputs=inputs, approximate=draft.approximate or not is_told)

    def _untold(self, step: Step, name: str) -> Draft:
        """Return the node of a step whose function is not one of the project's."""
        inputs = {self.end: Wire(ANY)}
        for value in (*step.arguments, *(step.keywords or {}).values()):
            if dependency(value) == "source":
                inputs[source_name(value)] = Wire(ANY)
        return Draft(name, ANY, inputs, role=Role.STANDARD, approximate=True)


def _function_name(function: Value) -> str:
    if isinstance(function, Function):
        return function.tree.name
    if isinstance(function, Symbol):
        return function.name.rpartition(".")[2]
    raise Unclear


_LEFT_OUT: Any = object()


def _left_out(_default: Any) -> Any:
    """Stand for an argument that is not given."""
    return _LEFT_OUT
