"""Frames on the wire: a fixed head, a JSON header that is one message, and raw bytes.

Layout: magic `LXP1`, header length (u32), body length (u64), both big-endian; then the header as
ASCII JSON `{"@": class name, ...fields}`; then the body (a PNG, or nothing). Decoding checks
every field against its annotation, so that whatever arrives is a whole message or a ValueError.
Texts arrive as they were, lone surrogates included: paths of undecodable bytes have them.
"""

import dataclasses
import functools
import json
import struct
import types
import typing
from collections.abc import Callable
from typing import Any, cast

from . import messages
from .messages import Event, Request

HEAD = struct.Struct(">4sIQ")
MAGIC = b"LXP1"
MAX_HEADER = 16 << 20
MAX_BODY = 1 << 28
_LARGEST = 1 << 64
"""No number that is sent is larger; Python itself would take one of a million digits."""

_Reader = Callable[[Any], Any]
_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (*typing.get_args(messages.Request), *typing.get_args(messages.Event))
}
_RECORDS = frozenset(filter(dataclasses.is_dataclass, vars(messages).values()))


def _fields(record: object) -> dict[str, Any]:
    if type(record) not in _RECORDS:
        raise TypeError(f"not a record: {type(record).__name__}")
    return vars(record)


# made once, and before user code can replace anything in `json`
_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False, default=_fields).encode
_decode = json.JSONDecoder().decode


def pack(message: Request | Event, body: bytes = b"") -> bytes:
    """Return a message and its body as one frame."""
    header = _encode({"@": type(message).__name__, **vars(message)}).encode("ascii")
    return b"".join((HEAD.pack(MAGIC, len(header), len(body)), header, body))


def unpack_head(head: bytes) -> tuple[int, int]:
    """Return the lengths of header and body.

    Raises:
        ValueError: not a frame of ours, or larger than a frame may be.
    """
    magic, header, body = HEAD.unpack(head)
    if magic != MAGIC or header > MAX_HEADER or body > MAX_BODY:
        raise ValueError(f"not a frame: {head!r}")
    return header, body


def unpack(header: bytes) -> Request | Event:
    """Return the message in a frame's header.

    Raises:
        ValueError: it is none of ours, or a field is missing or of a wrong type.
    """
    try:
        raw = _decode(header.decode("utf-8"))
        return _reader(_KINDS[raw.pop("@")])(raw)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a message: {header[:80]!r}") from error


@functools.cache
def _reader(kind: Any) -> _Reader:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        return _record_reader(cast("type[Any]", kind))
    if origin in (typing.Union, types.UnionType):
        return _optional_reader(next(a for a in arguments if a is not type(None)))
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            return _sequence_reader(arguments[0])
        return _fixed_reader(arguments)
    if origin is dict:
        return _mapping_reader(arguments[1])
    return _scalar_reader(kind)


def _record_reader(kind: type[Any]) -> _Reader:
    hints = typing.get_type_hints(kind)
    readers = {name: _reader(hint) for name, hint in hints.items()}
    required = {
        f.name
        for f in dataclasses.fields(kind)
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    }

    def read(raw: Any) -> Any:
        if not isinstance(raw, dict) or not required <= raw.keys() <= readers.keys():
            raise ValueError(f"not a {kind.__name__}")
        fields = cast("dict[str, Any]", raw)
        return kind(**{name: readers[name](value) for name, value in fields.items()})

    return read


def _optional_reader(kind: Any) -> _Reader:
    inner = _reader(kind)
    return lambda raw: None if raw is None else inner(raw)


def _sequence_reader(kind: Any) -> _Reader:
    inner = _reader(kind)
    at_once = kind if kind in (str, float, bool) else None

    def read(raw: Any) -> Any:
        if not isinstance(raw, list):
            raise ValueError("not a list")
        items = cast("list[Any]", raw)
        if at_once and set(map(type, items)) == {at_once}:
            return tuple(items)
        return tuple(map(inner, items))

    return read


def _fixed_reader(kinds: tuple[Any, ...]) -> _Reader:
    inner = tuple(map(_reader, kinds))

    def read(raw: Any) -> Any:
        if not isinstance(raw, list) or len(cast("list[Any]", raw)) != len(inner):
            raise ValueError("not a list of the right length")
        items = cast("list[Any]", raw)
        return tuple(reader(item) for reader, item in zip(inner, items, strict=True))

    return read


def _mapping_reader(kind: Any) -> _Reader:
    inner = _reader(kind)

    def read(raw: Any) -> Any:
        if not isinstance(raw, dict):
            raise ValueError("not an object")
        return {key: inner(value) for key, value in cast("dict[str, Any]", raw).items()}

    return read


def _scalar_reader(kind: Any) -> _Reader:
    if kind is Any:
        return lambda raw: raw
    accepted = (int, float) if kind is float else kind

    def read(raw: Any) -> Any:
        if not isinstance(raw, accepted) or (isinstance(raw, bool) and kind is not bool):
            raise ValueError(f"{raw!r:.40} is not {kind.__name__}")
        if type(raw) is int and not -_LARGEST < raw < _LARGEST:
            raise ValueError("a number beyond all that is used")
        return raw

    return read
