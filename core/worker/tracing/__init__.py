"""From a bad value to the node that introduced it, over the values that are held."""

from .report import UntraceableError, category, find, report
from .sight import Sight

__all__ = ["Sight", "UntraceableError", "category", "find", "report"]
