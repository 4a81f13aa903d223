"""Makes the records of what came out of nodes, on a thread of its own."""
# pyright: basic

import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from ..messages import OutcomeRecord, Recorded
from ..outbox import Send
from ..plan import Wiring
from ..values import Held
from .budget import Budget
from .columns import Means, Profiles
from .meter import Meter
from .recording import recorded

GRACE = 1.0
"""Seconds for which a run that has just begun is left alone."""
REST = 9.0
"""How many times as long as it works the recorder rests while a run is on."""
METERED = 0.001
"""Seconds that a node must take for its memory to be looked at."""
_COLUMNS_IN_A_FRAME = 200
_RECORDS_IN_A_FRAME = 500
_SECONDS_IN_A_FRAME = 0.2


class _Due(NamedTuple):
    """A node that has ended and is to be recorded."""

    ticket: int
    seconds: float
    memory: int | None
    wiring: Wiring


class Recorder:
    """Records what is held of the nodes that ended, newest values only, in the order they ended.

    While no run is on it works at once. A run that has just begun is left alone; of a longer one
    it takes a tenth of the time at most. `meter.tick` is to be called now and then.
    """

    def __init__(self, send: Send, held: Mapping[str, Held]) -> None:
        self.meter = Meter()
        self._profiles = Profiles()
        self._send = send
        self._held = held
        self._wiring: Wiring | None = None
        self._ticket = 0
        self._due: dict[str, _Due] = {}
        self._lock = threading.Lock()
        self._is_due = threading.Event()
        self._is_idle = threading.Event()
        self._is_idle.set()
        self._now = time.monotonic
        self._began = self._resumed = 0.0
        threading.Thread(target=self._work, name="lineage-records", daemon=True).start()

    def begin(self, ticket: int, wiring: Wiring) -> None:
        """Note that a run begins. Main thread, as all that is public here."""
        self._ticket, self._wiring = ticket, wiring
        self._began = self._now()
        self._is_idle.clear()
        self.meter.begin()

    def end(self) -> None:
        """Note that the run is over."""
        self._is_idle.set()
        if self._due:
            self._is_due.set()

    def ended(self, node: str, seconds: float) -> None:
        """Note that a node of the run has its value; `seconds` is what it took."""
        memory = self.meter.growth() if seconds >= METERED else None
        assert self._wiring
        with self._lock:
            self._due.pop(node, None)
            self._due[node] = _Due(self._ticket, seconds, memory, self._wiring)
        if not self._is_due.is_set() and self._now() - self._began > GRACE:
            self._is_due.set()

    def note(self, ticket: int, wiring: Wiring, taken: Mapping[str, float]) -> None:
        """Note values that were taken back, each with the seconds it took when it was made."""
        with self._lock:
            for node, seconds in taken.items():
                self._due.pop(node, None)
                self._due[node] = _Due(ticket, seconds, None, wiring)
        if taken:
            self._is_due.set()

    # the recording thread

    def _work(self) -> None:
        ready: list[OutcomeRecord] = []
        while True:
            self._is_due.wait()
            self._is_due.clear()
            self._resumed = self._now()
            self._rest()
            while self._due:
                self._record_some(ready)

    def _record_some(self, ready: list[OutcomeRecord]) -> None:
        """Record nodes of one run, as many as are told together."""
        began, ticket, size = self._now(), 0, 0
        while self._due and size < _COLUMNS_IN_A_FRAME and len(ready) < _RECORDS_IN_A_FRAME:
            self._rest()  # small values make no use of a budget, and are many
            with self._lock:
                node, due = next(iter(self._due.items()))
                if ready and (due.ticket != ticket or self._now() - began > _SECONDS_IN_A_FRAME):
                    break
                del self._due[node]
            if held := self._held.get(node):
                ticket = due.ticket
                made = self._recorded(node, held, due)
                ready.append(made)
                size += len(made.columns)
        if ready:
            self._send(Recorded(ticket, tuple(ready)), b"")
            ready.clear()

    def _recorded(self, node: str, held: Held, due: _Due) -> OutcomeRecord:
        if held.record is None:
            budget = Budget(self._rest)
            made = recorded(node, held, Means(budget, self._profiles))
            held.record = replace(made, cost=budget.spent, code=due.wiring.flow.code.get(node, ""))
        inputs: dict[str, str] = {}
        for parent in due.wiring.parents.get(node, ()):
            above = self._held.get(parent)
            if above and above.record:
                inputs[parent] = above.record.content
        return replace(held.record, inputs=inputs, seconds=due.seconds, memory=due.memory)

    def _rest(self) -> None:
        if not self._is_idle.is_set():
            now = self._now()
            left_alone = self._began + GRACE - now
            self._is_idle.wait(max(left_alone, (now - self._resumed) * REST))
        self._resumed = self._now()
