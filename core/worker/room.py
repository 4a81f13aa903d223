"""How much memory a run may take, where the system holds a process to it."""
# pyright: basic

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from . import system

LEAST = 2 << 30
"""Libraries reserve address space when they are imported; less would make that fail."""


@contextmanager
def at_most(size: int) -> Iterator[None]:
    """Let the process take `size` more bytes than it has, 0 for as many as there are.

    What goes beyond fails with MemoryError. The explorer watches, too: it sees what is really
    taken, also by other processes, and holds to less than `LEAST`.
    """
    if size:
        _reserve()
        system.limit_memory(max(size, LEAST))
    try:
        yield
    finally:
        if size:
            system.limit_memory(0)


def _reserve() -> None:
    # arrow takes a gigabyte of addresses at its first allocation, which is no memory yet
    arrow = sys.modules.get("pyarrow")
    if arrow:
        with suppress(Exception):  # whatever stands there under this name
            arrow.allocate_buffer(1)
