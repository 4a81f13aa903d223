"""The values of a good run, a file a node: what later values are put beside."""
# pyright: basic

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .messages import Keep, ValuesKept
from .plan import Wiring
from .userland import Userland
from .valuefile import TooMuchError, ValueFile
from .values import Held

_SUFFIX = ".value"
_OTHER = "no longer held"
_ONCE = "usable only once"
_OWN = "of a type of the project's own"
_LARGE = "too large"
_ODD = "cannot be written"
_LATE = "not written in time"


class GoodValues:
    """A folder of values by node. Main thread only.

    Values whose types the project itself defines are not kept: those types may change.
    """

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)

    def keep(
        self, request: Keep, held: Mapping[str, Held], wiring: Wiring, userland: Userland
    ) -> ValuesKept:
        """Write what is held, small values first, as far as there is room and it is the run's."""
        nodes: list[str] = []
        missing: dict[str, str] = {}
        size = 0
        for node in _by_size(request.contents, held):
            why = _why_not(node, request, held, wiring)
            if not why and userland.is_interrupted:
                why = _LATE
            if why:
                missing[node] = why
                continue
            said = {"node": node, "content": request.contents[node]}
            try:
                with userland.running(f"keeping `{node}`"):
                    value = held[node].hand_out()
                    size += self.file(node).write(value, said, request.room - size)
                nodes.append(node)
            except (TooMuchError, OSError):
                missing[node] = _LARGE
            except KeyboardInterrupt:
                missing[node] = _LATE
            except Exception:  # it cannot be pickled
                missing[node] = _ODD
        return ValuesKept(request.ticket, tuple(nodes), missing, size)

    def take(self, node: str, userland: Userland) -> Any:
        """Return the value of a node.

        Raises:
            LookupError: it is not there, or cannot be read with what is installed here.
        """
        try:
            with userland.running(f"reading the good `{node}`"):
                value, said = self.file(node).read()
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # whatever its classes, or the damage, make of it
            raise LookupError(node) from error
        if said.get("node") != node:
            raise LookupError(node)
        return value

    def content(self, node: str) -> str:
        """Return what the record said of the content of a node's value, "" when not known."""
        try:
            return str(self.file(node).said().get("content", ""))
        except (OSError, ValueError):
            return ""

    def file(self, node: str) -> ValueFile:
        """Return where the value of a node belongs."""
        name = hashlib.sha256(node.encode("utf-8", "backslashreplace")).hexdigest()[:32]
        return ValueFile(self._folder / f"{name}{_SUFFIX}")


def _by_size(nodes: Iterable[str], held: Mapping[str, Held]) -> list[str]:
    """Return nodes, those with few cells first."""

    def cells(node: str) -> int:
        record = held[node].record if node in held else None
        count = 1
        for length in record.shape if record else ():
            count *= length
        return count

    return sorted(nodes, key=cells)


def _why_not(node: str, request: Keep, held: Mapping[str, Held], wiring: Wiring) -> str:
    """Return why the value that is held is not to be kept; empty when it is."""
    mine = held.get(node)
    if mine is None or not mine.is_intact:
        return _OTHER
    if not mine.is_kept:
        return _ONCE
    content = request.contents[node]
    is_same = bool(content) and mine.record is not None and mine.record.content == content
    if not (request.is_newest or is_same):
        return _OTHER
    return _OWN if mine.is_of(wiring.flow.project_modules) else ""
