"""What stands in the middle while nothing is open."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

_WIDTH = 520
_RECENTS = 8


class WelcomeView(QWidget):
    """Offers the example, files, folders, and what was opened last."""

    example_wanted = Signal()
    file_wanted = Signal()
    folder_wanted = Signal()
    recent_chosen = Signal(object)
    """Emitted with the place in the list shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recents = QVBoxLayout()
        self._recents.setSpacing(1)
        self._heading = QLabel("RECENT")
        self._heading.setProperty("role", "heading")
        inner = QFrame()
        inner.setFixedWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setSpacing(10)
        title = QLabel("Lineage Explorer")
        title.setProperty("role", "title")
        said = QLabel(
            "Open a dataflow to see its graph, run to any node, and look at what came out. "
            "Opening only reads: nothing runs before you say so.",
            wordWrap=True,
        )
        said.setProperty("role", "muted")
        column.addWidget(title)
        column.addWidget(said)
        column.addLayout(self._buttons())
        column.addSpacing(12)
        column.addWidget(self._heading)
        column.addLayout(self._recents)
        hint = QLabel("You can also drop a file or a folder here.")
        hint.setProperty("role", "faint")
        column.addWidget(hint)
        whole = QVBoxLayout(self)
        whole.addWidget(inner, 0, Qt.AlignmentFlag.AlignCenter)
        self.show_recents(())

    def show_recents(self, recents: Sequence[tuple[str, str, bool]]) -> None:
        """Show what was opened last: (title, folder, whether it is still there), newest first."""
        while (item := self._recents.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        self._heading.setVisible(bool(recents))
        for place, (title, folder, is_there) in enumerate(recents[:_RECENTS]):
            self._recents.addWidget(self._recent(place, title, folder, is_there))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, signal in (
            ("Open the example", self.example_wanted),
            ("Open file…", self.file_wanted),
            ("Open folder…", self.folder_wanted),
        ):
            button = QPushButton(text)
            button.setProperty("primary", text == "Open the example")
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _recent(self, place: int, title: str, folder: str, is_there: bool) -> QPushButton:
        where = _short(folder) if is_there else f"{_short(folder)} (no longer there)"
        button = QPushButton(f"{title}    {where}")
        button.setProperty("flat", True)
        button.setStyleSheet("text-align: left;")
        button.setEnabled(is_there)
        button.setToolTip(folder)
        button.clicked.connect(lambda: self.recent_chosen.emit(place))
        return button


def _short(folder: str) -> str:
    """Return a path with the home folder as a tilde, and its middle left out where it is long."""
    path = Path(folder)
    home = Path.home()
    text = f"~/{path.relative_to(home)}" if path.is_relative_to(home) else folder
    return text if len(text) <= 60 else f"{text[:18]}…{text[-40:]}"
