"""What is to be said of nodes after edits: which are new or edited, whose values are stale."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.model.graph import NodeId


@dataclass(frozen=True, slots=True)
class Edit:
    """What happened to a node; `why` is empty for new ones."""

    is_new: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Ghost:
    """A node that is gone, and where its card would stand now, in scene pixels."""

    node: NodeId
    left: float
    top: float
    width: float
    height: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, width, height."""
        return self.left, self.top, self.width, self.height


@dataclass(frozen=True, slots=True)
class Freshness:
    """`edits` are those of the last save, `stale` says why values are not up to date any more.

    `ghosts` are what the last save took away, until the next run.
    """

    edits: Mapping[NodeId, Edit] = field(default_factory=dict[NodeId, Edit])
    stale: Mapping[NodeId, str] = field(default_factory=dict[NodeId, str])
    ghosts: tuple[Ghost, ...] = ()

    def said_of(self, node: NodeId) -> tuple[str, ...]:
        """Return sentences about a node."""
        if (why := self.stale.get(node)) is not None:
            return (f"Stale: {why}.",)
        edit = self.edits.get(node)
        if edit is None:
            return ()
        return ("New since the last save.",) if edit.is_new else (f"Edited: {edit.why}.",)
