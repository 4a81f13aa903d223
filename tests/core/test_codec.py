"""Frames: whatever is packed comes back, and whatever else arrives is refused."""

import typing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.worker import codec, messages
from core.worker.messages import Event, Execute, Given, NodeEnded, Peeked, Request

KINDS: tuple[Any, ...] = (*typing.get_args(Request), *typing.get_args(Event))

st.register_type_strategy(str, st.text(st.characters(codec="utf-8"), max_size=8))
st.register_type_strategy(int, st.integers(1 - 2**64, 2**64 - 1))
st.register_type_strategy(float, st.floats(allow_nan=False))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
)


def of_kind(kind: Any) -> st.SearchStrategy[Any]:
    free = {"config", "inputs", "overrides", "json"} & set(typing.get_type_hints(kind))
    return st.builds(kind, **{name: FREE[name] for name in free})


given_values = st.builds(Given, json_values, st.none() | st.text(), st.none() | st.text())
st.register_type_strategy(Given, given_values)
by_name = st.dictionaries(st.text(max_size=5), given_values, max_size=3)
FREE = {
    "config": st.dictionaries(st.text(max_size=5), json_values, max_size=3),
    "inputs": by_name,
    "overrides": by_name,
    "json": json_values,
}


def sent(message: Any, body: bytes = b"") -> tuple[Any, bytes]:
    frame = codec.pack(message, body)
    header, size = codec.unpack_head(frame[: codec.HEAD.size])
    rest = frame[codec.HEAD.size :]
    assert len(rest) == header + size
    return codec.unpack(rest[:header]), rest[header:]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_message_comes_back_as_it_was(kind: Any) -> None:
    @settings(max_examples=20, deadline=None)
    @given(of_kind(kind))
    def check(message: Any) -> None:
        assert sent(message) == (message, b"")

    check()


def test_a_body_travels_beside_its_message() -> None:
    message = Peeked(3, "figure", "image", "Figure", (640, 480))

    assert sent(message, b"\x89PNG\0\xff") == (message, b"\x89PNG\0\xff")


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"[]",
        b"null",
        b"\xff",
        b'{"ticket": 1}',
        b'{"@": "Ping"}',
        b'{"@": "NodeRecord", "id": "a", "kind": "function"}',
        b'{"@": "Ping", "ticket": "1"}',
        b'{"@": "Ping", "ticket": true}',
        b'{"@": "Ping", "ticket": 1, "more": 2}',
        b'{"@": "NodesFound", "ticket": 1, "nodes": {}}',
        b'{"@": "NodesFound", "ticket": 1, "nodes": [{"id": 1, "kind": "function"}]}',
        b'{"@": "Peeked", "ticket": 1, "node": "", "kind": "", "type_name": "", "facts": [["a"]]}',
        b'{"@": "Loaded", "ticket": 1, "problems": [], "modules": [], "seconds": "1"}',
        b'{"@": "Refused", "ticket": 1, "message": "", "errors": []}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_message_is_refused(header: bytes) -> None:
    with pytest.raises(ValueError, match=r"not|Expecting|Extra|decode"):
        codec.unpack(header)


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\0",
        codec.HEAD.pack(codec.MAGIC, codec.MAX_HEADER + 1, 0),
        codec.HEAD.pack(codec.MAGIC, 0, codec.MAX_BODY + 1),
    ],
)
def test_what_is_no_frame_is_refused(head: bytes) -> None:
    with pytest.raises(ValueError, match="not a frame"):
        codec.unpack_head(head)


def test_halves_of_characters_travel_as_they_are() -> None:
    message = NodeEnded(1, "n\udce9", "done", 0.0, "/folder-\udce9/file \ud83d")

    assert sent(message) == (message, b"")


def test_only_records_of_the_protocol_are_packed() -> None:
    message = Execute(1, ("a",), {"x": Given(json=object())})

    with pytest.raises(TypeError, match="not a record"):
        codec.pack(message)


def test_text_that_is_no_unicode_travels() -> None:
    message = messages.Noticed("n\udcff", "\ud800 and \0")

    assert sent(message) == (message, b"")
