"""Groups of nodes, and the graph as it is seen with some of them closed."""

from core.grouping.folding import CardId, Folded, Wire, fold
from core.grouping.groups import Group, GroupBy, GroupId, Groups, group

__all__ = ["CardId", "Folded", "Group", "GroupBy", "GroupId", "Groups", "Wire", "fold", "group"]
