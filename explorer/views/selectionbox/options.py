"""The list of what may be typed next, below the line."""

from PySide6.QtCore import QModelIndex, QPoint, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

_MOST_ROWS = 9
_WIDTH = (220, 460)
_AROUND = 10
"""Pixels between the rows and the frame, both sides together."""


class Options(QFrame):
    """Pops up over a window without taking the focus."""

    chosen = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("role", "popup")
        self.setAutoFillBackground(True)
        self._model = QStringListModel(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setUniformItemSizes(True)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setAccessibleName("What may be typed next")
        self._list.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(5, 5, 5, 5)
        column.addWidget(self._list)
        self.hide()

    @property
    def shown(self) -> tuple[str, ...]:
        """What is offered; nothing while it is hidden."""
        return () if self.isHidden() else tuple(self._model.stringList())

    @property
    def current(self) -> str | None:
        """The option that was walked to, None before that."""
        index = self._list.currentIndex()
        return str(index.data()) if index.isValid() and not self.isHidden() else None

    def offer(self, options: tuple[str, ...], place: QPoint) -> None:
        """Show options with the left upper corner at a place of the window; none hides it."""
        self._model.setStringList(list(options))
        self._list.setCurrentIndex(QModelIndex())
        self.setVisible(bool(options))
        if options:
            self._fit(options, place)
            self.raise_()

    def step(self, rows: int) -> None:
        """Walk on, around the ends."""
        count, current = self._model.rowCount(), self._list.currentIndex()
        row = current.row() + rows if current.isValid() else (0 if rows > 0 else count - 1)
        self._list.setCurrentIndex(self._model.index(row % count))

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(str(index.data()))

    def _fit(self, options: tuple[str, ...], place: QPoint) -> None:
        metrics = self._list.fontMetrics()
        widest = max(map(metrics.horizontalAdvance, options)) + 40
        rows = min(len(options), _MOST_ROWS)
        height = rows * self._list.sizeHintForRow(0) + _AROUND + 2
        self.setGeometry(place.x(), place.y(), min(max(widest, _WIDTH[0]), _WIDTH[1]), height)
