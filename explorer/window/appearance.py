"""Which colours the program wears: the system's, or those the user chose."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from explorer.settings import SettingsStore, ThemeChoice
from explorer.theme import DARK, LIGHT, Theme

_FORCED = {ThemeChoice.LIGHT: LIGHT, ThemeChoice.DARK: DARK}


class Appearance(QObject):
    """Follows the settings and the system, live."""

    changed = Signal(object)
    """Emitted with the `Theme` to wear."""

    def __init__(self, settings: SettingsStore) -> None:
        super().__init__()
        self._settings = settings
        hints = QGuiApplication.styleHints()
        self._scheme = hints.colorScheme()
        self._theme = self._find()
        settings.changed.connect(self._change)
        hints.colorSchemeChanged.connect(self._follow)

    @property
    def theme(self) -> Theme:
        """What to wear now."""
        return self._theme

    def _find(self) -> Theme:
        is_dark = self._scheme is Qt.ColorScheme.Dark
        return _FORCED.get(self._settings.settings.theme, DARK if is_dark else LIGHT)

    def _follow(self, scheme: Qt.ColorScheme) -> None:
        self._scheme = scheme
        self._change()

    def _change(self) -> None:
        theme = self._find()
        if theme is not self._theme:
            self._theme = theme
            self.changed.emit(theme)
