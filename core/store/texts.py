"""Model values as JSON and back, from files of any version of this program.

What a later version has added is passed over; what an earlier one did not know has its default.
"""

import dataclasses
import functools
import json
import types
import typing
import zlib
from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeVar, cast

_Value = TypeVar("_Value")


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
        return _made(kind, json.loads(text))
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


def _made(kind: Any, raw: Any) -> Any:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if raw is None:
        return None
    if origin in (typing.Union, types.UnionType):
        return _made(next(part for part in arguments if part is not type(None)), raw)
    if origin is tuple:
        return _tuple(arguments, raw)
    if origin is not None:
        return {key: _made(arguments[1], own) for key, own in raw.items()}
    return _made_plain(cast("type[Any]", kind), raw) if isinstance(kind, type) else raw


def _made_plain(kind: type[Any], raw: Any) -> Any:
    if issubclass(kind, Enum):
        return kind(raw)
    if dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        parts = {name: _made(hints[name], own) for name, own in raw.items() if name in hints}
        return cast("Any", kind)(**parts)
    return raw


def _tuple(arguments: tuple[Any, ...], raw: Any) -> Any:
    if arguments[-1] is Ellipsis:
        return tuple(_made(arguments[0], own) for own in raw)
    return tuple(_made(part, own) for part, own in zip(arguments, raw, strict=True))


@functools.cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return typing.get_type_hints(kind)
