"""One value in one file that outlives the process. Only workers write and read such files."""
# pyright: basic

import json
import math
import mmap
import os
import pickle
import struct
import time
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

_HEAD = struct.Struct(">4sIIQ")
_MAGIC = b"LXV1"
_LARGEST_HEADER = 1 << 16


class TooMuchError(Exception):
    """The value is too large to be kept, or takes too long to write."""


class ValueFile:
    """A value with what is said of it, which is JSON. It is there whole or not at all.

    The value is read only when it is what was written: a checksum goes with it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._now = time.monotonic
        self._getpid = os.getpid

    def write(
        self, value: Any, said: Mapping[str, Any], room: float, seconds: float = math.inf
    ) -> int:
        """Write a value, replacing the one before; return its bytes. Runs code of the value's own.

        Raises:
            TooMuchError: it would take more than `room` bytes, or more than so many seconds.
            OSError: the file cannot be written.
            Exception: whatever the value's own code raises.
        """
        part = self.path.with_suffix(f".{self._getpid()}.part")
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with part.open("wb") as stream:
                bounded = _Bounded(stream, room, self._now() + seconds, self._now)
                header = json.dumps(said).encode("ascii")
                stream.write(_HEAD.pack(_MAGIC, len(header), 0, 0) + header)
                pickle.Pickler(bounded, protocol=5).dump(value)
                stream.seek(0)
                stream.write(_HEAD.pack(_MAGIC, len(header), bounded.checksum, bounded.size))
            part.replace(self.path)
        finally:
            part.unlink(missing_ok=True)
        return bounded.size

    def said(self) -> dict[str, Any]:
        """Return what is said of the value.

        Raises:
            OSError: the file cannot be read.
            ValueError: it holds no value.
        """
        with self.path.open("rb") as stream:
            return _read_header(stream)[0]

    def read(self) -> tuple[Any, dict[str, Any]]:
        """Return the value and what is said of it. Runs code of the value's own.

        Raises:
            OSError: the file cannot be read.
            ValueError: it is damaged.
            Exception: whatever the value's classes make of it.
        """
        with self.path.open("rb") as stream:
            said, checksum, size = _read_header(stream)
            start = stream.tell()
            with (
                mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as whole,
                memoryview(whole)[start : start + size] as payload,
            ):
                if len(payload) != size or zlib.crc32(payload) != checksum:
                    raise ValueError("damaged")
            stream.seek(start)
            return pickle.load(stream), said  # noqa: S301 - written by a worker, for workers


class _Bounded:
    """Writes to a file as long as there is room and time, and sums up what is written."""

    def __init__(self, stream: BinaryIO, room: float, deadline: float, now: Any) -> None:
        self._stream = stream
        self._room = room
        self._deadline = deadline
        self._now = now
        self.size = 0
        self.checksum = 0

    def write(self, data: Any) -> int:
        view = memoryview(data).cast("B")
        self.size += len(view)
        if self.size > self._room or self._now() > self._deadline:
            raise TooMuchError
        self.checksum = zlib.crc32(view, self.checksum)
        return self._stream.write(view)


def _read_header(stream: BinaryIO) -> tuple[dict[str, Any], int, int]:
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise ValueError("damaged")
    magic, length, checksum, size = _HEAD.unpack(head)
    if magic != _MAGIC or length > _LARGEST_HEADER:
        raise ValueError("not a value")
    said = json.loads(stream.read(length))
    if not isinstance(said, dict):
        raise ValueError("damaged")
    return said, checksum, size
