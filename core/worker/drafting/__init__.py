"""A pytest file that calls a node's function on a small case: plain pytest, pandas, Hamilton."""

from .draft import Draft, drafted
from .values import UnwritableError

__all__ = ["Draft", "UnwritableError", "drafted"]
