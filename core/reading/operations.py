"""What may be worked out with plain values: operators, methods and builtins that only compute.

Everything is bounded: an operation whose result could be large is refused.
"""

import ast
import copy
import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from itertools import chain, islice, product
from typing import Any, Final

from core.reading.values import Unclear, Value, is_plain, is_row, is_table, plain

LARGEST: Final = 10_000
LONGEST: Final = 100_000
"""Items of the largest container and characters of the longest text that are made."""

_MISTAKES = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
_SCALARS = (str, int, float, bool, bytes, type(None))
_DEEPEST = 20
_HUGE = 10**30
_LONG_NUMBER = re.compile(r"\d{4}|\*")

_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda left, right: left / right,
    ast.FloorDiv: lambda left, right: left // right,
    ast.Mod: operator.mod,
    ast.BitOr: lambda left, right: left | right,
    ast.BitAnd: lambda left, right: left & right,
    ast.BitXor: lambda left, right: left ^ right,
}
_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
}
_COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda item, items: item in items,
    ast.NotIn: lambda item, items: item not in items,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
}
_TEXT_METHODS = """
capitalize casefold count endswith find format index isdigit isidentifier islower isupper join lower
lstrip partition removeprefix removesuffix replace rpartition rsplit rstrip split splitlines
startswith strip swapcase title upper
"""
_METHODS: dict[type, frozenset[str]] = {
    str: frozenset(_TEXT_METHODS.split()),
    dict: frozenset({"copy", "get", "items", "keys", "values"}),
    list: frozenset({"copy", "count", "index"}),
    tuple: frozenset({"count", "index"}),
    set: frozenset({"copy", "difference", "intersection", "issubset", "union"}),
}


def _summed(items: Iterable[Value], start: Value = 0) -> Value:
    """Return a sum of numbers, or of lists."""
    if is_row(start):
        return chain(start, *items)
    return sum(item if isinstance(item, int | float) else float(item) for item in items)


_BUILTINS: dict[str, Callable[..., Any]] = {
    "builtins.abs": abs,
    "builtins.all": all,
    "builtins.any": any,
    "builtins.bool": bool,
    "builtins.dict": dict,
    "builtins.enumerate": enumerate,
    "builtins.float": float,
    "builtins.frozenset": frozenset,
    "builtins.int": int,
    "builtins.len": len,
    "builtins.list": list,
    "builtins.max": max,
    "builtins.min": min,
    "builtins.range": range,
    "builtins.reversed": reversed,
    "builtins.round": round,
    "builtins.set": set,
    "builtins.sorted": sorted,
    "builtins.str": str,
    "builtins.sum": _summed,
    "builtins.tuple": tuple,
    "builtins.zip": zip,
    "copy.copy": copy.copy,
    "copy.deepcopy": copy.copy,
    "itertools.chain": chain,
    "itertools.chain.from_iterable": chain.from_iterable,
    "itertools.product": product,
    "types.MappingProxyType": dict,
}


def binary(kind: ast.operator, left: Value, right: Value) -> Value:
    """Return what an operator makes of two plain values. Raises `Unclear`."""
    _refuse_large(kind, left, right)
    return _computed(_BINARY.get(type(kind)), left, right)


def unary(kind: ast.unaryop, value: Value) -> Value:
    """Return what an operator makes of a plain value. Raises `Unclear`."""
    return _computed(_UNARY.get(type(kind)), value)


def compared(kind: ast.cmpop, left: Value, right: Value) -> bool:
    """Return how two plain values compare. Raises `Unclear`."""
    return _computed(_COMPARED.get(type(kind)), whole(left), whole(right))


def subscript(owner: Value, key: Value) -> Value:
    """Return an item of a plain value. Raises `Unclear`."""
    return _computed(operator.getitem, owner, key)


def sliced(owner: Value, lower: Value, upper: Value, step: Value) -> Value:
    """Return a slice of a plain value. Raises `Unclear`."""
    if not is_row(owner) and not isinstance(owner, str):
        raise Unclear
    return _computed(lambda *ends: owner[slice(*ends)], lower, upper, step)


def formatted(value: Value, conversion: int, spec: str) -> str:
    """Return a value as an f-string shows it. Raises `Unclear`."""
    if _LONG_NUMBER.search(spec):
        raise Unclear
    shown = repr(_scalar(value)) if conversion == ord("r") else _scalar(value)
    return _computed(format, shown, spec)


def has_method(owner: Value, name: str) -> bool:
    """Whether a plain value has a method that may be called."""
    return any(name in names for kind, names in _METHODS.items() if isinstance(owner, kind))


def method(
    owner: Value, name: str, arguments: Iterable[Value], keywords: Mapping[str, Value]
) -> Value:
    """Return what a method gives. Raises `Unclear`."""
    if not has_method(owner, name):
        raise Unclear
    arguments = list(arguments)
    if isinstance(owner, str):
        _refuse_long_text(owner, name, [*arguments, *keywords.values()])
    return _computed(getattr(owner, name), *arguments, **keywords)


def is_builtin(name: str) -> bool:
    """Whether a symbol is a function that may be called."""
    return name in _BUILTINS


def builtin(name: str, arguments: Iterable[Value], keywords: Mapping[str, Value]) -> Value:
    """Return what a builtin gives; a list in place of an iterator. Raises `Unclear`."""
    if name == "builtins.str":
        arguments = map(_scalar, arguments)
    return _computed(_BUILTINS.get(name), *arguments, **keywords)


def whole(value: Value, depth: int = 0) -> Value:
    """Return a plain value of which every part is plain. Raises `Unclear`."""
    if depth > _DEEPEST or not is_plain(value):
        raise Unclear
    if is_table(value):
        for key, inner in value.items():
            whole(key, depth + 1)
            whole(inner, depth + 1)
    elif hasattr(value, "__iter__") and not isinstance(value, str | bytes):
        for inner in value:
            whole(inner, depth + 1)
    return value


def _computed(function: Callable[..., Any] | None, *arguments: Value, **keywords: Value) -> Value:
    if function is None or not all(map(is_plain, arguments)):
        raise Unclear
    try:
        result = function(*arguments, **keywords)
    except _MISTAKES:
        raise Unclear from None
    return plain(_listed(result))


def _listed(result: Value) -> Value:
    """Return an iterator as a list."""
    if not is_plain(result) or isinstance(result, range):
        result = list(islice(result, LARGEST + 1))
    if isinstance(result, Sized) and len(result) > (
        LONGEST if isinstance(result, str) else LARGEST
    ):
        raise Unclear
    return result


def _scalar(value: Value) -> Value:
    if not isinstance(value, _SCALARS):
        raise Unclear
    return value


def _refuse_large(kind: ast.operator, left: Value, right: Value) -> None:
    if any(isinstance(number, int) and abs(number) > _HUGE for number in (left, right)):
        raise Unclear
    if isinstance(kind, ast.Mult):
        _refuse_many(left, right)
        _refuse_many(right, left)
    elif isinstance(kind, ast.Mod) and isinstance(left, str):
        _refuse_template(left, right if is_row(right) else [right])


def _refuse_many(times: Value, repeated: Value) -> None:
    if isinstance(times, int) and isinstance(repeated, Sized) and times * len(repeated) > LARGEST:
        raise Unclear


def _refuse_template(template: str, values: Iterable[Value]) -> None:
    """Refuse a text with fields when it could get long, or shows more than plain values."""
    longest = max(
        (len(value) for value in map(_scalar, values) if isinstance(value, str)), default=0
    )
    fields = template.count("{") + template.count("%")
    if _LONG_NUMBER.search(template) or fields * longest > LONGEST:
        raise Unclear


def _refuse_long_text(owner: str, name: str, arguments: Sequence[Value]) -> None:
    match name, arguments:
        case "format", _:
            _refuse_template(owner, arguments)
        case "join", [parts] if is_row(parts):
            if sum(len(owner) + len(part) for part in parts if isinstance(part, str)) > LONGEST:
                raise Unclear
        case "replace", [_, str() as new, *_]:
            if len(owner) * len(new) > LONGEST:
                raise Unclear
        case _:
            pass
