"""What a worker says, one checked event at a time."""

import typing
from typing import BinaryIO, NamedTuple, cast

from core.worker import codec
from core.worker.messages import PROTOCOL, Drafted, Event, Hello, Peeked

_EVENTS = typing.get_args(Event)
_CHUNK = 1 << 20


class Received(NamedTuple):
    """An event of a worker with the bytes that came with it."""

    event: Event
    body: bytes


class VersionError(ValueError):
    """The worker speaks another version of the protocol."""


def receive(stream: BinaryIO) -> Received | None:
    """Read one frame. None at the end of the stream, also when that comes within a frame.

    Raises:
        ValueError: what came is no frame, or no event.
    """
    head = stream.read(codec.HEAD.size)
    if len(head) < codec.HEAD.size:
        return None
    size, body_size = codec.unpack_head(head)
    header = _exactly(stream, size)
    if len(header) != size:
        return None
    event = codec.unpack(header)
    if not isinstance(event, _EVENTS):
        raise ValueError(f"{type(event).__name__} is no event")
    if isinstance(event, Hello) and event.protocol != PROTOCOL:
        raise VersionError(f"version {event.protocol} of the protocol, not {PROTOCOL}")
    if body_size and not isinstance(event, Peeked | Drafted):
        raise ValueError(f"{type(event).__name__} brings no bytes")
    body = _exactly(stream, body_size)
    return Received(cast("Event", event), body) if len(body) == body_size else None


def _exactly(stream: BinaryIO, size: int) -> bytes:
    """Read `size` bytes, fewer at the end of the stream; memory grows only with what comes."""
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(min(size, _CHUNK))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
