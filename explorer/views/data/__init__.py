"""The value of a node: a table, a tree, a text, a picture, or what can be said of it."""

from explorer.views.data.panel import DataPanel

__all__ = ["DataPanel"]
