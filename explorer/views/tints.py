"""The colours of a theme that the tints of cards stand for."""

from PySide6.QtGui import QColor

from core.model.run import Status
from explorer.theme import Theme
from explorer.views.icons import status_colour


def tint_colours(theme: Theme) -> tuple[QColor, ...]:
    """Return a colour for each tint of `core.picture.tints`, by its number."""
    names = (*theme.hues, theme.hue_other, theme.hue_unknown, *theme.steps)
    statuses = (theme.hue_unknown, *(status_colour(status, theme) for status in tuple(Status)[1:]))
    return tuple(QColor(name) for name in (*names, *statuses))
