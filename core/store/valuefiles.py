"""Where the values of good runs lie. Only workers write and read them; here they are counted out.

A folder for each run, beside the project's file; in it a file a node.
"""

import shutil
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

import psutil

_PARTS = "*.part"


class ValueFiles:
    """The folders of values of one project; without a `base`, nothing can be kept."""

    def __init__(self, base: Path | None) -> None:
        self._base = base

    def folder(self, run: int) -> Path | None:
        """Return where values of a run belong; it need not be there."""
        return self._base / str(run) if self._base else None

    def remove(self, run: int) -> None:
        """Delete the values of a run."""
        if folder := self.folder(run):
            shutil.rmtree(folder, ignore_errors=True)

    def sweep(self, runs: Collection[int]) -> None:
        """Delete values of all runs but some, and what writers that were killed left."""
        if self._base is None or not self._base.is_dir():
            return
        known = set(map(str, runs))
        with suppress(OSError):
            for folder in self._base.iterdir():
                if folder.name not in known:
                    shutil.rmtree(folder, ignore_errors=True)
            for part in self._base.glob(f"*/{_PARTS}"):
                _remove_if_left(part)


def _remove_if_left(part: Path) -> None:
    """Delete a half-written file; the process that writes it stands in its name."""
    pid = part.suffixes[-2].removeprefix(".") if len(part.suffixes) > 1 else ""
    if not (pid.isdecimal() and psutil.pid_exists(int(pid))):
        with suppress(OSError):
            part.unlink()
