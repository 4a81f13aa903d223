"""What depends on the operating system, in one place."""

import contextlib
import ctypes
import os
import sys
from collections.abc import Callable

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl
    import resource

DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of linux/prctl.h."""
KILL = 9
_HIGH = 512


def claim_stdio() -> tuple[int, int]:
    """Keep stdin and stdout for the protocol; return the file descriptors to read and write.

    They are high numbers, out of reach of code that closes the low ones, and are not inherited
    by programs that user code starts. Standard input is empty from now on; what is printed goes
    where errors go.
    """
    protocol = raised(0), raised(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return protocol


def raised(descriptor: int) -> int:
    """Return a copy with a high number that programs started by user code do not inherit."""
    if sys.platform == "win32":
        copy = os.dup(descriptor)
        msvcrt.setmode(copy, os.O_BINARY)
        return copy
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    floor = _HIGH if limit in (-1, resource.RLIM_INFINITY) else min(_HIGH, limit - 32)
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, max(3, floor))


def detach() -> None:
    """Leave the terminal of the explorer, but not outlive the explorer (on Linux)."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):  # already the leader of a session
            os.setsid()
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(DIE_WITH_PARENT, KILL, 0, 0, 0)


def in_forked_children(act: Callable[[], None]) -> None:
    """Call `act` in every child that user code forks."""
    if sys.platform != "win32":
        os.register_at_fork(after_in_child=act)


def limit_memory(size: int) -> None:
    """Let this process take `size` more bytes than it has, 0 for as many as there are.

    What goes beyond fails with MemoryError. Does nothing where the system cannot do that.
    """
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError, ValueError, StopIteration):
        most = resource.getrlimit(resource.RLIMIT_DATA)[1]
        limit = _data_size() + size if size else most
        if most != resource.RLIM_INFINITY:
            limit = min(limit, most)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, most))


def _data_size() -> int:
    # what RLIMIT_DATA counts; address space that libraries reserve is part of it
    with open("/proc/self/status", "rb") as status:
        line = next(line for line in status if line.startswith(b"VmData:"))
    return int(line.split()[1]) << 10


def memory() -> int:
    """Return the resident size of this process in bytes (its peak where only that is known).

    0 when the system does not tell.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError), open("/proc/self/statm", "rb") as pages:
            return int(pages.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    if sys.platform == "darwin":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return 0
