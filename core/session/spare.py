"""A worker that waits, Hamilton imported and nothing of the user's, until one is wanted."""

import threading
from collections.abc import Callable
from pathlib import Path

import psutil

from core.session.channel import Received
from core.session.exit import Exit
from core.session.worker import Worker
from core.worker.messages import Event, Hello

_ROOM = 2 << 30
"""Bytes of memory that must be free for a worker that does nothing."""


class Spare:
    """Starts a worker and keeps it quiet. Make it on the main thread."""

    def __init__(self, interpreter: Path, folder: Path) -> None:
        self._place = interpreter, folder
        self._lock = threading.Lock()
        self._hello: Received | None = None
        self._exit: Exit | None = None
        self._on_event: Callable[[Event, bytes], None] | None = None
        self._on_exit: Callable[[Exit], None] | None = None
        self._worker = Worker(interpreter, folder, self._hear, self._end)

    def fits(self, interpreter: Path, folder: Path) -> bool:
        """Whether it is there, and is what a new worker for this place would be."""
        return self._exit is None and self._place == (interpreter, folder)

    def take(
        self, on_event: Callable[[Event, bytes], None], on_exit: Callable[[Exit], None]
    ) -> Worker:
        """Return the worker, which tells these from now on; its hello comes at once."""
        with self._lock:
            if self._hello:
                on_event(*self._hello)
            if self._exit:
                on_exit(self._exit)
            self._on_event, self._on_exit = on_event, on_exit
        return self._worker

    def close(self) -> None:
        """End the worker, and wait until it is gone."""
        self._worker.close()

    # threads of the worker

    def _hear(self, event: Event, body: bytes) -> None:
        with self._lock:
            if self._on_event:
                self._on_event(event, body)
            elif isinstance(event, Hello):
                self._hello = Received(event, body)

    def _end(self, exit: Exit) -> None:
        with self._lock:
            self._exit = exit
            if self._on_exit:
                self._on_exit(exit)


def has_room() -> bool:
    """Whether there is memory for a worker that does nothing."""
    return psutil.virtual_memory().available > _ROOM
