"""By how much the process grows while a node runs."""

from .. import system


class Meter:
    """Watches the resident memory. `tick` is to be called often, from any thread."""

    def __init__(self) -> None:
        self._base = self._peak = 0

    def begin(self) -> None:
        """Start a run."""
        self._base = self._peak = system.memory()

    def tick(self) -> None:
        """Look at the memory now."""
        self._peak = max(self._peak, system.memory())

    def growth(self) -> int:
        """Return by how many bytes the memory grew at most since the last node ended."""
        now = system.memory()
        grown = max(self._peak, now) - self._base
        self._base = self._peak = now
        return max(0, grown)
