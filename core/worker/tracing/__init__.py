"""From a bad value to the node that introduced it, over the values that are held."""

from .findings import Hop, Suspect, Trace
from .walk import trace

__all__ = ["Hop", "Suspect", "Trace", "trace"]
