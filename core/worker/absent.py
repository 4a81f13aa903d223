"""Stand-ins for what could not be imported, so that the rest of a module can be.

A stand-in is a class: it may stand in annotations and be subclassed. Whatever else is done with
it raises `UnavailableError` with the reason, so that nothing is computed without it unnoticed.
"""
# pyright: basic

import types
from collections.abc import Callable, Iterator
from typing import Any, NoReturn


class UnavailableError(ImportError):
    """Something was used that could not be imported."""


class Absent(type):
    """The type of all stand-ins. Attributes of a stand-in are stand-ins too, always the same."""

    _reason: str
    """Why it could not be imported, as a clause that ends a sentence."""

    def __getattr__(cls, name: str) -> "Absent":
        if name.startswith("_"):  # what libraries ask classes for is none of ours
            raise AttributeError(name)
        return cls.part(name)

    def part(cls, name: str) -> "Absent":
        """Return the stand-in for an attribute, whatever it is called."""
        if name not in vars(cls):
            attribute = Absent(name, (), {"__module__": f"{cls.__module__}.{cls.__name__}"})
            attribute._reason = cls._reason
            setattr(cls, name, attribute)
        return vars(cls)[name]

    def __getitem__(cls, item: object) -> "Absent":
        return cls

    def __call__(cls, *_: Any, **__: Any) -> NoReturn:  # noqa: D102
        raise UnavailableError(cls._reason)

    def __instancecheck__(cls, _: object) -> NoReturn:
        raise UnavailableError(cls._reason)

    def __iter__(cls) -> Iterator[NoReturn]:
        raise UnavailableError(cls._reason)

    def __len__(cls) -> NoReturn:
        raise UnavailableError(cls._reason)


def absent(module: str, reason: str) -> Absent:
    """Return a stand-in for a top-level module that cannot be imported."""
    made = Absent(module, (), {"__module__": module})
    made._reason = reason
    return made


def reason_in(function: types.FunctionType, is_own: Callable[[str], bool]) -> str:
    """Return why `function` would fail for something absent; "" when it would not.

    Follows the global names in its code, and those of the project's own functions behind them
    (`is_own` tells whether a file is the project's). Annotations do not count.
    """
    seen: set[types.FunctionType] = set()
    pending = [function]
    while pending:
        here = pending.pop()
        if here in seen:
            continue
        seen.add(here)
        for value in _reached(here):
            if issubclass(type(value), Absent):
                return value._reason
            if type(value) is types.FunctionType and is_own(value.__code__.co_filename):
                pending.append(value)
    return ""


def _reached(function: types.FunctionType) -> Iterator[Any]:
    names = set(_names(function.__code__))
    for name in names & function.__globals__.keys():
        value = function.__globals__[name]
        yield value
        if type(value) is types.ModuleType:
            yield from (vars(value)[inner] for inner in names & vars(value).keys())


def _names(code: types.CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _names(constant)
