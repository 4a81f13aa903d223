"""How much of a card is drawn at a zoom."""

from enum import IntEnum

_TITLES_FROM = 0.3
_WHOLE_FROM = 0.55


class Level(IntEnum):
    """Levels of detail, from far to near."""

    DOT = 0
    TITLE = 1
    WHOLE = 2


def level_at(zoom: float) -> Level:
    """Return what can be read at a zoom (logical pixels per scene pixel)."""
    if zoom >= _WHOLE_FROM:
        return Level.WHOLE
    return Level.TITLE if zoom >= _TITLES_FROM else Level.DOT
