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
