"""The commands of the menu File."""

from explorer.commands import conditions as when
from explorer.commands.command import Command
from explorer.commands.means import Means
from explorer.controllers.project import OpenRequest

_MENU = "&File"

FILE_COMMANDS = (
    Command(
        "project.open_file",
        "&Open file…",
        _MENU,
        lambda _, surface: surface.open_files(),
        keys=("Ctrl+O",),
        icon="open",
        hint="Open one or more Python files as one dataflow",
        is_in_tool_bar=True,
    ),
    Command(
        "project.open_folder",
        "Open &folder…",
        _MENU,
        lambda _, surface: surface.open_folder(),
        keys=("Ctrl+Shift+O",),
    ),
    Command(
        "project.open_recent",
        "Open &recent…",
        _MENU,
        lambda _, surface: surface.show_recents(),
        keys=("Ctrl+R",),
    ),
    Command("project.open_example", "Open &example", _MENU, lambda means, _: _open_example(means)),
    Command(
        "project.reload",
        "Re&load",
        _MENU,
        lambda means, _: means.project.reload(),
        keys=("F5",),
        icon="reload",
        hint="Read and import the code again; values whose code is unchanged are kept",
        is_in_tool_bar=True,
        starts_group=True,
        enabled=when.is_idle,
    ),
    Command(
        "project.choose_interpreter",
        "Choose &interpreter…",
        _MENU,
        lambda _, surface: surface.choose_interpreter(),
        enabled=when.can_choose_interpreter,
    ),
    Command(
        "project.ask_trust",
        "&Trust this folder…",
        _MENU,
        lambda means, _: means.project.ask_trust(),
        enabled=when.is_restricted,
    ),
    Command(
        "window.settings",
        "&Settings…",
        _MENU,
        lambda _, surface: surface.show_settings(),
        keys=("Ctrl+,",),
        starts_group=True,
    ),
    Command(
        "window.quit",
        "&Quit",
        _MENU,
        lambda _, surface: surface.leave(),
        keys=("Ctrl+Q",),
        starts_group=True,
    ),
)


def _open_example(means: Means) -> None:
    means.project.open(OpenRequest(means.example, is_trusted=True))
