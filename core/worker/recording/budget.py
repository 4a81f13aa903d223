"""How much one record may cost."""

import time
from collections.abc import Callable

SECONDS = 2.0
"""Processor time for one record; what it does not suffice for is left out."""
SAMPLE = 100_000
"""Rows that distributions come from, where there are more."""
COLUMNS = 300
"""Columns of a table that are looked at."""


class Budget:
    """Counts what a record costs the thread that makes it; `rest` is called between columns."""

    def __init__(self, rest: Callable[[], None], seconds: float = SECONDS) -> None:
        self.rest = rest
        self.is_exceeded = False
        self._seconds = seconds
        self._now = time.thread_time
        self._began = self._now()

    @property
    def spent(self) -> float:
        """Seconds of processor time since the beginning."""
        return self._now() - self._began

    def affords(self, seconds: float) -> bool:
        """Whether so much more can be spent; if not, the budget counts as exceeded."""
        if self.spent + seconds <= self._seconds:
            return True
        self.is_exceeded = True
        return False
