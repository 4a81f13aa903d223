"""What the body of a class says: constants, the members of an enum, fields."""

import ast
from collections.abc import Callable, Mapping

from core.reading.expressions import Scope, value_of
from core.reading.values import UNKNOWN, Call, Class, Function, Member, Symbol, Unclear, Value

_VALUE_BASES = {"builtins.str", "builtins.int", "enum.StrEnum", "enum.IntEnum"}
_AUTO = Symbol("enum.auto")


def bases_of(made: Class, scope: Scope) -> list[Value]:
    """Return what a class is derived from, as far as the text tells."""
    return [base for base in (_perhaps(node, scope) for node in made.tree.bases) if base]


def is_enum(bases: list[Value], outer: Callable[[Class], list[Value]]) -> bool:
    """Whether a class with such bases has members. `outer` gives the bases of a class."""
    return any(
        base.name.startswith("enum.")
        if isinstance(base, Symbol)
        else isinstance(base, Class) and is_enum(outer(base), outer)
        for base in bases
    )


def attributes_of(made: Class, inherited: Mapping[str, Value], scope: Scope) -> dict[str, Value]:
    """Return the attributes that the body of a class gives it, after those it inherits."""
    names = dict(inherited)
    for statement in made.tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                names[name] = _perhaps(value, scope.local(names))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                names[name] = _perhaps(value, scope.local(names))
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                names[statement.name] = Function(made.module, statement, made.order)
            case _:
                pass
    return names


def members_of(attributes: Mapping[str, Value], bases: list[Value]) -> dict[str, Member]:
    """Return the members of an enum by name."""
    is_value = any(isinstance(base, Symbol) and base.name in _VALUE_BASES for base in bases)
    return {
        name: Member(name, _member_value(name, value), is_value)
        for name, value in attributes.items()
        if not isinstance(value, Function) and not name.startswith("_")
    }


def field_names(made: Class) -> list[str]:
    """Return the annotated names in the body of a class, in order."""
    return [
        statement.target.id
        for statement in made.tree.body
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
    ]


def field_of_instance(instance: Call, name: str, attributes: Mapping[str, Value]) -> Value:
    """Return a field of an instance of a class without `__init__`: a dataclass, a model.

    Raises:
        Unclear: the text does not tell.
    """
    made = instance.callee
    if instance.has_more or not isinstance(made, Class) or "__init__" in attributes:
        raise Unclear
    given = dict(zip(field_names(made), instance.arguments, strict=False)) | dict(instance.keywords)
    found = given.get(name, attributes.get(name, UNKNOWN))
    if found is UNKNOWN or isinstance(found, Function):
        raise Unclear
    return found


def _member_value(name: str, value: Value) -> Value:
    is_auto = isinstance(value, Call) and value.callee == _AUTO
    return name.lower() if is_auto else value


def _perhaps(node: ast.expr, scope: Scope) -> Value:
    try:
        return value_of(node, scope)
    except Unclear:
        return UNKNOWN
