"""Layouts kept on disk, found again by what they are layouts of."""

import hashlib
import io
import os
import tempfile
import time
import zlib
from pathlib import Path

from core.layout import frames
from core.layout.layout import Direction, Layout, Topology

_VERSION = b"3"
"""Raised whenever engines place differently, so that old layouts are not found any more."""
_MOST_BYTES = 64 << 20
_SUFFIX, _UNFINISHED = ".layout", ".part"
_SUM = 4
"""Bytes at the end of a file: the checksum of those before them."""
_LONGEST_WRITING = 3600.0
"""Seconds after which a file that is still unfinished is one that was left so."""


class LayoutCache:
    """A folder of layouts, the least recently used of which go when there are too many.

    Never fails: a file that cannot be read is no layout, one that cannot be written is not kept.
    Takes some 10 ms for 20,000 cards; can be called on any thread.
    """

    def __init__(self, folder: Path, most_bytes: int = _MOST_BYTES) -> None:
        self._folder = folder
        self._most_bytes = most_bytes

    def get(self, topology: Topology, direction: Direction) -> Layout | None:
        """The layout that was kept of the same cards, sizes and wires; None where there is none."""
        file = self._file(topology, direction)
        try:
            written = file.read_bytes()
            os.utime(file)
            if zlib.crc32(written[:-_SUM]) != int.from_bytes(written[-_SUM:], "big"):
                return None
            frame = frames.read(io.BytesIO(written))
            return None if frame is None else frames.read_layout(frame, topology)
        except (OSError, frames.BadFrameError):
            return None

    def put(self, topology: Topology, layout: Layout) -> None:
        """Keep a layout of a topology, in place of what was kept of it before."""
        buffer = io.BytesIO()
        frames.write(buffer, *frames.layout_frame(layout))
        body = buffer.getvalue()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, written = tempfile.mkstemp(dir=self._folder, suffix=_UNFINISHED)
            with os.fdopen(handle, "wb") as stream:
                stream.write(body)
                stream.write(zlib.crc32(body).to_bytes(_SUM, "big"))
            os.replace(written, self._file(topology, layout.direction))
            self._prune()
        except OSError:
            return

    def _file(self, topology: Topology, direction: Direction) -> Path:
        key = hashlib.blake2b(digest_size=16)
        for part in (
            _VERSION,
            direction.value.encode(),
            "\0".join(topology.ids).encode("utf-8", "surrogatepass"),
            topology.sizes.astype("<f8").tobytes(),
            topology.edges.astype("<i4").tobytes(),
        ):
            key.update(len(part).to_bytes(8, "big") + part)
        return self._folder / (key.hexdigest() + _SUFFIX)

    def _prune(self) -> None:
        for left in self._folder.glob("*" + _UNFINISHED):
            if left.stat().st_mtime < time.time() - _LONGEST_WRITING:
                left.unlink(missing_ok=True)
        found = [(file.stat(), file) for file in self._folder.glob("*" + _SUFFIX)]
        total = sum(stat.st_size for stat, _ in found)
        for stat, file in sorted(found, key=lambda entry: entry[0].st_mtime):
            if total <= self._most_bytes:
                break
            file.unlink(missing_ok=True)
            total -= stat.st_size
