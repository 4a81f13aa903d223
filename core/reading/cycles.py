"""Nodes that depend on themselves."""

from collections import Counter, deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)

_MOST = 20


def find_cycles(parents: Mapping[Name, Sequence[Name]]) -> list[list[Name]]:
    """Return cycles that together cover the names on any, in the order of `parents`.

    In each a name is a parent of the next one, and the last of the first; each is as short as can
    be. Of a knot of many cycles the first twenty are returned.
    """
    knots = _Knots(parents).found
    cycles: list[list[Name]] = []
    covered: set[Name] = set()
    told: Counter[int] = Counter()
    for name in parents:
        if name in knots and name not in covered and told[knots[name]] < _MOST:
            told[knots[name]] += 1
            cycles.append(_shortest_through(name, parents, knots))
            covered.update(cycles[-1])
    return cycles


class _Knots(Generic[Name]):
    """Strongly connected components that hold a cycle, as by Tarjan (1972), without recursion.

    `found` has the number of its knot for each name that is in one.
    """

    def __init__(self, parents: Mapping[Name, Sequence[Name]]) -> None:
        self.found: dict[Name, int] = {}
        self._parents = parents
        self._number: dict[Name, int] = {}
        self._low: dict[Name, int] = {}
        """The smallest number reached so far, for names whose component is still open."""
        self._open: list[Name] = []
        self._path: list[tuple[Name, Iterator[Name]]] = []
        for name in parents:
            if name not in self._number:
                self._enter(name)
                self._walk()

    def _walk(self) -> None:
        while self._path:
            name, parents = self._path[-1]
            for parent in parents:
                if parent not in self._number:
                    self._enter(parent)
                    break
                if parent in self._low:
                    self._low[name] = min(self._low[name], self._number[parent])
            else:
                self._path.pop()
                self._leave(name)

    def _enter(self, name: Name) -> None:
        self._number[name] = self._low[name] = len(self._number)
        self._open.append(name)
        self._path.append((name, iter(self._parents[name])))

    def _leave(self, name: Name) -> None:
        low = self._low[name]
        if self._path:
            before = self._path[-1][0]
            self._low[before] = min(self._low[before], low)
        if low != self._number[name]:
            return
        at = self._open.index(name) if self._open[-1] != name else len(self._open) - 1
        component, self._open = self._open[at:], self._open[:at]
        for member in component:
            del self._low[member]
            if len(component) > 1 or member in self._parents[member]:
                self.found[member] = low


def _shortest_through(
    name: Name, parents: Mapping[Name, Sequence[Name]], knots: Mapping[Name, int]
) -> list[Name]:
    reader: dict[Name, Name] = {}
    pending = deque([name])
    while pending:
        reached = pending.popleft()
        for parent in parents[reached]:
            if parent == name:
                return _back(reached, name, reader)
            if knots.get(parent) == knots[name] and parent not in reader:
                reader[parent] = reached
                pending.append(parent)
    return [name]


def _back(reached: Name, name: Name, reader: Mapping[Name, Name]) -> list[Name]:
    """Return the way from the first name through what reads it, up to where the search ended."""
    path = [name]
    while reached != name:
        path.append(reached)
        reached = reader[reached]
    return path
