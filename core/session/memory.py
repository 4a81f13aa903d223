"""How much memory a run may take, and watching that it takes no more."""

import threading
from collections.abc import Callable

import psutil

SHARE = 0.75
"""The part of the free memory that a run may take, unless a person says otherwise."""

_WATCH_SECONDS = 0.1
_FAMILY_EVERY = 10
"""Looking for new children takes longer than asking those that are known."""
_GRACE = 1.05
"""Where the system keeps to the limit by itself, a node fails before its worker is ended."""

_Gone = (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess)


def budget(share: float = SHARE) -> int:
    """Return the bytes that a run may take that begins now, 0 for no limit."""
    return int(psutil.virtual_memory().available * share)


def readable(size: int) -> str:
    """Return a number of bytes as a person reads it."""
    return f"{size / 2**30:.1f} GB" if size >= 2**30 else f"{size / 2**20:.0f} MB"


class MemoryWatch:
    """Watches what a process and its descendants take while a run is under way.

    `on_excess` is called once a run, on a thread of its own, with what they took and might take.
    """

    def __init__(self, pid: int, on_excess: Callable[[int, int], None]) -> None:
        self._pid = pid
        self._on_excess = on_excess
        self._over = threading.Event()
        self._over.set()

    def begin(self, limit: int) -> None:
        """Watch a run that may take `limit` bytes on top of what is taken now."""
        self.end()
        self._over = over = threading.Event()
        thread = threading.Thread(target=self._watch, args=(limit, over), name="memory watch")
        thread.daemon = True
        thread.start()

    def end(self) -> None:
        """The run is over."""
        self._over.set()

    def _watch(self, limit: int, over: threading.Event) -> None:
        try:
            process = psutil.Process(self._pid)
            family = [process]
            most = _resident(family) + int(limit * _GRACE)
            rounds = 0
            while not over.wait(_WATCH_SECONDS):
                rounds += 1
                if rounds % _FAMILY_EVERY == 0:
                    family = [process, *process.children(recursive=True)]
                if _resident(family) > most and (taken := _own(family)) > most:
                    self._on_excess(taken, limit)
                    return
        except _Gone:
            return


def _resident(family: list[psutil.Process]) -> int:
    return sum(_asked(lambda process=process: process.memory_info().rss) for process in family)


def _own(family: list[psutil.Process]) -> int:
    """Return what processes take together: what they share counts once, where that is known."""
    if len(family) == 1:
        return _resident(family)
    return sum(_asked(lambda process=process: _shared_out(process)) for process in family)


def _shared_out(process: psutil.Process) -> int:
    found = process.memory_full_info()
    return int(getattr(found, "pss", found.uss))


def _asked(question: Callable[[], int]) -> int:
    try:
        return question()
    except (*_Gone, OSError):
        return 0
