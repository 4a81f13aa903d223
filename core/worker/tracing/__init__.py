"""From a bad value to the node that introduced it, over the values that are held."""

from .report import UntraceableError, category, find, report

__all__ = ["UntraceableError", "category", "find", "report"]
