"""The settings, and the folders that are trusted."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
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
_WIDTH, _EDGE, _LIST_HEIGHT = 560, 20, 130
_MEMORY = {percent: f"at most {percent} % of what is free" for percent in (25, 50, 75, 90)} | {
    0: "no limit"
}
_KEPT = {0: "nothing"} | {size: f"at most {size} GB" for size in (1, 4, 16, 64)}


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
        self.memory = QComboBox()
        self.kept = QComboBox()
        self.good = QComboBox()
        self.spare = QCheckBox("Keep a second worker ready, so that a restart takes no time")
        self.folders = QListWidget()
        self.revoke = QPushButton("Stop trusting")
        self._fill()
        self._lay_out()
        self.theme.currentIndexChanged.connect(self._choose_theme)
        self.editor.editingFinished.connect(self._choose_editor)
        self.memory.currentIndexChanged.connect(self._choose_limits)
        self.kept.currentIndexChanged.connect(self._choose_limits)
        self.good.currentIndexChanged.connect(self._choose_limits)
        self.spare.toggled.connect(self._choose_limits)
        self.folders.currentRowChanged.connect(self._offer_revoking)
        self.revoke.clicked.connect(self._revoke)

    def _fill(self) -> None:
        for choice, title in _THEMES.items():
            self.theme.addItem(title, choice)
        self.theme.setCurrentIndex(self.theme.findData(self._memory.settings.settings.theme))
        self.editor.setPlaceholderText("found by itself")
        settings = self._memory.settings.settings
        _offer(self.memory, settings.memory_percent, _MEMORY)
        _offer(self.kept, settings.kept_gigabytes, _KEPT)
        _offer(self.good, settings.good_gigabytes, _KEPT)
        self.spare.setChecked(settings.has_spare)
        self.folders.addItems([str(folder) for folder in self._memory.trusted.folders()])
        self.revoke.setEnabled(False)

    def _lay_out(self) -> None:
        hint = _muted(
            "A command with {file} and {line}, for example "
            "<code>subl {file}:{line}</code> or <code>pycharm --line {line} {file}</code>.",
        )
        form = QFormLayout()
        form.setHorizontalSpacing(_EDGE)
        form.addRow("Theme", self.theme)
        form.addRow("Editor", self.editor)
        form.addRow("", hint)
        form.addRow("Memory of a run", self.memory)
        form.addRow("Kept on disk", self.kept)
        form.addRow(
            "",
            _muted("Results that took long come back after a worker has died."),
        )
        form.addRow("Good runs", self.good)
        form.addRow(
            "",
            _muted("Values of pinned runs, by project, to compare rows later."),
        )
        form.addRow("", self.spare)
        buttons = QDialogButtonBox()
        buttons.addButton("Close", QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        self.revoke.setAutoDefault(False)
        self.folders.setFixedHeight(_LIST_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.setSpacing(_EDGE // 2)
        column.addLayout(form)
        column.addSpacing(_EDGE // 2)
        column.addWidget(_muted("Folders that you trust to run their code"))
        column.addWidget(self.folders)
        column.addWidget(self.revoke, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(buttons)

    def _choose_theme(self) -> None:
        self._memory.settings.update(theme=self.theme.currentData())

    def _choose_editor(self) -> None:
        self._memory.settings.update(editor=self.editor.text().strip())

    def _choose_limits(self) -> None:
        self._memory.settings.update(
            memory_percent=self.memory.currentData(),
            kept_gigabytes=self.kept.currentData(),
            good_gigabytes=self.good.currentData(),
            has_spare=self.spare.isChecked(),
        )

    def _offer_revoking(self, row: int) -> None:
        self.revoke.setEnabled(row >= 0)

    def _revoke(self) -> None:
        item = self.folders.takeItem(self.folders.currentRow())
        self._memory.trusted.revoke(Path(item.text()))


def _offer(box: QComboBox, chosen: int, choices: Mapping[int, str]) -> None:
    """Fill a box with numbers in words; one that is no choice counts as the nearest."""
    for number, title in choices.items():
        box.addItem(title, number)
    nearest = min(choices, key=lambda number: abs(number - chosen))
    box.setCurrentIndex(box.findData(nearest))


def _muted(text: str) -> QLabel:
    label = QLabel(text, wordWrap=True)
    label.setProperty("role", "muted")
    return label
