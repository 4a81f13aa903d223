"""Where workers keep the values that took long. Nothing here ever reads one."""

import itertools
import os
import shutil
import threading
from contextlib import suppress
from pathlib import Path

from core.session import family

_SAME_BIRTH = 60.0


class ValueFolder:
    """A folder below `base` that belongs to this process, and to one way of running a project.

    Values in it come back after a worker's end, but not after this program's: files that nodes
    read may be other ones by then.
    """

    def __init__(self, base: Path) -> None:
        self._base = base
        self._numbers = itertools.count(1)
        self._birth = round(family.birth_of(os.getpid()) or 0)
        self.path = self._next()
        threading.Thread(target=clean_up, args=(base,), name="old values", daemon=True).start()

    def renew(self) -> None:
        """Forget all that was kept."""
        self.remove()
        self.path = self._next()

    def remove(self) -> None:
        """Delete what was kept."""
        shutil.rmtree(self.path, ignore_errors=True)

    def _next(self) -> Path:
        return self._base / f"{os.getpid()}-{self._birth}-{next(self._numbers)}"


def clean_up(base: Path) -> None:
    """Delete what programs left that are not there any more."""
    with suppress(OSError):
        for folder in base.iterdir():
            if not _is_used(folder.name):
                shutil.rmtree(folder, ignore_errors=True)


def _is_used(name: str) -> bool:
    pid, birth, *_ = (*name.split("-"), "", "")
    if not (pid.isdigit() and birth.isdigit()):
        return False
    found = family.birth_of(int(pid))
    return found is not None and abs(found - int(birth)) < _SAME_BIRTH
