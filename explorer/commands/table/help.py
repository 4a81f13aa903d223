"""The commands of the menu Help."""

from explorer.commands.command import Command

_MENU = "&Help"

HELP_COMMANDS = (
    Command(
        "window.commands",
        "Command &palette…",
        _MENU,
        lambda _, surface: surface.show_commands(),
        keys=("Ctrl+Shift+P", "F1"),
    ),
    Command(
        "window.shortcuts",
        "&Keyboard shortcuts",
        _MENU,
        lambda _, surface: surface.show_shortcuts(),
    ),
    Command("window.about", "&About", _MENU, lambda _, surface: surface.show_about()),
)
