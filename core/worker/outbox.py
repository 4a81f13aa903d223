"""Tells the explorer how a run goes: node by node as long as that is cheap, else in bundles."""

import threading
import time
from collections.abc import Callable
from typing import TypeAlias

from .messages import CheckEnded, Event, NodeEnded, NodesEnded, NodeStarted

Send: TypeAlias = Callable[[Event, bytes], None]

BURST = 10
"""So many nodes in a row are told one by one, however fast they are; then `RATE` a second."""
RATE = 500


class Outbox:
    """Collects the events of a run and sends them, oldest first. Any thread.

    A node that is told one by one is told before it begins. Others, that follow each other too
    fast for that, are told in bundles when they have ended; `flush`, to be called now and then
    from another thread, tells of one that turns out to take long.
    """

    def __init__(self, send: Send) -> None:
        self._send = send
        self._now = time.monotonic
        self._lock = threading.Lock()
        self._ticket = 0
        self._waiting: list[Event] = []
        self._quick: list[tuple[str, float, str, int | None]] = []
        self._running: str | None = None
        self._allowance = 0.0
        self._counted_at = self._now()

    def begin(self, ticket: int) -> None:
        """Start telling of a run."""
        self._ticket = ticket
        self._allowance = float(BURST)

    def may_tell(self) -> bool:
        """Whether the next node is to be told one by one; to be asked once for each."""
        now = self._now()
        self._allowance = min(BURST, self._allowance + (now - self._counted_at) * RATE)
        self._counted_at = now
        if self._allowance < 1:
            return False
        self._allowance -= 1
        return True

    def started(self, node: str) -> None:
        """Tell that a node begins, and all that is waiting."""
        with self._lock:
            self._running = node
            self._flush()

    def will_start(self, node: str) -> None:
        """Note that a node begins, to be told if it takes long."""
        self._running = node

    def ended_quickly(self, node: str, seconds: float, summary: str, rows: int | None) -> None:
        """Note that a node ended well, to be told with others."""
        with self._lock:
            self._running = None
            self._quick.append((node, seconds, summary, rows))

    def ended(self, event: NodeEnded | CheckEnded) -> None:
        """Note that a node or a check has ended, to be told soon."""
        with self._lock:
            self._running = None
            self._bundle()
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

    def _bundle(self) -> None:
        if self._quick:
            nodes, seconds, summaries, rows = zip(*self._quick, strict=True)
            self._waiting.append(NodesEnded(self._ticket, nodes, seconds, summaries, rows))
            self._quick = []

    def _flush(self) -> None:
        self._bundle()
        for event in self._waiting:
            self._send(event, b"")
        self._waiting.clear()
        if self._running is not None:
            self._send(NodeStarted(self._ticket, self._running), b"")
            self._running = None
