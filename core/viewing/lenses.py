"""Lenses that show what is wanted, and little else."""

from collections.abc import Iterable
from dataclasses import replace

from core.grouping import GroupBy, GroupId, Groups
from core.model.graph import Graph, NodeId
from core.viewing.folds import FEW, grouped, unfolded
from core.viewing.lens import Around, Between, Focus, Lens
from core.viewing.seeing import Seen

MANY = 300
"""Up to so many nodes all are drawn at first."""
_SINGLE = 5
"""So many nodes in the middle of a focus are shown by themselves."""


def first_lens(graph: Graph) -> Lens:
    """Return how to look at a graph first: above `MANY` nodes with its modules closed.

    With packages, and more than `FEW` modules, the packages are closed, but for outer ones whose
    parts are few enough to be seen. A graph whose parts would not make it smaller is drawn whole.
    """
    if len(graph.nodes) <= MANY:
        return Lens()
    modules, packages = Lens(by=GroupBy.MODULE), Lens(by=GroupBy.PACKAGE)
    by_module = grouped(graph, GroupBy.MODULE)
    count = len({path[0] if path else node for node, path in by_module.paths.items()})
    if count > FEW:
        by_package = grouped(graph, GroupBy.PACKAGE)
        if len(by_package.groups) > len(by_module.groups):
            outer = {one.parent for one in by_package.groups.values() if one.parent is not None}
            return unfolded(graph, by_package, packages, outer)
    return modules if 1 < count <= len(graph.nodes) / 3 else Lens()


def focussed(seen: Seen, focus: Focus) -> Lens:
    """Return how to look at a part of what is seen: its groups opened where it is small enough.

    The nodes that a focus is about always have cards of their own.
    """
    match focus:
        case Around():
            about = focus.nodes
        case Between():
            about = frozenset({focus.start, focus.end})
        case _:
            about = frozenset[NodeId]()
    own = ways(seen.groups, about if len(about) <= _SINGLE else ())
    opened = seen.lens.opened | own
    return replace(seen.lens, focus=focus, opened=opened, hidden=frozenset(), is_unfolding=True)


def revealed(seen: Seen, node: NodeId) -> Lens:
    """Return how to look so that a node has a card: leave the focus, open its groups."""
    lens = replace(seen.lens, opened=seen.lens.opened | ways(seen.groups, [node]))
    shown = lens.shown(seen.graph)
    if shown is None or node in shown:
        return lens
    return replace(lens, focus=None, hidden=lens.hidden - {node})


def ways(groups: Groups, nodes: Iterable[NodeId]) -> frozenset[GroupId]:
    """Return all groups that some nodes lie in."""
    return frozenset(id for node in nodes for id in groups.paths.get(node, ()))
