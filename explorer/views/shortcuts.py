"""The sheet of keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.views.widgets import label

_EDGE = 22


class ShortcutsSheet(QDialog):
    """Lists what can be done by which keys, group by group, in two columns."""

    def __init__(
        self, groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...], parent: QWidget
    ) -> None:
        """Take groups: each a title and pairs of what is done and its keys ("Ctrl+Return")."""
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        columns = QHBoxLayout()
        columns.setSpacing(44)
        for half in _halves(groups):
            columns.addWidget(_column(half), 1, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_EDGE, _EDGE - 2, _EDGE, _EDGE)
        whole.setSpacing(14)
        whole.addWidget(label("Keyboard shortcuts", "title"))
        whole.addLayout(columns)
        whole.addStretch(1)


_Groups = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def _halves(groups: _Groups) -> tuple[_Groups, _Groups]:
    """Share groups out to two columns of about the same height, in their order."""
    total = sum(len(pairs) + 2 for _, pairs in groups)
    taken = 0
    for place, (_, pairs) in enumerate(groups):
        if taken + (len(pairs) + 2) / 2 > total / 2:
            return groups[:place], groups[place:]
        taken += len(pairs) + 2
    return groups, ()


def _column(groups: _Groups) -> QWidget:
    column = QWidget()
    grid = QGridLayout(column)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    for title, pairs in groups:
        first = grid.rowCount()
        heading = label(title, "heading")
        heading.setContentsMargins(0, 10 if first > 1 else 0, 0, 2)
        grid.addWidget(heading, first, 0, 1, 2)
        for row, (done, keys) in enumerate(pairs, first + 1):
            grid.addWidget(QLabel(done), row, 0)
            grid.addWidget(_keys(keys), row, 1, Qt.AlignmentFlag.AlignRight)
    return column


def _keys(keys: str) -> QLabel:
    return label(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText), "keys")
