"""`parameterize` and its relatives, and `inject`: one function, other arguments."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from core.reading.decorators.extraction import columns
from core.reading.decorators.sources import dependency, literal, rewired, source_name
from core.reading.draft import Draft, Making, Misuse, argument, partial
from core.reading.hamilton import hamilton_name
from core.reading.values import (
    UNKNOWN,
    Call,
    Symbol,
    Unclear,
    Value,
    is_pair,
    is_plain,
    is_row,
    is_table,
    text,
)

_SOURCE = Symbol("hamilton.function_modifiers.source")
_VALUE = Symbol("hamilton.function_modifiers.value")
_PLACEHOLDER = "__<function_name>"
_FIELD = re.compile(r"{(\w*)}")


@dataclass(frozen=True, slots=True)
class _Variant:
    """One node to be made: its arguments by parameter, and a docstring of its own."""

    name: str
    mapping: Value
    doc: Value = None


def parameterize(making: Making) -> list[Draft]:
    """`parameterize(name={"parameter": source("node")})`."""
    variants = [_Variant(name, *_with_doc(value)) for name, value in making.call.keywords.items()]
    return _expanded(making, variants)


def parameterize_sources(making: Making) -> list[Draft]:
    """`parameterize_sources(name={"parameter": "node"})`."""
    variants = [_Variant(name, _as_sources(value)) for name, value in making.call.keywords.items()]
    return _expanded(making, variants)


def parameterize_values(making: Making) -> list[Draft]:
    """`parameterize_values("parameter", {("name", "doc"): value})`."""
    parameter = text(argument(making.call, 0, "parameter", UNKNOWN))
    outputs = argument(making.call, 1, "assigned_output", UNKNOWN)
    if not is_table(outputs):
        raise Unclear
    variants = [
        _Variant(*_name_and_doc(output, {parameter: Call(_VALUE, (value,))}))
        for output, value in outputs.items()
    ]
    return _expanded(making, variants)


def parametrized_input(making: Making) -> list[Draft]:
    """`parametrized_input("parameter", {"node": ("name", "doc")})`."""
    parameter = text(argument(making.call, 0, "parameter", UNKNOWN))
    inputs = argument(making.call, 1, "variable_inputs", UNKNOWN)
    if not is_table(inputs):
        raise Unclear
    variants = [
        _Variant(*_name_and_doc(output, {parameter: Call(_SOURCE, (node,))}))
        for node, output in inputs.items()
    ]
    return _expanded(making, variants)


def inject(making: Making) -> list[Draft]:
    """`inject(parameter=source("node"))`."""
    return _expanded(making, [_Variant(_PLACEHOLDER, dict(making.call.keywords))])


def parameterize_extract_columns(making: Making) -> list[Draft]:
    """`parameterize_extract_columns(ParameterizedExtract(("a", "b"), {...}), ...)`."""
    draft = _single(making)
    made: list[Draft] = []
    for number, extract in enumerate(making.call.arguments):
        if not isinstance(extract, Call) or hamilton_name(extract.callee) != "ParameterizedExtract":
            raise Unclear
        outputs = argument(extract, 0, "outputs", UNKNOWN)
        mapping = argument(extract, 1, "input_mapping", UNKNOWN)
        if not is_table(mapping) or not is_row(outputs):
            raise Unclear
        frame = rewired(draft, mapping, f"{draft.name}__{number}")
        made += [frame, *columns(frame, outputs)]
    return partial(made) if making.call.has_more else made


def _expanded(making: Making, variants: list[_Variant]) -> list[Draft]:
    draft = _single(making)
    made: list[Draft] = []
    for variant in variants:
        name = draft.name if variant.name == _PLACEHOLDER else variant.name
        if not is_table(variant.mapping):
            made.append(replace(draft, name=name, approximate=True))
            continue
        doc = _doc(draft, name, variant.doc, variant.mapping)
        try:
            made.append(replace(rewired(draft, variant.mapping, name), doc=doc))
        except Unclear:
            made.append(replace(draft, name=name, doc=doc, approximate=True))
    if not made:
        raise Unclear
    return partial(made) if making.call.has_more else made


def _single(making: Making) -> Draft:
    if len(making.drafts) != 1:
        raise Misuse("Hamilton wants it below all decorators that make several nodes")
    return making.drafts[0]


def _with_doc(value: Value) -> tuple[Value, Value]:
    return value if is_pair(value) else (value, None)


def _name_and_doc(output: Value, mapping: dict[str, Value]) -> tuple[str, Value, Value]:
    if not is_pair(output):
        raise Misuse("each output wants a name and a docstring")
    return text(output[0]), mapping, output[1]


def _as_sources(value: Value) -> Value:
    if not is_table(value):
        return UNKNOWN
    return {parameter: Call(_SOURCE, (node,)) for parameter, node in value.items()}


def _doc(draft: Draft, name: str, own: Value, mapping: Mapping[str, Value]) -> str:
    if isinstance(own, str):
        return own
    if "{" not in draft.doc:
        return draft.doc
    told = {"output_name": name} | dict(_told(mapping))
    return _FIELD.sub(lambda field: told.get(field[1], field[1]), draft.doc)


def _told(mapping: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    for parameter, value in mapping.items():
        try:
            if dependency(value) == "source":
                yield parameter, source_name(value)
            elif dependency(value) == "value" and is_plain(literal(value)):
                yield parameter, str(literal(value))
        except Unclear:
            continue
