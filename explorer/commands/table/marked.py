"""The commands of the menu Selection: what is done with several nodes at once."""

from explorer.commands import conditions as when
from explorer.commands.command import Command

_MENU = "&Selection"

MARKED_COMMANDS = (
    Command(
        "marked.choose",
        "&Select nodes…",
        _MENU,
        lambda _, surface: surface.type_selection(),
        keys=("Ctrl+K", "/"),
        hint="Mark nodes by name, tag, module, type, kind or status, and what is around them",
        enabled=when.is_drawn,
    ),
    Command(
        "marked.run",
        "&Run to marked",
        _MENU,
        lambda means, _: means.run.to_nodes(means.store.state.marked),
        keys=("Alt+Return", "Alt+Enter"),
        icon="run",
        hint="Compute the marked nodes and what they need",
        starts_group=True,
        enabled=when.can_run_marked,
    ),
    Command(
        "marked.show_only",
        "Show &only marked",
        _MENU,
        lambda means, _: means.viewing.show_only(
            means.store.state.marked, means.choosing.description
        ),
        keys=("Shift+H",),
        hint="Show the marked nodes and no others; Alt+Left goes back",
        starts_group=True,
        enabled=when.has_marked,
    ),
    Command(
        "marked.hide",
        "&Hide marked",
        _MENU,
        lambda means, _: means.viewing.hide(means.store.state.marked),
        hint="Take the marked nodes out of the picture; Alt+Left goes back",
        enabled=when.has_marked,
    ),
    Command(
        "marked.pin",
        "&Pin marked",
        _MENU,
        lambda means, _: means.viewing.pin(means.store.state.marked),
        hint="Keep the marked nodes in sight, whatever is hidden or folded",
        enabled=when.has_marked,
    ),
    Command(
        "marked.copy_names",
        "&Copy names",
        _MENU,
        lambda means, surface: surface.copy("\n".join(means.choosing.in_order)),
        keys=("Ctrl+Alt+C",),
        icon="copy",
        hint="Copy the names of the marked nodes, one a line",
        enabled=when.has_marked,
    ),
    Command(
        "marked.show",
        "&Fit marked",
        _MENU,
        lambda _, surface: surface.show_marked(),
        keys=("Shift+F",),
        icon="fit",
        hint="Bring the marked nodes into view",
        starts_group=True,
        enabled=when.has_marked,
    ),
)
