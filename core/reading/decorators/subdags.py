"""`subdag` and `parameterized_subdag`: a dataflow inside of a node."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.reading.decorators.sources import dependency, literal, source_name
from core.reading.draft import NON_FINAL, Draft, Making, Misuse, Wire, partial
from core.reading.typetext import ANY, Type, named
from core.reading.values import UNKNOWN, Call, Unclear, Value, is_plain, is_row, is_table, text

_WRAPPED = {"configuration": named("ConfigDependency"), "value": named("LiteralDependency")}
"""The types that Hamilton gives to settings which are not plain."""
_PARTS = ("inputs", "config", "external_inputs")


@dataclass(frozen=True, slots=True)
class _Inside:
    """What is said of one dataflow inside of a node."""

    namespace: str
    final: str
    inputs: Mapping[str, Value]
    config: Mapping[str, Value]
    external: frozenset[str]


def subdag(making: Making) -> list[Draft]:
    """`subdag(module, inputs={"x": source("node")}, config={...}, namespace="ns")`."""
    parts = {name: making.said(name) for name in _PARTS}
    namespace = making.said("namespace")
    final = making.said("final_node_name")
    inside = _inside(
        making.name if namespace is None else namespace,
        making.name if final is None else final,
        [parts],
    )
    made = _nodes(making, inside)
    return partial(made) if making.call.has_more else made


def parameterized_subdag(making: Making) -> list[Draft]:
    """`parameterized_subdag(module, inputs={...}, one={"inputs": {...}}, other={...})`."""
    shared = {name: making.said(name) for name in _PARTS}
    made: list[Draft] = []
    is_partial = making.call.has_more
    for key, own in making.call.keywords.items():
        if key in _PARTS:
            continue
        if is_table(own):
            made += _nodes(making, _inside(key, key, [shared, own]))
        else:
            is_partial = True
    if not made:
        raise Unclear
    return partial(made) if is_partial else made


def namespaced(drafts: Iterable[Draft], namespace: str, also: Iterable[str] = ()) -> list[Draft]:
    """Return nodes with a namespace before their names, and before what they read of each other.

    `also` are names that get it where they are read, too.
    """
    drafts = list(drafts)
    names = {name: f"{namespace}.{name}" for name in (*(d.name for d in drafts), *also)}
    return [replace(draft.renamed(names), name=names[draft.name]) for draft in drafts]


def inner(making: Making, config: Mapping[str, Any]) -> list[Draft]:
    """Return the nodes of the functions and modules that a decorator is given. Raises `Unclear`."""
    made: list[Draft] = []
    for source in making.call.arguments:
        for function in making.workshop.functions(source):
            for draft in making.workshop.drafts(function, config):
                made.append(draft.tagged({NON_FINAL: True}))
    return made


def _inside(namespace: Value, final: Value, said: list[Mapping[str, Value]]) -> _Inside:
    inputs: dict[str, Value] = {}
    config: dict[str, Value] = {}
    external: Value = []
    for parts in said:
        inputs |= _table(parts.get("inputs"))
        config |= _table(parts.get("config"))
        if parts.get("external_inputs") is not None:
            external = parts["external_inputs"]
    if not is_row(external) or not isinstance(namespace, str):
        raise Unclear
    return _Inside(namespace, str(final), inputs, config, frozenset(map(str, external)))


def _table(value: Value) -> dict[str, Value]:
    if value is None:
        return {}
    if not is_table(value):
        raise Unclear
    return {str(key): inner for key, inner in value.items()}


def _nodes(making: Making, inside: _Inside) -> list[Draft]:
    config = _config(inside, making.config)
    drafts = namespaced(inner(making, config), inside.namespace, (*inside.inputs, *inside.config))
    fixed = [*_inputs(inside, drafts), *_settings(inside)]
    last = making.workshop.plain(making.function, inside.final)
    names = {
        name: f"{inside.namespace}.{name}" for name in last.inputs if name not in inside.external
    }
    made = [*drafts, *fixed, last.renamed(names)]
    if any(draft.is_partial for draft in drafts):
        return partial(made)
    return made


def _config(inside: _Inside, outer: Mapping[str, Any]) -> dict[str, Any]:
    """Return the configuration that the inner functions see."""
    config = dict(outer)
    renamed: dict[str, str] = {}
    for key, value in inside.config.items():
        if dependency(value) == "configuration":
            renamed[key] = text(literal(value))
        else:
            config[key] = literal(value) if dependency(value) == "value" else value
    for key, source in renamed.items():
        if source not in config:
            raise Misuse(f"the configuration has no `{source}`")
        config[key] = config[source]
    return config


def _inputs(inside: _Inside, drafts: list[Draft]) -> Iterable[Draft]:
    """Yield the nodes that hand the inputs on to the inner ones."""
    wires = {name: wire for draft in drafts for name, wire in draft.inputs.items()}
    tags = {NON_FINAL: True}
    for key, value in inside.inputs.items():
        name = f"{inside.namespace}.{key}"
        match dependency(value):
            case "value":
                yield Draft(name, _type_of(_inner_value(value)), tags=tags)
            case "source":
                if name in wires:
                    kind = wires[name].type
                    yield Draft(name, kind, {source_name(value): Wire(kind)}, tags=tags)
            case _ if value is UNKNOWN or not is_plain(value):
                raise Unclear
            case _:
                raise Misuse(f"its input `{key}` is neither a `source` nor a `value`")


def _settings(inside: _Inside) -> Iterable[Draft]:
    for key, value in inside.config.items():
        kind = _WRAPPED.get(dependency(value)) or _type_of(value)
        yield Draft(f"{inside.namespace}.{key}", kind, tags={NON_FINAL: True})


def _inner_value(value: Call) -> Value:
    try:
        return literal(value)
    except Unclear:
        return UNKNOWN


def _type_of(value: Value) -> Type:
    return named(type(value).__name__) if is_plain(value) else ANY
