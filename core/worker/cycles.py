"""Find nodes that depend on themselves."""

from collections import deque
from collections.abc import Iterable, Mapping, Set

Parents = Mapping[str, Iterable[str]]


def find_cycles(parents: Parents) -> list[list[str]]:
    """Return cycles that together cover every name that is on one, in the order of `parents`.

    Each is as short as can be, and has a parent before its child; the last is the first's parent.
    """
    knotted = _knotted(parents)
    found: list[list[str]] = []
    covered: set[str] = set()
    for name in parents:
        if name in knotted and name not in covered:
            cycle = _shortest_through(name, parents, knotted)
            covered.update(cycle)
            found += [cycle] if cycle else []
    return found


def _knotted(parents: Parents) -> set[str]:
    """Return the names that are left when ends are cut off again and again, on both sides."""
    children: dict[str, list[str]] = {name: [] for name in parents}
    for name, above in parents.items():
        for parent in above:
            children[parent].append(name)
    return _without_beginnings(parents, children) & _without_beginnings(children, parents)


def _without_beginnings(parents: Parents, children: Parents) -> set[str]:
    left = {name: len(set(above)) for name, above in parents.items()}
    pending = [name for name, count in left.items() if not count]
    while pending:
        name = pending.pop()
        del left[name]
        for child in set(children[name]):
            left[child] -= 1
            if not left[child]:
                pending.append(child)
    return set(left)


def _shortest_through(name: str, parents: Parents, among: Set[str]) -> list[str]:
    """Return a shortest cycle through `name`, [] when it is only between cycles."""
    came_from: dict[str, str] = {}
    pending = deque([name])
    while pending:
        reached = pending.popleft()
        for parent in parents[reached]:
            if parent == name:
                return _back(reached, name, came_from)
            if parent in among and parent not in came_from:
                came_from[parent] = reached
                pending.append(parent)
    return []


def _back(reached: str, name: str, came_from: Mapping[str, str]) -> list[str]:
    path = [name]
    while reached != name:
        path.append(reached)
        reached = came_from[reached]
    return path
