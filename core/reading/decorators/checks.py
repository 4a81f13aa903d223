"""`check_output` and its relatives: a node, what it was before, and its checks."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from core.reading.draft import Draft, Making, Wire, partial, targeted, untouched
from core.reading.hamilton import hamilton_name
from core.reading.typetext import named
from core.reading.values import Call, Class, Function, Symbol, Unclear, Value, is_row, text

IS_CHECK = "hamilton.data_quality.contains_dq_results"
CHECKED = "hamilton.data_quality.source_node"

_OWN = {"importance", "target_", "default_validator_candidates"}
_PANDERA = "pandera_schema_validator"
_PYDANTIC = "pydantic_validator"
_BY_ARGUMENT = {"schema": _PANDERA, "model": _PYDANTIC}
_RESULT = named("ValidationResult")


def check_output(making: Making) -> list[Draft]:
    """`check_output(range=(0, 1), importance="fail")`."""
    own_kinds = _candidates(making)
    names = [
        own_kinds.get(key) or _BY_ARGUMENT.get(key, f"{key}_validator")
        for key in making.call.keywords
        if key not in _OWN
    ]
    return _checked(making, names)


def check_output_custom(making: Making) -> list[Draft]:
    """`check_output_custom(MyValidator(...), ...)`."""
    names = [_validator_name(validator, making) for validator in making.call.arguments]
    told = [name for name in names if name]
    return _checked(making, told, is_partial=len(told) < len(names))


def check_output_pandera(making: Making) -> list[Draft]:
    """`h_pandera.check_output()`: the schema is in the annotation."""
    return _checked(making, [_PANDERA])


def check_output_pydantic(making: Making) -> list[Draft]:
    """`h_pydantic.check_output()`: the model is the annotation."""
    return _checked(making, [_PYDANTIC])


def _checked(making: Making, validators: list[str], is_partial: bool = False) -> list[Draft]:
    target = making.call.keywords.get("target_", making.call.keywords.get("target"))
    meant = targeted(target, making.drafts)
    made = untouched(making.drafts, meant)
    for draft in meant:
        made += _with_checks(draft, validators)
    return partial(made) if is_partial or making.call.has_more else made


def _with_checks(draft: Draft, validators: Iterable[str]) -> list[Draft]:
    raw = replace(draft, name=f"{draft.name}_raw")
    wire = {raw.name: Wire(draft.type)}
    tags = {**draft.tags, IS_CHECK: True, CHECKED: draft.name}
    counts: Counter[str] = Counter()
    checks: list[Draft] = []
    for validator in validators:
        name = f"{draft.name}_{validator}"
        counts[name] += 1
        if counts[name] > 1:
            name = f"{name}_{counts[name] - 1}"
        check = Draft(name, _RESULT, wire, "", tags, draft.maker)
        checks.append(replace(check, approximate=draft.approximate, is_partial=draft.is_partial))
    inputs = {**wire, **{check.name: Wire(_RESULT) for check in checks}}
    return [*checks, replace(draft, inputs=inputs), raw]


def _candidates(making: Making) -> dict[str, str]:
    """Return the names of validators of the user's own by the argument that asks for them."""
    listed = making.call.keywords.get("default_validator_candidates")
    if listed is None:
        return {}
    if not is_row(listed):
        raise Unclear
    names: dict[str, str] = {}
    for kind in listed:
        if isinstance(kind, Class) and (key := _said(kind, "arg", making)):
            names.setdefault(key, _validator_name(kind, making))
    return names


def _validator_name(validator: Value, making: Making) -> str:
    """Return what Hamilton calls a validator; empty when the text does not tell."""
    kind = validator.callee if isinstance(validator, Call) else validator
    if isinstance(kind, Symbol):
        return _name_of_hamiltons(kind)
    if not isinstance(kind, Class):
        return ""
    if name := _said(kind, "name", making):
        return name
    argument = _said(kind, "arg", making)
    return f"{argument}_validator" if argument else ""


def _name_of_hamiltons(kind: Symbol) -> str:
    name = hamilton_name(kind)
    if name.startswith("Pandera"):
        return _PANDERA
    return _PYDANTIC if name.startswith("Pydantic") else ""


def _said(kind: Class, method: str, making: Making) -> str:
    """Return the text that a method of a class returns; empty when it does more than that."""
    found = making.workshop.evaluator.attributes(kind).get(method)
    if not isinstance(found, Function):
        return ""
    arguments = [kind] if found.tree.args.args else []
    try:
        return text(making.workshop.evaluator.method_result(found, *arguments))
    except Unclear:
        return ""
