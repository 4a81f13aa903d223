"""How far an engine has come."""

from collections.abc import Callable
from typing import TypeAlias

Tell: TypeAlias = Callable[[float], None]
"""Is told from time to time which share of the work is done, from 0 to 1, never less."""


def silent(share: float) -> None:
    """Tell nobody."""


def part(tell: Tell, start: float, end: float) -> Tell:
    """Tell of a part of the work, which goes from one share of the whole to another."""
    return lambda share: tell(start + (end - start) * share)
