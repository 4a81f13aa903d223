"""The graph of a dataflow from its source text, without running a line of it."""

from core.reading.excerpts import function_texts
from core.reading.reading import Reading, read, read_modules
from core.reading.shelf import Shelf

__all__ = ["Reading", "Shelf", "function_texts", "read", "read_modules"]
