"""`source`, `value`, `group` and `configuration`: where an argument comes from."""

from collections.abc import Mapping
from dataclasses import replace

from core.reading.draft import Draft, Misuse, Wire, argument
from core.reading.hamilton import hamilton_name
from core.reading.typetext import ANY, Type
from core.reading.values import UNKNOWN, Call, Member, Unclear, Value, is_plain, text

_SOURCES = {"source", "UpstreamDependency"}
_VALUES = {"value", "LiteralDependency"}


def dependency(value: Value) -> str:
    """Return "source", "value", "group" or "configuration"; empty when it is none of them."""
    if not isinstance(value, Call):
        return ""
    name = hamilton_name(value.callee)
    if name in _SOURCES:
        return "source"
    if name in _VALUES:
        return "value"
    return name if name in ("group", "configuration") else ""


def source_name(value: Call) -> str:
    """Return the node that a `source(...)` names. Raises `Unclear`."""
    if hamilton_name(value.callee) in _SOURCES:
        key = "source" if "source" in value.keywords else "dependency_on"
        inner = argument(value, 0, key, UNKNOWN)
        return source_name(inner) if dependency(inner) == "source" else text(inner)
    raise Unclear


def literal(value: Call) -> Value:
    """Return what is inside of a `value(...)` or `configuration(...)`. Raises `Unclear`."""
    key = next(iter(value.keywords), "")
    inner = argument(value, 0, key, UNKNOWN)
    if inner is UNKNOWN:
        raise Unclear
    return inner.value if isinstance(inner, Member) and inner.is_value else inner


def rewired(draft: Draft, mapping: Mapping[str, Value], name: str) -> Draft:
    """Return a node called `name` whose parameters come from where `mapping` says.

    Raises:
        Misuse: the mapping has something else than `source`, `value` or `group`.
        Unclear: the text does not tell all of it.
    """
    inputs: dict[str, Wire] = {}
    for parameter, wire in draft.inputs.items():
        if parameter not in mapping:
            inputs[parameter] = wire
            continue
        inputs |= _wires(parameter, wire, mapping[parameter])
    for parameter in mapping:
        if parameter not in draft.inputs:
            raise Misuse(f"the function has no parameter `{parameter}`")
    return replace(draft, name=name, inputs=inputs)


def _wires(parameter: str, wire: Wire, value: Value) -> dict[str, Wire]:
    if value is UNKNOWN:
        raise Unclear
    match dependency(value):
        case "source":
            return {source_name(value): wire}
        case "value":
            return {}
        case "group":
            return _group(value, wire)
        case "configuration":
            return {parameter: wire}
        case _ if is_plain(value):
            raise Misuse(f"`{parameter}` is given neither a `source` nor a `value`")
        case _:
            raise Unclear


def _group(group: Call, wire: Wire) -> dict[str, Wire]:
    if group.has_more:
        raise Unclear
    inner = Wire(_part_type(wire.type), wire.is_optional)
    parts = [*group.arguments, *group.keywords.values()]
    if UNKNOWN in parts:
        raise Unclear
    return {source_name(part): inner for part in parts if dependency(part) == "source"}


def _part_type(whole: Type) -> Type:
    """Return the type of the parts of a list or a dict."""
    if whole.origin == "|" and whole.arguments:
        whole = whole.arguments[0]
    return whole.arguments[-1] if whole.arguments else ANY
