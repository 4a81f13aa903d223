"""One line across the window that asks for attention."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from explorer.theme import LIGHT, Theme
from explorer.views.icons import pixmap
from explorer.views.widgets import with_code

_COLOURS = {"info": "accent", "warning": "warned", "error": "failed"}
_ICON_SIDE = 16


class BannerBar(QFrame):
    """Shows a sentence and what can be done about it; hidden while there is nothing to say."""

    action_chosen = Signal(str)
    """Emitted with the id of an action."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._level = "info"
        self._said = ""
        self._icon = QLabel()
        self._text = QLabel(wordWrap=True)
        self._buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 10, 6)
        self._row.setSpacing(9)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._text, 1)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self._colour()

    def show_banner(self, level: str, text: str, actions: tuple[tuple[str, str], ...] = ()) -> None:
        """Show a sentence of a level (info, warning, error) with (id, label) actions."""
        self._level = level
        self._said = text
        self._text.setText(with_code(text))
        self.setAccessibleName(text)
        for button in self._buttons:
            button.deleteLater()
        self._buttons = [self._button(id, label) for id, label in actions]
        self.setProperty("role", level)
        self.style().unpolish(self)
        self.style().polish(self)
        self._colour()
        self.show()

    def clear(self) -> None:
        """Show nothing."""
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self.isHidden() else self._said

    def _button(self, id: str, label: str) -> QPushButton:
        button = QPushButton(label)
        button.setObjectName(id)
        button.clicked.connect(lambda: self.action_chosen.emit(id))
        self._row.addWidget(button)
        return button

    def _colour(self) -> None:
        colour = getattr(self._theme, _COLOURS.get(self._level, "accent"))
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(pixmap(self._level, colour, _ICON_SIDE, ratio))
