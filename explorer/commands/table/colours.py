"""The commands of the menu Colours."""

from core.picture import ColourBy
from explorer.commands import conditions as when
from explorer.commands.command import Command

_MENU = "&Colours"

COLOUR_COMMANDS = tuple(
    Command(
        f"colours.{by.value}",
        title,
        _MENU,
        lambda means, _, by=by: means.colouring.colour_by(by),
        hint=hint,
        starts_group=by is ColourBy.SECONDS,
        enabled=when.is_drawn,
        checked=lambda settings, by=by: settings.colour_by == by.value,
    )
    for by, title, hint in (
        (ColourBy.STATUS, "Colour by &status", "Show how each node fared"),
        (ColourBy.MODULE, "Colour by &module", "Show in which module each node is written"),
        (ColourBy.TYPE, "Colour by t&ype", "Show what each node returns"),
        (ColourBy.TAG, "Colour by ta&g", "Show the values of a tag"),
        (ColourBy.SECONDS, "Colour by run &time", "Show which nodes took long"),
        (ColourBy.MEMORY, "Colour by m&emory", "Show which nodes made the process grow"),
        (ColourBy.ROWS, "Colour by &rows", "Show how many rows came out of each node"),
    )
)
