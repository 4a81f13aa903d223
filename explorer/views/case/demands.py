"""What a test is to find, to be ticked."""

from collections.abc import Iterable

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from core.model.case import Assertion
from explorer.views.case import wording
from explorer.views.widgets import clear

_COLUMNS = 3


class Demands(QWidget):
    """Offers assertions; the last choice is a value that a file has."""

    def __init__(self, columns: int = _COLUMNS) -> None:
        super().__init__()
        self.setAccessibleName("What the test finds")
        self._columns = columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(4)
        self.boxes: dict[Assertion, QCheckBox] = {}
        self.of_file = QCheckBox()

    def offer(self, assertions: Iterable[Assertion]) -> None:
        """Offer some; the first is ticked."""
        clear(self._grid)
        self.boxes = {one: QCheckBox(wording.demand(one)) for one in assertions}
        self.of_file = QCheckBox(wording.OF_A_FILE)
        for place, box in enumerate((*self.boxes.values(), self.of_file)):
            box.setChecked(place == 0)
            self._grid.addWidget(box, place // self._columns, place % self._columns)
        self._grid.setColumnStretch(self._columns, 1)

    @property
    def chosen(self) -> tuple[Assertion, ...]:
        """What is ticked, but for the value of a file."""
        return tuple(one for one, box in self.boxes.items() if box.isChecked())
