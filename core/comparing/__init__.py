"""A run beside a good one: which nodes differ, why, and where that began; from records alone."""

from core.comparing.blame import blamed
from core.comparing.comparing import compare
from core.comparing.suggesting import suggest

__all__ = ["blamed", "compare", "suggest"]
