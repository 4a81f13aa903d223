"""How a graph is looked at first."""

from dataclasses import replace

from core.grouping import GroupBy, Groups, fold
from core.model.graph import Graph
from core.viewing.lens import Lens
from core.viewing.seeing import grouped

MANY = 300
"""Up to so many nodes all are drawn at first."""
FEW = 60
"""About as many cards as can be taken in at once."""
_LEAST = 5
"""Fewer cards than this tell nothing."""


def first_lens(graph: Graph) -> Lens:
    """Return how to look at a graph first: above `MANY` nodes with its modules closed.

    With packages, and more than `FEW` modules, the packages are closed, but for outer ones whose
    parts are few enough to be seen. A graph whose parts would not make it smaller is drawn whole.
    """
    if len(graph.nodes) <= MANY:
        return Lens()
    modules, packages = Lens(by=GroupBy.MODULE), Lens(by=GroupBy.PACKAGE)
    by_module = grouped(graph, modules)
    count = _card_count(graph, by_module, modules)
    if count > FEW:
        by_package = grouped(graph, packages)
        if len(by_package.groups) > len(by_module.groups):
            return _opened(graph, by_package, packages)
    return modules if 1 < count <= len(graph.nodes) / 3 else Lens()


def _opened(graph: Graph, groups: Groups, lens: Lens) -> Lens:
    """Open outer groups, level by level, as long as few enough cards are seen."""
    outer = {one.parent for one in groups.groups.values()}
    while True:
        members = fold(graph, groups, lens.opened).members
        wider = replace(lens, opened=lens.opened | (members.keys() & outer))
        is_enough = _card_count(graph, groups, lens) >= _LEAST
        if wider == lens or (is_enough and _card_count(graph, groups, wider) > FEW):
            return lens
        lens = wider


def _card_count(graph: Graph, groups: Groups, lens: Lens) -> int:
    return len(fold(graph, groups, lens.opened).cards)
