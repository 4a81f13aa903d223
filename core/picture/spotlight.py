"""What a person wants to stand out."""

from collections.abc import Collection
from dataclasses import dataclass

from core.model.graph import NodeId


@dataclass(frozen=True, slots=True)
class Spotlight:
    """Nodes that stand out while all others are dimmed. A path is a chain of them, in order."""

    nodes: Collection[NodeId]
    is_path: bool = False
