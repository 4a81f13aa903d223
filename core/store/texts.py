"""Model values as JSON and back, from files of any version of this program.

What a later version has added is passed over; what an earlier one did not know has its default.
"""

import dataclasses
import functools
import json
import types
import typing
import zlib
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, TypeVar, cast

_Value = TypeVar("_Value")
_Maker = Callable[[Any], Any]


def text_of(value: object) -> str:
    """Return a frozen value as JSON, without what is as it is by default."""
    return json.dumps(_plain(value), separators=(",", ":"))


def packed(value: object) -> bytes:
    """Return a frozen value as few bytes."""
    return zlib.compress(text_of(value).encode(), 1)


def value_of(kind: type[_Value], text: str) -> _Value:
    """Return the value that a text was made from.

    Raises:
        ValueError: it was not made from such a value.
    """
    try:
        return _maker(kind)(json.loads(text))
    except (TypeError, AttributeError, KeyError) as error:
        raise ValueError(f"not a {kind.__name__}: {text:.80}") from error


def unpacked(kind: type[_Value], data: bytes) -> _Value:
    """Return the value that some bytes were made from.

    Raises:
        ValueError: they were not made from such a value.
    """
    try:
        return value_of(kind, zlib.decompress(data).decode())
    except zlib.error as error:
        raise ValueError(f"not a {kind.__name__}") from error


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = ((part.name, getattr(value, part.name), _default(part)) for part in _parts(value))
        return {name: _plain(own) for name, own, default in parts if own != default}
    if isinstance(value, Mapping):
        return {key: _plain(own) for key, own in cast("Mapping[str, Any]", value).items()}
    if isinstance(value, (tuple, list)):
        return [_plain(own) for own in cast("tuple[Any, ...]", value)]
    return value


def _parts(value: Any) -> "tuple[dataclasses.Field[Any], ...]":
    return dataclasses.fields(value)


def _default(part: "dataclasses.Field[Any]") -> Any:
    if part.default_factory is not dataclasses.MISSING:
        return part.default_factory()
    return part.default


@functools.cache
def _maker(kind: Any) -> _Maker:
    """Return what makes a value of a kind from JSON: worked out once, as there are thousands."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _optional(_maker(next(part for part in arguments if part is not type(None))))
    if origin is tuple:
        return _tuple(arguments)
    if origin is not None:
        inner = _maker(arguments[1])
        return lambda raw: {key: inner(own) for key, own in raw.items()}
    return _plain_maker(cast("type[Any]", kind)) if isinstance(kind, type) else _same


def _plain_maker(kind: type[Any]) -> _Maker:
    if issubclass(kind, Enum):
        return kind
    if not dataclasses.is_dataclass(kind):
        return _same
    make = cast("Any", kind)
    makers = {name: _maker(hint) for name, hint in typing.get_type_hints(kind).items()}

    def made(raw: Any) -> Any:
        return make(**{name: makers[name](own) for name, own in raw.items() if name in makers})

    return made


def _optional(inner: _Maker) -> _Maker:
    return lambda raw: None if raw is None else inner(raw)


def _tuple(arguments: tuple[Any, ...]) -> _Maker:
    makers = tuple(_maker(part) for part in arguments if part is not Ellipsis)
    if arguments[-1] is not Ellipsis:
        return lambda raw: tuple(make(own) for make, own in zip(makers, raw, strict=True))
    inner = makers[0]
    return tuple if inner is _same else lambda raw: tuple(map(inner, raw))


def _same(raw: Any) -> Any:
    return raw
