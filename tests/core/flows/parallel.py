"""One node for each item."""

from hamilton.htypes import Collect, Parallelizable


def items(n: int) -> Parallelizable[int]:
    yield from range(n)


def squared(items: int) -> int:
    return items**2


def total(squared: Collect[int]) -> int:
    return sum(squared)
