"""`config.when` and its like: whether a function, or a step, is there at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.reading.decorations import Decorations
from core.reading.draft import argument
from core.reading.evaluation import Evaluator
from core.reading.expressions import truth
from core.reading.operations import whole
from core.reading.values import UNKNOWN, Call, Function, Member, Unclear, Value, is_row, text

CONDITIONS = frozenset({"when", "when_not", "when_in", "when_not_in"})


_EXCLUDING = {"hamilton_exclude", "mutate"}


@dataclass(frozen=True, slots=True)
class Presence:
    """A function that is there: the name it makes, and the configuration keys that decide.

    `is_certain` is false where the text does not tell whether it is there.
    """

    name: str
    keys: str = ""
    is_certain: bool = True


def presence(
    function: Function,
    decorations: Decorations,
    config: Mapping[str, Any],
    evaluator: Evaluator,
) -> Presence | None:
    """Return what conditions make of a function; None when they leave it out."""
    there = Presence(function.tree.name)
    for decoration in decorations.own:
        if decoration.name in _EXCLUDING:
            return None
        family, _, condition = decoration.name.partition(".")
        if family != "config":
            continue
        call = decoration.call
        is_certain = there.is_certain
        try:
            if not _stays(condition, call, config, evaluator):
                return None
        except Unclear:
            is_certain = False
        name = _given_name(condition, call) or _name_before_suffix(there.name)
        there = Presence(name, _keys(condition, call), is_certain)
    return there


def holds(condition: str, call: Call, config: Mapping[str, Any]) -> bool:
    """Return whether `when(key=value)` and the like hold for a configuration.

    Raises:
        Unclear: the text does not tell what is asked for.
    """
    if call.has_more:
        raise Unclear
    unclear = False
    for key, wanted in call.keywords.items():
        if key == "name" and condition != "when_not_in":
            continue
        try:
            if not _holds(condition, config.get(key), _wanted(wanted)):
                return False
        except Unclear:
            unclear = True
    if unclear:
        raise Unclear
    return True


def _stays(condition: str, call: Call, config: Mapping[str, Any], evaluator: Evaluator) -> bool:
    if condition in CONDITIONS:
        return holds(condition, call, config)
    resolves = call.arguments[0] if call.arguments else call.keywords.get("resolves", UNKNOWN)
    if resolves is UNKNOWN:
        raise Unclear
    return truth(evaluator.result(resolves, dict(config)))


def _given_name(condition: str, call: Call) -> str:
    try:
        if condition:
            is_named = condition != "when_not_in"
            return text(argument(call, 0, "name", "")) if is_named else ""
        return text(argument(call, 1, "target_name", "") or "")
    except Unclear:
        return ""


def _keys(condition: str, call: Call) -> str:
    """Return the keys that a condition looks at, as Hamilton's own tag has them."""
    if not condition:
        return "__UNKNOWN__"
    return ",".join(k for k in call.keywords if k != "name" or condition == "when_not_in")


def _name_before_suffix(name: str) -> str:
    """Return the name that a function with a condition makes: `rate` for `rate__daily`."""
    return name.rsplit("__", 1)[0] if "__" in name else name


def _wanted(value: Value) -> Value:
    """Return what a configuration is compared with: a member of an enum equals no JSON."""
    if isinstance(value, Member):
        return value.value if value.is_value else value
    if is_row(value):
        return type(value)(_wanted(item) for item in value)
    return whole(value)


def _holds(condition: str, actual: Any, wanted: Value) -> bool:
    try:
        match condition:
            case "when":
                return bool(wanted == actual)
            case "when_not":
                return bool(wanted != actual)
            case "when_in":
                return actual in wanted
            case _:
                return actual not in wanted
    except TypeError:
        raise Unclear from None
