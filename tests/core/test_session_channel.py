"""Whatever bytes come from a worker, reading them ends in an event, an end or a ValueError."""

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.session.channel import Received, receive
from core.worker import codec
from core.worker.messages import PROTOCOL, Cancel, Hello, NodeStarted, Peeked

HELLO = Hello(PROTOCOL, 1, "3.11.0", "/usr/bin/python")


def test_frames_are_read_one_by_one() -> None:
    picture = Peeked(1, "plot", "image", "Figure", (2, 2))
    stream = io.BytesIO(codec.pack(HELLO) + codec.pack(picture, b"png") + codec.pack(HELLO))

    received = [receive(stream) for _ in range(4)]

    assert received == [
        Received(HELLO, b""),
        Received(picture, b"png"),
        Received(HELLO, b""),
        None,
    ]


@pytest.mark.parametrize("length", [1, 15, 16, 40, 90])
def test_a_frame_that_breaks_off_is_the_end(length: int) -> None:
    frame = codec.pack(HELLO, b"x" * 50)

    received = receive(io.BytesIO(frame[:length]))

    assert received is None


def test_a_long_body_comes_whole() -> None:
    body = bytes(range(256)) * 20_000

    received = receive(io.BytesIO(codec.pack(Peeked(1, "a", "image", "Figure"), body)))

    assert received and received.body == body


@pytest.mark.parametrize(
    "frame",
    [
        b"hello, this is Python!",
        codec.HEAD.pack(codec.MAGIC, codec.MAX_HEADER + 1, 0),
        codec.HEAD.pack(codec.MAGIC, 2, codec.MAX_BODY + 1),
        codec.HEAD.pack(codec.MAGIC, 2, 0) + b"{}",
        codec.HEAD.pack(codec.MAGIC, 4, 0) + b"null",
        codec.HEAD.pack(codec.MAGIC, 2, 0) + b"\xff\xff",
        codec.pack(Cancel(1)),
        codec.pack(NodeStarted(1, "a"), b"bytes"),
        codec.pack(Hello(PROTOCOL + 1, 1, "3.11.0", "/usr/bin/python")),
    ],
)
def test_what_is_no_event_is_refused(frame: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        receive(io.BytesIO(frame))


def test_a_length_that_is_not_followed_by_bytes_takes_no_memory() -> None:
    whole = codec.pack(Peeked(1, "plot", "image", "Figure"))[codec.HEAD.size :]
    frame = codec.HEAD.pack(codec.MAGIC, len(whole), codec.MAX_BODY) + whole + b"x" * 100

    tracemalloc.start()
    receive(io.BytesIO(frame))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 4 << 20


@given(some.binary(max_size=300), some.booleans())
def test_any_bytes_end_in_an_event_an_end_or_a_value_error(junk: bytes, has_head: bool) -> None:
    head = codec.HEAD.pack(codec.MAGIC, max(0, len(junk) - 3), 3) if has_head else b""

    try:
        received = receive(io.BytesIO(head + junk))
    except ValueError:
        return

    assert received is None or isinstance(received, Received)
