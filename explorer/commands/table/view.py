"""The commands of the menu View."""

from explorer.commands import conditions as when
from explorer.commands.command import Command
from explorer.settings import ThemeChoice

_MENU = "&View"
_ZOOM_STEP = 1.25

VIEW_COMMANDS = (
    Command(
        "view.fit",
        "&Fit",
        _MENU,
        lambda _, surface: surface.fit(),
        keys=("F",),
        icon="fit",
        hint="Show the whole graph",
        is_in_tool_bar=True,
        enabled=when.is_drawn,
    ),
    Command(
        "view.actual_size",
        "&100 %",
        _MENU,
        lambda _, surface: surface.set_zoom(1.0),
        keys=("Ctrl+0",),
        enabled=when.is_drawn,
    ),
    Command(
        "view.zoom_in",
        "Zoom &in",
        _MENU,
        lambda _, surface: surface.zoom_by(_ZOOM_STEP),
        keys=("Ctrl++", "Ctrl+="),
        icon="zoom-in",
        enabled=when.is_drawn,
    ),
    Command(
        "view.zoom_out",
        "Zoom &out",
        _MENU,
        lambda _, surface: surface.zoom_by(1 / _ZOOM_STEP),
        keys=("Ctrl+-",),
        icon="zoom-out",
        enabled=when.is_drawn,
    ),
    Command(
        "view.turn",
        "&Turn",
        _MENU,
        lambda means, _: means.layout.turn(),
        keys=("Alt+O",),
        icon="orientation",
        hint="Let the data flow to the right, or down",
        is_in_tool_bar=True,
        enabled=when.is_drawn,
    ),
    Command(
        "view.stop_placing",
        "Stop &placing",
        _MENU,
        lambda means, _: means.placing.cancel(),
        keys=("Esc",),
        hint="Keep the last picture while a large graph takes long to place",
        enabled=when.is_placing,
    ),
    Command(
        "view.minimap",
        "&Minimap",
        _MENU,
        lambda means, _: means.colouring.toggle_minimap(),
        hint="Show the whole drawing in a corner while a part of it is out of sight",
        checked=lambda settings: settings.has_minimap,
        is_switch=True,
    ),
    *(
        Command(
            f"view.theme_{choice.value}",
            title,
            _MENU,
            lambda means, _, choice=choice: means.memory.settings.update(theme=choice),
            starts_group=choice is ThemeChoice.SYSTEM,
            checked=lambda settings, choice=choice: settings.theme is choice,
        )
        for choice, title in (
            (ThemeChoice.SYSTEM, "Theme of the &system"),
            (ThemeChoice.LIGHT, "&Light theme"),
            (ThemeChoice.DARK, "&Dark theme"),
        )
    ),
    Command(
        "window.reset_layout",
        "&Reset layout",
        _MENU,
        lambda _, surface: surface.reset_layout(),
        hint="Put all panels back where they were at first",
        starts_group=True,
    ),
)
