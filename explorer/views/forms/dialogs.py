"""The dialogs that ask for values."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from explorer.theme import Theme
from explorer.views.forms.field import Field


class InputsForm(QDialog):
    """Asks for several inputs at once; mistakes are named beside their fields."""

    submitted = Signal(object)
    """Emitted with a dict of NodeId to Given; inputs left to their defaults are not in it."""
    cancelled = Signal()

    def __init__(
        self, fields: tuple[Field, ...], theme: Theme, parent: QWidget, accept: str = "Run"
    ) -> None:
        super().__init__(parent)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""


class ValueForm(QDialog):
    """Asks what to use in place of what a node computes: a file, or a value."""

    submitted = Signal(object, object)
    """Emitted with the NodeId and a Given."""
    cancelled = Signal()

    def __init__(self, field: Field, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
