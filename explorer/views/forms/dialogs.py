"""The dialogs that ask for values."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from core.model.given import GivenFile
from core.model.graph import Form, FormKind, NodeId
from explorer.theme import Theme
from explorer.views.forms.field import Field
from explorer.views.forms.row import Row

_WIDTH, _MOST_HEIGHT = 500, 560
_EDGE = 20
_OWN_VALUE = frozenset(FormKind) - {FormKind.FILE}


class _Dialog(QDialog):
    """A heading, a body, and two buttons. Blocks nothing; Esc cancels."""

    cancelled = Signal()

    def __init__(self, parent: QWidget, heading: str, said: str, accept: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(heading)
        self.setMinimumWidth(_WIDTH)
        title = QLabel(heading, wordWrap=True)
        title.setProperty("role", "title")
        words = QLabel(said, wordWrap=True)
        words.setProperty("role", "muted")
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        self.cancel_button = QPushButton("Cancel", autoDefault=False)
        self.accept_button = QPushButton(accept, default=True)
        self.cancel_button.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self.submit)
        self.rejected.connect(self.cancelled)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.accept_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.setSpacing(6)
        column.addWidget(title)
        column.addWidget(words)
        column.addSpacing(10)
        column.addLayout(self.body, 1)
        column.addSpacing(14)
        column.addLayout(buttons)

    def submit(self) -> None:
        """Check what is typed, and tell it where nothing is wrong."""
        raise NotImplementedError


class InputsForm(_Dialog):
    """Asks for several inputs at once; mistakes are named beside their fields."""

    submitted = Signal(object)
    """Emitted with a dict of NodeId to Given; inputs left to their defaults are not in it."""

    def __init__(
        self, fields: tuple[Field, ...], theme: Theme, parent: QWidget, accept: str = "Run"
    ) -> None:
        said = "The dataflow starts from these. They are kept for the next run."
        super().__init__(parent, "Inputs", said, accept)
        self.rows = tuple(map(Row, fields))
        self.body.addWidget(_scrolled(self.rows))
        self.set_theme(theme)
        if self.rows:
            (self._first_wrong() or self.rows[0]).editor.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        for row in self.rows:
            row.set_theme(theme)

    def show_errors(self, errors: Mapping[NodeId, str]) -> None:
        """Say what was wrong with the last answer."""
        for row in self.rows:
            row.show_error(errors.get(row.node, ""))
        self._go_to_wrong()

    def submit(self) -> None:
        answers = {row.node: row.answer() for row in self.rows}
        if any(answer.error for answer in answers.values()):
            self._go_to_wrong()
            return
        given = {node: a.value for node, a in answers.items() if a.value is not None}
        self.submitted.emit(given)

    def _first_wrong(self) -> Row | None:
        return next((row for row in self.rows if row.error), None)

    def _go_to_wrong(self) -> None:
        if wrong := self._first_wrong():
            wrong.editor.setFocus()


class ValueForm(_Dialog):
    """Asks what to use in place of what a node computes: a file, or a value."""

    submitted = Signal(object, object)
    """Emitted with the NodeId and a Given."""

    def __init__(self, field: Field, theme: Theme, parent: QWidget) -> None:
        said = "The node is not computed; what reads it gets this value, until you remove it."
        super().__init__(parent, "Use this value instead", said, "Use this value")
        form = field.form or Form(FormKind.JSON)
        own = Form(form.kind if form.kind in _OWN_VALUE else FormKind.JSON, form.choices)
        is_file = isinstance(field.value, GivenFile) or (
            field.value is None and form.kind is FormKind.FILE
        )
        self.rows = tuple(
            Row(replace(field, value=field.value if is_shown else None), kind)
            for kind, is_shown in ((Form(FormKind.FILE), is_file), (own, not is_file))
        )
        self.choice = QTabBar(documentMode=True, expanding=False)
        self.choice.addTab("File")
        self.choice.addTab("Value")
        self.choice.currentChanged.connect(self._show)
        self.body.addWidget(self.choice)
        for row in self.rows:
            self.body.addWidget(row)
        self.body.addStretch(1)
        self.choice.setCurrentIndex(0 if is_file else 1)
        self._show(self.choice.currentIndex())
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        for row in self.rows:
            row.set_theme(theme)

    def show_error(self, sentence: str) -> None:
        """Say what was wrong with the last answer."""
        self.rows[self.choice.currentIndex()].show_error(sentence)

    def submit(self) -> None:
        row = self.rows[self.choice.currentIndex()]
        answer = row.answer()
        if answer.value is None:
            row.editor.setFocus()
        else:
            self.submitted.emit(row.node, answer.value)

    def _show(self, chosen: int) -> None:
        for place, row in enumerate(self.rows):
            row.setVisible(place == chosen)
        self.rows[chosen].editor.setFocus()


def _scrolled(rows: tuple[Row, ...]) -> QScrollArea:
    """Put fields below one another; many of them scroll."""
    inner = QWidget()
    inner.setProperty("role", "plain")
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(18)
    for row in rows:
        column.addWidget(row)
    column.addStretch(1)
    area = QScrollArea(widgetResizable=True)
    area.setWidget(inner)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    area.setMinimumHeight(min(inner.sizeHint().height() + 4, _MOST_HEIGHT))
    return area
