"""What a worker says, one checked event at a time."""

import typing
from typing import BinaryIO, NamedTuple, cast

from core.worker import codec
from core.worker.messages import PROTOCOL, Event, Hello

_EVENTS = typing.get_args(Event)
_CHUNK = 1 << 20


class Received(NamedTuple):
    """An event of a worker with the bytes that came with it."""

    event: Event
    body: bytes


def receive(stream: BinaryIO) -> Received | None:
    """Read one frame. None at the end of the stream, also when that comes within a frame.

    Raises:
        ValueError: what came is no frame, or no event.
    """
    head = stream.read(codec.HEAD.size)
    if len(head) < codec.HEAD.size:
        return None
    sizes = codec.unpack_head(head)
    header, body = (_exactly(stream, size) for size in sizes)
    if (len(header), len(body)) != sizes:
        return None
    event = codec.unpack(header)
    if not isinstance(event, _EVENTS):
        raise ValueError(f"{type(event).__name__} is no event")
    if isinstance(event, Hello) and event.protocol != PROTOCOL:
        raise ValueError(f"version {event.protocol} of the protocol, not {PROTOCOL}")
    return Received(cast("Event", event), body)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    """Read `size` bytes, fewer at the end of the stream; memory grows only with what comes."""
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(min(size, _CHUNK))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
