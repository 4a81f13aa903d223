"""A command as a value."""

from collections.abc import Callable
from dataclasses import dataclass

from explorer.commands.means import Means, Surface
from explorer.settings import Settings
from explorer.state import State


def always(_: State) -> bool:
    """Whether a command can be used that always can."""
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a person can do.

    `title` has its & for the menu; `menu` is one of the bar, or one inside another: "&Node/&More".
    `keys` are shortcuts, the first one is shown. `icon` names a
    bundled icon; with `is_in_tool_bar` the command stands there too. `enabled` is asked again at
    every change of state. `checked` is asked of the settings, for commands that choose one.
    """

    id: str
    title: str
    menu: str
    act: Callable[[Means, Surface], None]
    keys: tuple[str, ...] = ()
    icon: str = ""
    hint: str = ""
    is_in_tool_bar: bool = False
    starts_group: bool = False
    enabled: Callable[[State], bool] = always
    checked: Callable[[Settings], bool] | None = None
    is_switch: bool = False
    """Whether it is checked and unchecked by itself, not one of several to choose from."""

    @property
    def name(self) -> str:
        """The title as one reads it outside of menus."""
        return self.title.replace("&", "").removesuffix("…")
