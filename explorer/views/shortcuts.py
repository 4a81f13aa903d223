"""The sheet of keys."""

from PySide6.QtWidgets import QDialog, QWidget


class ShortcutsSheet(QDialog):
    """Lists what can be done by which keys, group by group."""

    def __init__(
        self, groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...], parent: QWidget
    ) -> None:
        """Take groups: each a title and pairs of what is done and its keys ("Ctrl+Return")."""
        super().__init__(parent)
