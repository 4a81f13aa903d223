"""The settings, and the folders that are trusted."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from explorer.memory import Memory
from explorer.settings import ThemeChoice

_THEMES = {
    ThemeChoice.SYSTEM: "As the system",
    ThemeChoice.LIGHT: "Light",
    ThemeChoice.DARK: "Dark",
}
_WIDTH = 560


class Preferences(QDialog):
    """Shows the settings; a change counts at once."""

    def __init__(self, memory: Memory, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Settings")
        self.setMinimumWidth(_WIDTH)
        self._memory = memory
        self.theme = QComboBox()
        self.editor = QLineEdit(memory.settings.settings.editor)
        self.folders = QListWidget()
        self.revoke = QPushButton("Stop trusting")
        self._fill()
        self._lay_out()
        self.theme.currentIndexChanged.connect(self._choose_theme)
        self.editor.editingFinished.connect(self._choose_editor)
        self.folders.currentRowChanged.connect(self._offer_revoking)
        self.revoke.clicked.connect(self._revoke)

    def _fill(self) -> None:
        for choice, title in _THEMES.items():
            self.theme.addItem(title, choice)
        self.theme.setCurrentIndex(self.theme.findData(self._memory.settings.settings.theme))
        self.editor.setPlaceholderText("found by itself")
        self.folders.addItems([str(folder) for folder in self._memory.trusted.folders()])
        self.revoke.setEnabled(False)

    def _lay_out(self) -> None:
        hint = QLabel(
            "A command with {file} and {line}, for example "
            "<code>subl {file}:{line}</code> or <code>pycharm --line {line} {file}</code>.",
            wordWrap=True,
        )
        form = QFormLayout()
        form.addRow("Theme", self.theme)
        form.addRow("Editor", self.editor)
        form.addRow("", hint)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(QLabel("Folders that may run their code"))
        column.addWidget(self.folders)
        column.addWidget(self.revoke, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(buttons)

    def _choose_theme(self) -> None:
        self._memory.settings.update(theme=self.theme.currentData())

    def _choose_editor(self) -> None:
        self._memory.settings.update(editor=self.editor.text().strip())

    def _offer_revoking(self, row: int) -> None:
        self.revoke.setEnabled(row >= 0)

    def _revoke(self) -> None:
        item = self.folders.takeItem(self.folders.currentRow())
        self._memory.trusted.revoke(Path(item.text()))
