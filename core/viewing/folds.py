"""Which groups there are, and how many of them can be open at once."""

from collections.abc import Set
from dataclasses import replace

from core.grouping import GroupBy, GroupId, Groups, fold, group
from core.model.graph import Graph
from core.viewing.lens import Lens

FEW = 60
"""About as many cards as can be taken in at once."""
_LEAST = 5
"""Fewer cards than this tell nothing."""
_LEVELS = {
    GroupBy.PACKAGE: (GroupBy.PACKAGE, GroupBy.MODULE),
    GroupBy.MODULE: (GroupBy.MODULE,),
    GroupBy.NAMESPACE: (GroupBy.NAMESPACE,),
    GroupBy.FUNCTION: (GroupBy.FUNCTION,),
    GroupBy.TAG: (GroupBy.TAG,),
}


def grouped(graph: Graph, by: GroupBy | None, tag: str = "") -> Groups:
    """Return the groups of a graph, none when it is grouped by nothing."""
    return Groups() if by is None else group(graph, _LEVELS[by], tag)


def unfolded(graph: Graph, groups: Groups, lens: Lens, openable: Set[GroupId]) -> Lens:
    """Open groups, level by level, as long as few enough cards are seen."""
    while True:
        members = fold(graph, groups, lens.opened, lens.shown(graph), lens.pinned).members
        wider = replace(lens, opened=lens.opened | (members.keys() & openable))
        is_enough = card_count(graph, groups, lens) >= _LEAST
        if wider == lens or (is_enough and card_count(graph, groups, wider) > FEW):
            return lens
        lens = wider


def card_count(graph: Graph, groups: Groups, lens: Lens) -> int:
    """Return how many cards a lens shows."""
    return len(fold(graph, groups, lens.opened, lens.shown(graph), lens.pinned).cards)
