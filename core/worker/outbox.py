"""Tells the explorer how a run goes: node by node as long as that is cheap, else in bundles."""

import threading
import time
from collections.abc import Callable
from typing import TypeAlias

from .messages import CheckEnded, Event, NodeEnded, NodeStarted

Send: TypeAlias = Callable[[Event, bytes], None]

BURST = 100
"""So many starts are told at once; when they are used up, `RATE` more each second."""
RATE = 5000


class Outbox:
    """Collects the events of a run and sends them, oldest first.

    A start is told before its node begins, with all that is waiting, unless nodes follow each
    other so fast that telling would take longer than running. Then `flush`, called now and
    then from another thread, tells what has ended and what is running. Any thread.
    """

    def __init__(self, send: Send) -> None:
        self._send = send
        self._now = time.monotonic
        self._lock = threading.Lock()
        self._waiting: list[NodeEnded | CheckEnded] = []
        self._running: NodeStarted | None = None
        self._allowance = float(BURST)
        self._counted_at = self._now()

    def started(self, ticket: int, node: str) -> None:
        """Tell that a node is about to begin."""
        now = self._now()
        earned = (now - self._counted_at) * RATE
        self._allowance = min(float(BURST), self._allowance + earned)
        self._counted_at = now
        with self._lock:
            self._running = NodeStarted(ticket, node)
            if self._allowance >= 1:
                self._allowance -= 1
                self._flush()

    def ended(self, event: NodeEnded | CheckEnded) -> None:
        """Tell that a node or a check has ended; soon, not at once."""
        with self._lock:
            self._running = None
            self._waiting.append(event)

    def tell(self, event: Event, body: bytes = b"") -> None:
        """Send an event now, after all that is waiting."""
        with self._lock:
            self._flush()
            self._send(event, body)

    def flush(self) -> None:
        """Send all that is waiting."""
        with self._lock:
            self._flush()

    def _flush(self) -> None:
        for event in self._waiting:
            self._send(event, b"")
        self._waiting.clear()
        if self._running:
            self._send(self._running, b"")
            self._running = None
