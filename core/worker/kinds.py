"""What sort of value something is, told by its type alone: no code of the value's own runs.

Types are known by the top-level package that defines them and their name ("pandas.DataFrame"),
so that nothing has to be imported to recognise them.
"""
# pyright: basic

from types import FunctionType
from typing import Any

from .texts import clip

# read past metaclasses, which may be the user's
_qualname = type.__dict__["__qualname__"].__get__
_module = type.__dict__["__module__"].__get__
_mro = type.__dict__["__mro__"].__get__
_namespace = type.__dict__["__dict__"].__get__

_TYPE_NAME_LIMIT = 200
_SHORT = {"pandas": "pd", "numpy": "np", "polars": "pl", "pyarrow": "pa"}
_EXACT = {
    id(kind): f"builtins.{kind.__name__}"
    for kind in (
        *(bool, int, float, complex, str, bytes, bytearray, type(None)),
        *(list, tuple, dict, set, frozenset, range, FunctionType),
    )
}
"""The kind by the identity of a type: the commonest, at once."""


def kind_of(value: Any) -> str:
    """Return the kind by the exact type, such as "pandas.DataFrame"."""
    kind = type(value)
    known = _EXACT.get(id(kind))
    return known if known is not None else _kind_of_type(kind)


def kinds_of(value: Any) -> tuple[str, ...]:
    """Return the kinds of a value by its type and all its bases, nearest first."""
    return kinds_of_type(type(value))


def kinds_of_type(kind: type) -> tuple[str, ...]:
    """Return the kind of a type and those of all its bases, nearest first."""
    return tuple(map(_kind_of_type, _mro(kind)))


def in_package(package: str, *names: str) -> frozenset[str]:
    """Return the kinds that some types of a package have."""
    return frozenset(f"{package}.{name}" for name in names)


def class_name(kind: type) -> str:
    """Return the name of a class, whatever its metaclass makes of that."""
    return clip(_qualname(kind), _TYPE_NAME_LIMIT)


def short_name(value: Any) -> str:
    """Return the plain name of the value's type, such as "DataFrame"."""
    return clip(_qualname(type(value)).rpartition(".")[2], _TYPE_NAME_LIMIT)


def type_name(value: Any) -> str:
    """Return the name of the value's type as people write it, such as "pd.DataFrame"."""
    if value is None:
        return "None"
    kind = type(value)
    package = _package(kind)
    name = _qualname(kind).rpartition("<locals>.")[2]
    if package in _SHORT:
        name = f"{_SHORT[package]}.{name}"
    return clip(name, _TYPE_NAME_LIMIT)


def has_attribute(value: Any, name: str) -> bool:
    """Whether the value's type or one of its bases defines `name`: a method or a marker."""
    return any(name in _namespace(kind) for kind in _mro(type(value)))


def is_class(value: Any) -> bool:
    """Whether the value is a class. `list[int]` is none, which Python 3.10 takes for one."""
    return type in _mro(type(value))


def is_single_use(value: Any) -> bool:
    """Whether looking at the value would use it up: iterators, open files, coroutines."""
    return has_attribute(value, "__next__") or has_attribute(value, "__await__")


def is_of_modules(value: Any, modules: frozenset[str]) -> bool:
    """Whether the value's type, or the function that it is, comes from one of `modules`."""
    if type(value) is FunctionType:
        return value.__module__ in modules
    if is_class(value):
        return any(_module(kind) in modules for kind in _mro(value))
    return any(_module(kind) in modules for kind in _mro(type(value)))


def _kind_of_type(kind: type) -> str:
    return f"{_package(kind)}.{_qualname(kind)}"


def _package(kind: type) -> str:
    module = _module(kind)
    return module.partition(".")[0] if type(module) is str else ""
