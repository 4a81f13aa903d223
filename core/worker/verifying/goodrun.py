"""What a good run tells of a suspect: on what went into it then, is it well?"""
# pyright: basic

from collections.abc import Callable, Mapping
from typing import Any

from ..goodvalues import GoodValues
from ..userland import Userland
from ..values import Held
from .again import Call
from .measuring import Measure

_NEAR = 0.1
"""The part of the way from the good run's figure to today's below which it is as it was."""
_MOST_ALONE = 6


class GoodRun:
    """Values of a good run, beside those that are held. Without a folder there are none."""

    def __init__(self, folder: str, held: Mapping[str, Held], userland: Userland) -> None:
        self._values = GoodValues(folder) if folder else None
        self._held = held
        self._userland = userland

    def value(self, node: str) -> Any:
        """Return the value of a node, fresh each time.

        Raises:
            LookupError: it was not kept, or cannot be read.
        """
        if self._values is None:
            raise LookupError(node)
        return self._values.take(node, self._userland)

    def is_as_now(self, node: str) -> bool:
        """Whether a node's value is the one that is held, as far as records can tell."""
        held = self._held.get(node)
        content = self._values.content(node) if self._values else ""
        return bool(content and held and held.record and held.record.content == content)

    def is_its_own(
        self,
        node: str,
        parents: list[str],
        inside: Measure,
        call: Call,
        now: Callable[[str], Any],
        said: list[str],
    ) -> bool | None:
        """Run a node on what went into it in the good run; return whether it is bad on that, too.

        Then it is the node's code or configuration; else something that goes in. None where that
        cannot be told. `call` runs the node, `now` gives a copy of what is held of a parent.
        """
        try:
            then = inside.of(self.value(node))
            good = {parent: self.value(parent) for parent in parents}
        except LookupError:
            return None
        if _is_near(inside.before, then, inside.before or 1):
            said.append(f"In the good run `{node}` had as many: {then:,} {inside.what}.")
            return None
        others = [parent for parent in parents if not self.is_as_now(parent)]
        again = _measured(inside, call, good)
        if again is None:
            return None
        start = f"On what went into it in the good run, `{node}`"
        if not _is_near(again, then, inside.before - then):
            same = " What goes in is the same." if not others else ""
            said.append(
                f"{start} makes {again:,} {inside.what}, too.{same} It is its code or its "
                "configuration."
            )
            return True
        said.append(f"{start} makes {again:,} {inside.what}: something that goes in has changed.")
        if len(parents) > 1 and len(others) <= _MOST_ALONE:
            said += self._alone(others, parents, inside, call, now, then)
        return False

    def _alone(
        self,
        others: list[str],
        parents: list[str],
        inside: Measure,
        call: Call,
        now: Callable[[str], Any],
        then: int,
    ) -> list[str]:
        """Put in what went in then, one by one; tell with which it is well."""
        well: list[str] = []
        for other in others:
            arguments = {p: self.value(p) if p == other else now(p) for p in parents}
            again = _measured(inside, call, arguments)
            if again is not None and _is_near(again, then, inside.before - then):
                well.append(other)
        return [f"The good `{name}` alone is enough for that." for name in well]


def _measured(inside: Measure, call: Call, arguments: dict[str, Any]) -> int | None:
    try:
        return inside.of(call(arguments))
    except Exception:  # old values need not go together with new code, or each other
        return None


def _is_near(figure: int, then: int, way: int) -> bool:
    return abs(figure - then) <= _NEAR * abs(way)
