"""The pipe to the explorer, out of reach of what user code does to its own streams."""

import os
import threading
from collections.abc import Iterator
from typing import cast

from . import system
from .codec import HEAD, pack, unpack, unpack_head
from .messages import Event, Request

_CHUNK = 1 << 20


class ClosedError(Exception):
    """The explorer is gone, or talks nonsense: there is nobody left to work for."""


class Channel:
    """Reads requests on one thread; `send` may be called from any.

    Everything is bound when the channel is made: user code may replace functions of `os`.
    """

    def __init__(self, incoming: int, outgoing: int) -> None:
        self._incoming = incoming
        self._outgoing = outgoing
        self._lock = threading.Lock()
        self._is_ours = True
        self._read, self._write, self._close = os.read, os.write, os.close
        system.in_forked_children(self._abandon)

    def requests(self) -> Iterator[Request]:
        """Yield requests as they come.

        Raises:
            ClosedError: the pipe has ended, or what came is not a request.
        """
        while True:
            try:
                header, body = unpack_head(self._exactly(HEAD.size))
                request = unpack(self._exactly(header))
                self._exactly(body)
            except ValueError as error:
                raise ClosedError from error
            yield cast("Request", request)

    def send(self, event: Event, body: bytes = b"") -> None:
        """Write one event; silent in a process that user code forked.

        Raises:
            ClosedError: nobody reads any more.
        """
        if not self._is_ours:
            return
        rest = memoryview(pack(event, body))
        with self._lock:
            try:
                while rest:
                    rest = rest[self._write(self._outgoing, rest[:_CHUNK]) :]
            except OSError as error:
                raise ClosedError from error

    def _exactly(self, size: int) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            try:
                part = self._read(self._incoming, min(_CHUNK, size - len(parts)))
            except OSError as error:
                raise ClosedError from error
            if not part:
                raise ClosedError
            parts += part
        return bytes(parts)

    def _abandon(self) -> None:
        self._is_ours = False
        self._close(self._incoming)
        self._close(self._outgoing)
