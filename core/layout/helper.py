"""Layouts made in a process of their own, so that nothing waits for them."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, TypeAlias

from core.layout import frames
from core.layout.layout import Direction, Layout, Topology
from core.layout.progress import Tell, silent

_ROOT = Path(__file__).parents[2]
_SECONDS = 60.0
_PATIENCE = 5.0
_NICENESS = 5
"""What a person does goes before, from the first line that the process imports."""
_QUIETLY: int = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(
    subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0
)
"""The same on Windows, and no console."""
_Process: TypeAlias = "subprocess.Popen[bytes]"


class LayoutHelper:
    """One warm process that places or polishes the newest topology it was given.

    The process starts at the first request and ends at `close`. A process at work cannot be
    interrupted: when a newer request comes, or the work takes longer than `seconds`, it is killed
    and the next request starts another (0.3 s more).

    `on_layout` is called with the ticket and the layout, on a thread of the helper's own; with
    None where the process died or took too long, or where polishing would not pay. Requests that
    were cancelled, also by newer ones, are not answered. `on_progress` is called with the share
    of the work that is done, on the same thread, while a graph is placed, not while it is
    polished. All methods return at once and can be called on any thread.
    """

    def __init__(
        self,
        on_layout: Callable[[int, Layout | None], None],
        seconds: float = _SECONDS,
        on_progress: Tell = silent,
    ) -> None:
        self._on_layout = on_layout
        self._on_progress = on_progress
        self._seconds = seconds
        self._changed = threading.Condition()
        self._waiting: tuple[int, frames.Request] | None = None
        self._current: int | None = None
        self._process: _Process | None = None
        self._thread: threading.Thread | None = None
        self._is_closed = False

    def request(
        self,
        ticket: int,
        topology: Topology,
        direction: Direction = Direction.RIGHT,
        previous: Layout | None = None,
        polish: bool = True,
    ) -> None:
        """Ask for a layout: polished, or (for graphs of thousands of cards) as `place` makes it.

        `previous` is as for `place`; polishing starts afresh.
        """
        with self._changed:
            if self._is_closed:
                return
            self._forget()
            self._waiting = (ticket, frames.Request(topology, direction, polish, previous))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="layout", daemon=True)
                self._thread.start()
            self._changed.notify()

    def cancel(self) -> None:
        """Leave the newest request unanswered."""
        with self._changed:
            self._forget()

    def close(self) -> None:
        """End the process; no call of `on_layout` begins after this."""
        with self._changed:
            self._is_closed = True
            self._forget()
            self._changed.notify()
            process, self._process = self._process, None
            thread = self._thread
        if process is not None:
            _end(process)
        if thread is not None and thread is not threading.current_thread():
            thread.join(_PATIENCE)

    def _forget(self) -> None:
        self._waiting = None
        if self._current is not None:
            self._current = None
            self._kill()

    def _kill(self) -> None:
        """Give the process at work up; the thread that waits for it ends it."""
        if self._process is not None:
            self._process.kill()
            self._process = None

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._is_closed)
                if self._waiting is None:
                    return
                (ticket, request), self._waiting = self._waiting, None
                self._current = ticket
                process = self._running()
            layout = self._asked(process, request)
            with self._changed:
                is_wanted = self._current == ticket
                self._current = None
                is_lost = self._process is not process
            if is_lost:
                _end(process)
            if is_wanted:
                self._on_layout(ticket, layout)

    def _running(self) -> _Process:
        """The process, started where there is none."""
        if self._process is not None and self._process.poll() is not None:
            _end(self._process)
            self._process = None
        if self._process is None:
            self._process = _started()
        return self._process

    def _asked(self, process: _Process, request: frames.Request) -> Layout | None:
        """What the process answers; one that fails or takes too long is given up."""
        assert process.stdin and process.stdout
        limit = threading.Timer(self._seconds, process.kill)
        limit.daemon = True
        limit.start()
        try:
            frames.write(process.stdin, *frames.request_frame(request))
            frame = self._answer(process.stdout)
            return frames.read_layout(frame, request.topology) if frame[1] else None
        except (OSError, frames.BadFrameError):
            with self._changed:
                if self._process is process:
                    self._kill()
            return None
        finally:
            limit.cancel()

    def _answer(self, stream: IO[bytes]) -> frames.Frame:
        while (frame := frames.read(stream)) is not None:
            share = frames.read_progress(frame)
            if share is None:
                return frame
            self._on_progress(share)
        raise frames.BadFrameError("no answer")


def _started() -> _Process:
    """Start a helper that imports our own packages, whatever lies in the working directory."""
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "core.layout.serve"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "OPENBLAS_NUM_THREADS": "1"},
        start_new_session=True,
        creationflags=_QUIETLY,
    )
    if hasattr(os, "setpriority"):
        with suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, process.pid, _NICENESS)
    return process


def _end(process: _Process) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            try:
                stream.close()
            except OSError:
                continue
