"""The commands of the menu Colours."""

from core.picture import ColourBy
from explorer.commands import conditions as when
from explorer.commands.command import Command

_MENU = "&Colours"

COLOUR_CHOICES = tuple(
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
        (ColourBy.DIFFERENCE, "Colour by &difference", "Show what changed since the good run"),
    )
)
COLOUR_COMMANDS = (
    *COLOUR_CHOICES,
    Command(
        "colours.slowest",
        "Show s&lowest path",
        _MENU,
        lambda means, _: means.colouring.toggle_slowest(),
        hint="Light the nodes that the last run took longest for, one after the other; or stop",
        starts_group=True,
        enabled=when.is_slowest_known,
    ),
    Command(
        "colours.clear",
        "Light &nothing",
        _MENU,
        lambda means, _: means.colouring.clear(),
        hint="Stop lighting a path or classes of the legend",
        enabled=when.is_lit,
    ),
)
