"""Asking for a test of a sample: of how many rows, of what, and what it is to find."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.model.graph import NodeId
from explorer.views.case import wording
from explorer.views.case.demands import Demands
from explorer.views.widgets import label, with_code

_WIDTH, _EDGE = 500, 20
_ROWS, _MOST_ROWS = 5, 1_000


class SampleForm(QDialog):
    """Asks what a test of a node calls it with, and finds. Blocks nothing; Esc cancels."""

    submitted = Signal()

    def __init__(self, node: NodeId, ancestors: Sequence[NodeId], parent: QWidget) -> None:
        super().__init__(parent)
        self.node = node
        self.setWindowTitle("Make a test")
        self.setMinimumWidth(_WIDTH)
        self._rows = QSpinBox(minimum=1, maximum=_MOST_ROWS, value=_ROWS)
        self._rows.setAccessibleName("Rows")
        self._rows.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self._cut = QComboBox()
        self._cut.setAccessibleName("Of what")
        for one in (None, *ancestors):
            self._cut.addItem(wording.ALL if one is None else one, one)
        self.demands = Demands(columns=1)
        self.demands.offer(wording.OF_A_SAMPLE)
        self.accept_button = QPushButton("Choose where it goes…", default=True)
        self.accept_button.clicked.connect(self._submit)
        self._lay_out()

    @property
    def rows(self) -> int:
        """Of how many rows the sample is to be."""
        return self._rows.value()

    @property
    def ancestor(self) -> NodeId | None:
        """The node of whose value they are; None for what goes into the node."""
        return self._cut.currentData()

    def _lay_out(self) -> None:
        title = label(with_code(f"A test of `{self.node}`"), "title")
        said = "It calls the function with a few rows of its input, and finds what you tick."
        words = label(said, "muted")
        words.setWordWrap(True)
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.addRow("Rows", self._rows)
        form.addRow("of", self._cut)
        form.addRow("It finds that", self.demands)
        cancel = QPushButton("Cancel", autoDefault=False)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.accept_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.setSpacing(6)
        column.addWidget(title)
        column.addWidget(words)
        column.addSpacing(10)
        column.addLayout(form)
        column.addSpacing(14)
        column.addLayout(buttons)

    def _submit(self) -> None:
        self.submitted.emit()
        self.accept()
