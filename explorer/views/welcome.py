"""What stands in the middle while nothing is open."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from explorer.views.widgets import clear, label
from explorer.views.wordmark import Mark

_WIDTH = 560
_RECENTS = 8
_SAID = "See, run and debug dataflows written as plain Python functions."
_HINT = "Or drop a file or a folder here. Opening only reads: nothing runs before you say so."


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
        self._recents.setSpacing(2)
        self._heading = label("Recent", "heading")
        self._heading.setContentsMargins(10, 22, 0, 4)
        inner = QFrame()
        inner.setFixedWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setSpacing(0)
        column.addLayout(self._title())
        column.addSpacing(24)
        column.addLayout(self._buttons())
        column.addSpacing(12)
        column.addWidget(label(_HINT, "faint"))
        column.addWidget(self._heading)
        column.addLayout(self._recents)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addWidget(inner, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)
        self.show_recents(())

    def show_recents(self, recents: Sequence[tuple[str, str, bool]]) -> None:
        """Show what was opened last: (title, folder, whether it is still there), newest first."""
        clear(self._recents)
        self._heading.setVisible(bool(recents))
        for place, (title, folder, is_there) in enumerate(recents[:_RECENTS]):
            self._recents.addWidget(self._recent(place, title, folder, is_there))

    def _title(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label("Lineage Explorer", "wordmark"))
        words.addWidget(label(_SAID, "muted"))
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(Mark())
        row.addLayout(words, 1)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for text, signal in (
            ("Open the example", self.example_wanted),
            ("Open file…", self.file_wanted),
            ("Open folder…", self.folder_wanted),
        ):
            button = QPushButton(text)
            button.setProperty("primary", signal == self.example_wanted)
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _recent(self, place: int, title: str, folder: str, is_there: bool) -> QPushButton:
        where = _short(folder) if is_there else f"{_short(folder)} (no longer there)"
        button = QPushButton()
        button.setProperty("role", "entry")
        button.setAccessibleName(f"{title}, {where}")
        button.setEnabled(is_there)
        button.setToolTip(folder)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(button)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(12)
        row.addWidget(label(title, "strong" if is_there else "faint"))
        row.addStretch(1)
        row.addWidget(label(where, "small" if is_there else "faint"))
        button.clicked.connect(lambda: self.recent_chosen.emit(place))
        return button


def _short(folder: str) -> str:
    """Return a path with the home folder as a tilde, and its middle left out where it is long."""
    path = Path(folder)
    home = Path.home()
    text = f"~/{path.relative_to(home)}" if path.is_relative_to(home) else folder
    return text if len(text) <= 60 else f"{text[:18]}…{text[-40:]}"
