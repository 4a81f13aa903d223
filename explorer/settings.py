"""What the user has chosen for good."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.model.project import Json
from core.store import GIGABYTES_FOR_VALUES
from explorer.userfolder import UserFolder


class ThemeChoice(Enum):
    """Which colours to use."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Settings:
    """`editor` is a command line with {file} and {line}; empty finds an editor by itself.

    `memory_percent` is the part of the free memory that a run may take, 0 for all there is.
    `kept_gigabytes` is the room on disk for values that took long, 0 for none;
    `good_gigabytes` that for the values of a project's good runs. `has_spare` keeps
    a second worker ready. `colour_by` is what the colours of cards tell (a value of `ColourBy`),
    `colour_tag` the key of the tags that do.
    """

    theme: ThemeChoice = ThemeChoice.SYSTEM
    editor: str = ""
    is_top_down: bool = False
    memory_percent: int = 75
    kept_gigabytes: int = 4
    good_gigabytes: int = GIGABYTES_FOR_VALUES
    has_spare: bool = True
    colour_by: str = "status"
    colour_tag: str = ""
    is_legend_folded: bool = True
    has_minimap: bool = True
    runs_on_save: bool = False
    """Whether the selected node is computed anew after each save."""


_DEFAULTS = Settings()


class SettingsStore(QObject):
    """Holds the settings and keeps them in the user's folder."""

    changed = Signal(object)
    """Emitted with the new `Settings`."""

    def __init__(self, folder: UserFolder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._settings = _read(folder.read("settings"))

    @property
    def settings(self) -> Settings:
        """The current settings."""
        return self._settings

    def update(self, **changes: Any) -> None:
        """Replace fields of the settings, keep and tell them."""
        settings = replace(self._settings, **changes)
        if settings == self._settings:
            return
        self._settings = settings
        self._folder.write(
            "settings",
            {
                "theme": settings.theme.value,
                "editor": settings.editor,
                "is_top_down": settings.is_top_down,
                "memory_percent": settings.memory_percent,
                "kept_gigabytes": settings.kept_gigabytes,
                "good_gigabytes": settings.good_gigabytes,
                "has_spare": settings.has_spare,
                "colour_by": settings.colour_by,
                "colour_tag": settings.colour_tag,
                "is_legend_folded": settings.is_legend_folded,
                "has_minimap": settings.has_minimap,
                "runs_on_save": settings.runs_on_save,
            },
        )
        self.changed.emit(settings)


def _read(raw: Mapping[str, Json]) -> Settings:
    known = {choice.value: choice for choice in ThemeChoice}
    return Settings(
        theme=known.get(str(raw.get("theme")), ThemeChoice.SYSTEM),
        editor=str(raw.get("editor", "")),
        is_top_down=raw.get("is_top_down") is True,
        memory_percent=_number(raw.get("memory_percent"), _DEFAULTS.memory_percent, 100),
        kept_gigabytes=_number(raw.get("kept_gigabytes"), _DEFAULTS.kept_gigabytes, 10_000),
        good_gigabytes=_number(raw.get("good_gigabytes"), _DEFAULTS.good_gigabytes, 10_000),
        has_spare=raw.get("has_spare") is not False,
        colour_by=str(raw.get("colour_by", _DEFAULTS.colour_by)),
        colour_tag=str(raw.get("colour_tag", "")),
        is_legend_folded=raw.get("is_legend_folded") is not False,
        has_minimap=raw.get("has_minimap") is not False,
        runs_on_save=raw.get("runs_on_save") is True,
    )


def _number(raw: Json, default: int, most: int) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool):
        return default
    return raw if 0 <= raw <= most else default
