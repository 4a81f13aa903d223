"""Values that took long, in files that outlive the process. Only workers write and read them."""
# pyright: basic

import contextlib
import json
import mmap
import os
import pickle
import struct
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

LEAST_SECONDS = 0.5
"""What takes less is computed again."""
_SHARE = 0.2
"""Writing may take this part of the time that computing took."""
_HEAD = struct.Struct(">4sIIQ")
_MAGIC = b"LXV1"
_SUFFIX = ".value"
_LARGEST_HEADER = 1 << 16


@dataclass(frozen=True)
class Kept:
    """What is said of a value in a file: how long it took, and its summary."""

    node: str
    seconds: float
    summary: str
    rows: int | None


class Spill:
    """A folder of values by the digest of what they were computed from. Main thread only.

    At most `limit` bytes are kept; what was written longest ago goes first. A file that is
    damaged, or cannot be read here, counts as absent.
    """

    def __init__(self, folder: str, limit: int = 0) -> None:
        self._folder = Path(folder)
        self._limit = limit
        self._now = time.monotonic
        self._getpid = os.getpid

    def keep(self, digest: str, value: Any, said: Kept) -> bool:
        """Write a value, unless it is too large, or slow to write for how long it took.

        Runs code of the value's own, which may raise anything.
        """
        file = self._file(digest)
        part = file.with_suffix(f".{self._getpid()}.part")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with part.open("wb") as stream:
                deadline = self._now() + _SHARE * said.seconds
                _write(stream, value, said, _Bounded(stream, self._limit, deadline, self._now))
            part.replace(file)
        except (_TooMuchError, OSError):
            return False
        finally:
            part.unlink(missing_ok=True)
        self._prune()
        return file.exists()

    def nodes(self) -> dict[str, set[str]]:
        """Return the digests of the values that are there, by node."""
        found: dict[str, set[str]] = {}
        for file in self._files():
            with contextlib.suppress(OSError, ValueError), file.open("rb") as stream:
                found.setdefault(_read_header(stream)[0].node, set()).add(file.stem)
        return found

    def take(self, digest: str) -> tuple[Any, Kept] | None:
        """Return a value and what is said of it. Runs code of the value's own."""
        file = self._file(digest)
        try:
            with file.open("rb") as stream:
                return _read(stream)
        except KeyboardInterrupt:
            raise
        except BaseException:  # whatever its classes, or the damage, make of it
            with contextlib.suppress(OSError):
                file.unlink()
            return None

    def _file(self, digest: str) -> Path:
        return self._folder / f"{digest}{_SUFFIX}"

    def _files(self) -> Iterator[Path]:
        return self._folder.glob(f"*{_SUFFIX}")

    def _prune(self) -> None:
        sizes: list[tuple[float, int, Path]] = []
        for file in self._files():
            with contextlib.suppress(OSError):
                found = file.stat()
                sizes.append((found.st_mtime, found.st_size, file))
        excess = sum(size for _, size, _ in sizes) - self._limit
        for _, size, file in sorted(sizes):
            if excess <= 0:
                return
            with contextlib.suppress(OSError):
                file.unlink()
                excess -= size


class _TooMuchError(Exception):
    """The value is too large to be kept, or takes too long to write."""


class _Bounded:
    """Writes to a file as long as there is room and time, and sums up what is written."""

    def __init__(self, stream: BinaryIO, room: int, deadline: float, now: Any) -> None:
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
            raise _TooMuchError
        self.checksum = zlib.crc32(view, self.checksum)
        return self._stream.write(view)


def _write(stream: BinaryIO, value: Any, said: Kept, bounded: _Bounded) -> None:
    header = json.dumps(vars(said)).encode("ascii")
    stream.write(_HEAD.pack(_MAGIC, len(header), 0, 0) + header)
    pickle.Pickler(bounded, protocol=5).dump(value)
    stream.seek(0)
    stream.write(_HEAD.pack(_MAGIC, len(header), bounded.checksum, bounded.size))


def _read(stream: BinaryIO) -> tuple[Any, Kept] | None:
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


def _read_header(stream: BinaryIO) -> tuple[Kept, int, int]:
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise ValueError("damaged")
    magic, length, checksum, size = _HEAD.unpack(head)
    if magic != _MAGIC or length > _LARGEST_HEADER:
        raise ValueError("not a value")
    try:
        return Kept(**json.loads(stream.read(length))), checksum, size
    except TypeError as error:
        raise ValueError("damaged") from error
