"""The widgets that values are typed into, one a kind of form."""

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QWidget,
    QWidgetAction,
)

from core.model.given import Given, GivenJson
from core.model.graph import Form, FormKind
from explorer.theme import Theme
from explorer.views.forms.answer import Answer, read, written
from explorer.views.icons import icon
from explorer.views.style import code_font

_JSON_HEIGHT = 96
_FILES = "Tables (*.csv *.parquet *.json);;All files (*)"
_HINTS = {
    FormKind.INTEGER: "a whole number",
    FormKind.NUMBER: "a number",
    FormKind.DATE: "2024-01-31",
    FormKind.DATETIME: "2024-01-31 08:30",
    FormKind.FILE: "a CSV, Parquet or JSON file",
}


class Editor(QWidget):
    """Takes one value. `field` is the widget that has the focus and shows mistakes."""

    edited = Signal()

    def __init__(self, form: Form, field: QWidget) -> None:
        super().__init__()
        self.form = form
        self.field = field
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)
        self.row.addWidget(field, 1)
        self.setFocusProxy(field)

    def answer(self) -> Answer:
        """Return what is typed now."""
        raise NotImplementedError

    def show_value(self, value: Given | None) -> None:
        """Show a value, or the default where there is none."""
        raise NotImplementedError

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""

    def show_wrong(self, is_wrong: bool) -> None:
        """Mark the field, or take the mark away."""
        if self.field.property("wrong") != is_wrong:
            self.field.setProperty("wrong", is_wrong)
            self.field.style().unpolish(self.field)
            self.field.style().polish(self.field)


class LineEditor(Editor):
    """One line: numbers, dates, texts."""

    def __init__(self, form: Form) -> None:
        self.line = QLineEdit(clearButtonEnabled=form.default is not None or form.optional)
        super().__init__(form, self.line)
        self.line.setPlaceholderText(_placeholder(form))
        self.line.textChanged.connect(self.edited)

    def answer(self) -> Answer:
        return read(self.form, self.line.text())

    def show_value(self, value: Given | None) -> None:
        self.line.setText(written(value))


class DateEditor(LineEditor):
    """One line, with a calendar at its end."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self._calendar = QCalendarWidget()
        self._calendar.setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        self._calendar.clicked.connect(self._take)
        self._calendar.activated.connect(self._take)
        self._menu = QMenu(self)
        entry = QWidgetAction(self._menu)
        entry.setDefaultWidget(self._calendar)
        self._menu.addAction(entry)
        self._open = QAction("Choose from a calendar", self)
        self._open.triggered.connect(self._pop_up)
        self.line.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)

    def set_theme(self, theme: Theme) -> None:
        self._open.setIcon(icon("calendar", theme))

    def _pop_up(self) -> None:
        try:
            day = date.fromisoformat(self.line.text().strip()[:10])
            self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        except ValueError:
            self._calendar.setSelectedDate(QDate.currentDate())
        self._menu.popup(self.line.mapToGlobal(self.line.rect().bottomLeft()))

    def _take(self, day: QDate) -> None:
        time = self.line.text().strip()[10:] if self.form.kind is FormKind.DATETIME else ""
        self.line.setText(f"{day.year():04}-{day.month():02}-{day.day():02}{time}")
        self._menu.hide()


class CheckEditor(Editor):
    """A box to check."""

    def __init__(self, form: Form) -> None:
        self._box = QCheckBox()
        super().__init__(form, self._box)
        self._box.toggled.connect(self._say)
        self._box.toggled.connect(self.edited)
        self._say()

    def answer(self) -> Answer:
        return Answer(GivenJson(self._box.isChecked()))

    def show_value(self, value: Given | None) -> None:
        text = written(value) or self.form.default or ""
        self._box.setChecked(text.strip().lower() in ("true", "1", "yes"))

    def _say(self) -> None:
        self._box.setText("true" if self._box.isChecked() else "false")


class ChoiceEditor(Editor):
    """A list to choose from."""

    def __init__(self, form: Form) -> None:
        self._box = QComboBox()
        super().__init__(form, self._box)
        if form.default is not None or form.optional:
            self._box.addItem(_placeholder(form) or "not given", "")
        for choice in form.choices:
            self._box.addItem(choice, choice)
        self._box.currentIndexChanged.connect(self.edited)

    def answer(self) -> Answer:
        return read(self.form, self._box.currentData() or "")

    def show_value(self, value: Given | None) -> None:
        self._box.setCurrentIndex(max(0, self._box.findData(written(value))))


class JsonEditor(Editor):
    """Several lines of JSON."""

    def __init__(self, form: Form) -> None:
        self._text = QPlainTextEdit(tabChangesFocus=True)
        super().__init__(form, self._text)
        self._text.setProperty("field", True)
        self._text.setFont(code_font(12))
        self._text.setFixedHeight(_JSON_HEIGHT)
        self._text.setPlaceholderText(_placeholder(form) or '{"name": 1.5} or [1, 2, 3]')
        self._text.textChanged.connect(self.edited)

    def answer(self) -> Answer:
        return read(self.form, self._text.toPlainText())

    def show_value(self, value: Given | None) -> None:
        self._text.setPlainText(written(value, indented=True))


class FileEditor(LineEditor):
    """A path, with a button to look for it."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self._browse = QPushButton("Browse…", autoDefault=False)
        self._browse.clicked.connect(self._choose)
        self.row.addWidget(self._browse)

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "Choose a file", self.line.text(), _FILES)
        if path:
            self.line.setText(path)


_EDITORS: dict[FormKind, type[LineEditor | CheckEditor | ChoiceEditor | JsonEditor]] = {
    FormKind.INTEGER: LineEditor,
    FormKind.NUMBER: LineEditor,
    FormKind.TEXT: LineEditor,
    FormKind.BOOLEAN: CheckEditor,
    FormKind.CHOICE: ChoiceEditor,
    FormKind.DATE: DateEditor,
    FormKind.DATETIME: DateEditor,
    FormKind.JSON: JsonEditor,
    FormKind.FILE: FileEditor,
}


def editor(form: Form) -> Editor:
    """Make the widget for a form."""
    if form.kind is FormKind.BOOLEAN and form.optional:
        return ChoiceEditor(Form(FormKind.CHOICE, ("true", "false"), form.default, optional=True))
    return _EDITORS[form.kind](form)


def _placeholder(form: Form) -> str:
    if form.default is not None:
        return f"{form.default}  (default)"
    return "None" if form.optional else _HINTS.get(form.kind, "")
