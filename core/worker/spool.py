"""Catches what is written to file descriptors 1 and 2, whoever writes it."""
# pyright: basic

import contextlib
import ctypes
import io
import os
import sys
from pathlib import Path

from . import system
from .messages import OutputRecord

CAP = 64 << 20
"""Bytes of one stream that are kept of one run."""

_STREAMS = {1: "stdout", 2: "stderr"}
_UNMOVED = 1 << 40
_UNBUFFERED = 2
"""_IONBF of stdio.h."""


class Spool:
    """Two append-only files, `stdout.log` and `stderr.log`, in place of the standard streams.

    Files, not pipes: nobody has to read while user code runs, what C code and child processes
    write lands there too, and the text outlives a crash. A node's part is a range of bytes.
    """

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)
        # user code may replace functions of `os`
        self._dup2, self._fstat, self._lseek = os.dup2, os.fstat, os.lseek
        self._nothing = _raised(os.open(os.devnull, os.O_RDWR))
        self._files = {fd: _append_only(self.folder / f"{s}.log") for fd, s in _STREAMS.items()}
        self._capped: set[int] = set()
        self._sizes = self._starts = (0, 0)
        _unbuffer_c()
        for fd, name in _STREAMS.items():
            self._dup2(self._files[fd], fd)
            self._lseek(self._files[fd], _UNMOVED, os.SEEK_SET)
            _replace_stream(fd, name)
        self._stdout, self._stderr = sys.stdout, sys.stderr

    def begin(self) -> None:
        """Start a new allowance of output: a run begins."""
        self._capped.clear()
        self.collect()
        self._starts = self._sizes

    def collect(self) -> tuple[OutputRecord | None, bool]:
        """Return what was written since the last call, and whether the streams were meddled with.

        Streams that were replaced or closed work again afterwards. Costs a microsecond when
        nothing happened: a write moves the file's position from where it was left.
        """
        if self._is_untouched():
            return None, False
        before, self._sizes = self._sizes, self._measured()
        was_meddled_with = self._repair()
        for file in self._files.values():
            self._lseek(file, _UNMOVED, os.SEEK_SET)
        if self._sizes == before:
            return None, was_meddled_with
        spans = (before[0], self._sizes[0], before[1], self._sizes[1])
        return OutputRecord(*spans), was_meddled_with

    def police(self) -> str | None:
        """Stop keeping a stream that is past its allowance; return its name. Any thread."""
        for fd, size, start in zip(_STREAMS, self._measured(), self._starts, strict=True):
            if size - start > CAP and fd not in self._capped:
                self._capped.add(fd)
                self._dup2(self._nothing, fd)
                return _STREAMS[fd]
        return None

    def _is_untouched(self) -> bool:
        try:
            return (
                self._lseek(1, 0, os.SEEK_CUR) == _UNMOVED
                and self._lseek(2, 0, os.SEEK_CUR) == _UNMOVED
                and sys.stdout is self._stdout
                and sys.stderr is self._stderr
                and not (sys.stdout.closed or sys.stderr.closed)
            )
        except OSError:  # closed
            return False

    def _measured(self) -> tuple[int, int]:
        return self._fstat(self._files[1]).st_size, self._fstat(self._files[2]).st_size

    def _repair(self) -> bool:
        was_meddled_with = False
        if not self._is_open(0):
            self._dup2(self._nothing, 0)
        for fd, name in _STREAMS.items():
            expected = self._nothing if fd in self._capped else self._files[fd]
            if not self._is_same(fd, expected):
                was_meddled_with = True
                self._dup2(expected, fd)
            stream = self._stdout if fd == 1 else self._stderr
            if getattr(sys, name) is not stream or stream.closed:
                was_meddled_with = True
                if stream.closed:
                    stream = _replace_stream(fd, name)
                setattr(sys, name, stream)
        self._stdout, self._stderr = sys.stdout, sys.stderr
        return was_meddled_with

    def _is_open(self, fd: int) -> bool:
        try:
            self._fstat(fd)
        except OSError:
            return False
        return True

    def _is_same(self, fd: int, other: int) -> bool:
        try:
            ours, theirs = self._fstat(fd), self._fstat(other)
        except OSError:
            return False
        return (ours.st_ino, ours.st_dev, ours.st_rdev) == (
            theirs.st_ino,
            theirs.st_dev,
            theirs.st_rdev,
        )


def _append_only(path: Path) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    return _raised(os.open(path, flags, 0o600))


def _raised(descriptor: int) -> int:
    high = system.raised(descriptor)
    os.close(descriptor)
    return high


def _replace_stream(fd: int, name: str) -> io.TextIOWrapper:
    # unbuffered as with `python -u`: what was printed survives a crash, in order
    raw = io.FileIO(fd, "w", closefd=False)
    stream = io.TextIOWrapper(raw, "utf-8", "backslashreplace", write_through=True)  # pyright: ignore[reportArgumentType]
    setattr(sys, name, stream)
    setattr(sys, f"__{name}__", stream)
    return stream


def _unbuffer_c() -> None:
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError, AttributeError, ValueError):
        c = ctypes.CDLL(None)
        stdout = "__stdoutp" if sys.platform == "darwin" else "stdout"
        c.setvbuf(ctypes.c_void_p.in_dll(c, stdout), None, _UNBUFFERED, 0)
