"""What a person wants to stand out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from core.model.graph import NodeId


@dataclass(frozen=True, slots=True)
class Spotlight:
    """Nodes that stand out while all others are dimmed. A path is a chain of them, in order.

    `notes` are said on cards of nodes in place of what is said of their last run.
    """

    nodes: Collection[NodeId]
    is_path: bool = False
    notes: Mapping[NodeId, str] = field(default_factory=dict[NodeId, str])
