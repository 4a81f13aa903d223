"""The graph of a dataflow from its source text, without running a line of it."""

from core.reading.reading import Reading, read, read_modules

__all__ = ["Reading", "read", "read_modules"]
