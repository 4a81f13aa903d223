"""What is to be said of many nodes at once."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.model.run import NodeRun, Status

_WORST = (
    Status.FAILED,
    Status.RUNNING,
    Status.CANCELLED,
    Status.SKIPPED,
    Status.WAITING,
    Status.DONE,
    Status.REUSED,
    Status.GIVEN,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many nodes stand how. `seconds` is the sum over those that took any."""

    count: int
    counts: Mapping[Status, int] = field(default_factory=dict[Status, int])
    seconds: float | None = None

    @property
    def status(self) -> Status:
        """The worst that holds of any of them; done only where all are."""
        worst = next((status for status in _WORST if self.counts.get(status)), Status.IDLE)
        return Status.IDLE if worst.has_value and self.done < self.count else worst

    @property
    def done(self) -> int:
        """How many have a value."""
        return sum(number for status, number in self.counts.items() if status.has_value)


def tally(runs: Iterable[NodeRun | None]) -> Tally:
    """Count the newest outcomes of some nodes, None for those that never ran."""
    parts = tuple(runs)
    counts = Counter(part.status for part in parts if part is not None)
    taken = [part.seconds for part in parts if part is not None and part.seconds is not None]
    return Tally(len(parts), counts, sum(taken) if taken else None)
