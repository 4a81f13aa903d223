"""The dataflow drawn: cards and wires, painted from arrays."""

from explorer.views.canvas.canvas import Canvas

__all__ = ["Canvas"]
