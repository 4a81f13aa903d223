"""Which runs are to be forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass

GIGABYTES_FOR_VALUES = 4
"""Room on disk for values of the good runs of a project, unless the person chose otherwise."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is kept of a project: numbers of runs, and bytes of their records."""

    runs: int = 500
    size: int = 200 << 20


def to_prune(runs: Iterable[tuple[int, int, int]], limits: Limits) -> tuple[int, ...]:
    """Return the numbers of runs that are too many, given (number, bytes, is good), newest first.

    Good ones stay and count; the newest one stays whatever its size.
    """
    pruned: list[int] = []
    kept = size = 0
    for number, own, is_good in runs:
        is_over = kept >= limits.runs or (kept > 0 and size + own > limits.size)
        if is_over and not is_good:
            pruned.append(number)
        else:
            kept += 1
            size += own
    return tuple(pruned)
