"""Numbers for what a value was computed from: equal numbers mean an equal value."""
# pyright: basic

import hashlib
from collections.abc import Callable, Hashable
from typing import TypeAlias

Fact: TypeAlias = tuple[str, str, Hashable, tuple[int, ...]]
"""How a value came about ("given", "config", "computed"), node, content or code, parents' keys."""

ABSENT = 0
"""The key of an optional input that nobody gave."""


class Keys:
    """Numbers facts in the order in which they come, so that parents have smaller numbers.

    A Merkle tree by hash consing: exact, and a dictionary access a node. Grows with every new
    piece of code or given value that this process sees.
    """

    def __init__(self, surroundings: str = "") -> None:
        self._surroundings = surroundings
        self._numbers: dict[Fact, int] = {}
        self._facts: list[Fact | None] = [None]
        self._digests: list[str] = [_digest(surroundings)]

    def given(self, node: str, content: Hashable) -> int:
        """Return the key of a value that a person handed in."""
        return self._number(("given", node, content, ()))

    def config(self, node: str, content: Hashable) -> int:
        """Return the key of an input that the configuration feeds."""
        return self._number(("config", node, content, ()))

    def computed(self, node: str, code: str, parents: tuple[int, ...]) -> int:
        """Return the key of what a node computes; a new one each time when its code is unknown."""
        if not code:
            self._facts.append(None)
            return len(self._facts) - 1
        return self._number(("computed", node, code, parents))

    def still_true(self, holds: Callable[[str, str, Hashable], bool]) -> frozenset[int]:
        """Return the keys whose fact, and those of all they build on, hold by `holds`.

        `holds` is asked with how, node and content of single facts.
        """
        true = {ABSENT}
        for number, fact in enumerate(self._facts):
            if fact and holds(*fact[:3]) and true.issuperset(fact[3]):
                true.add(number)
        return frozenset(true)

    def digest(self, key: int) -> str:
        """Return what stands for a key in other processes too; "" when its code is unknown.

        It differs where the surroundings that were named at first do.
        """
        for fact in self._facts[len(self._digests) : key + 1]:
            parents = [self._digests[parent] for parent in fact[3]] if fact else [""]
            known = (self._surroundings, *fact[:3], *parents) if fact and all(parents) else ()
            self._digests.append(_digest(*known) if known else "")
        return self._digests[key]

    def _number(self, fact: Fact) -> int:
        number = self._numbers.setdefault(fact, len(self._facts))
        if number == len(self._facts):
            self._facts.append(fact)
        return number


def _digest(*parts: Hashable) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()
