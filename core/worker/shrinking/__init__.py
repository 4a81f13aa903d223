"""The smallest part of what goes into a node that still makes it fail, or show a symptom."""

from .case import Case
from .shrinker import Shrinker
from .stretch import UnshrinkableError

__all__ = ["Case", "Shrinker", "UnshrinkableError"]
