"""One node: its source, its documentation, what it reads and who reads it."""

from explorer.views.node.panel import NodePanel

__all__ = ["NodePanel"]
