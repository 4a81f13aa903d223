"""Values that took long, in files that outlive the process. Only workers write and read them."""
# pyright: basic

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .valuefile import TooMuchError, ValueFile

LEAST_SECONDS = 0.5
"""What takes less is computed again."""
_SHARE = 0.2
"""Writing may take this part of the time that computing took."""
_SUFFIX = ".value"


@dataclass(frozen=True)
class Kept:
    """What is said of a value in a file: how long it took, and its summary."""

    node: str
    seconds: float
    summary: str
    rows: int | None


class Spill:
    """A folder of values by the digest of what they were computed from. Main thread only.

    At most `limit` bytes are kept; what was written longest ago goes first. A file that is
    damaged, or cannot be read here, counts as absent.
    """

    def __init__(self, folder: str, limit: int = 0) -> None:
        self._folder = Path(folder)
        self._limit = limit

    def keep(self, digest: str, value: Any, said: Kept) -> bool:
        """Write a value, unless it is too large, or slow to write for how long it took.

        Runs code of the value's own, which may raise anything.
        """
        file = self._file(digest)
        try:
            file.write(value, vars(said), self._limit, _SHARE * said.seconds)
        except (TooMuchError, OSError):
            return False
        self._prune()
        return file.path.exists()

    def nodes(self) -> dict[str, set[str]]:
        """Return the digests of the values that are there, by node."""
        found: dict[str, set[str]] = {}
        for path in self._paths():
            with contextlib.suppress(OSError, ValueError, TypeError):
                found.setdefault(Kept(**ValueFile(path).said()).node, set()).add(path.stem)
        return found

    def take(self, digest: str) -> tuple[Any, Kept] | None:
        """Return a value and what is said of it. Runs code of the value's own."""
        file = self._file(digest)
        try:
            value, said = file.read()
            return value, Kept(**said)
        except KeyboardInterrupt:
            raise
        except BaseException:  # whatever its classes, or the damage, make of it
            with contextlib.suppress(OSError):
                file.path.unlink()
            return None

    def _file(self, digest: str) -> ValueFile:
        return ValueFile(self._folder / f"{digest}{_SUFFIX}")

    def _paths(self) -> Iterator[Path]:
        return self._folder.glob(f"*{_SUFFIX}")

    def _prune(self) -> None:
        sizes: list[tuple[float, int, Path]] = []
        for path in self._paths():
            with contextlib.suppress(OSError):
                found = path.stat()
                sizes.append((found.st_mtime, found.st_size, path))
        excess = sum(size for _, size, _ in sizes) - self._limit
        for _, size, path in sorted(sizes):
            if excess <= 0:
                return
            with contextlib.suppress(OSError):
                path.unlink()
                excess -= size
