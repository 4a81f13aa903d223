"""One field of a form: its name and type, what it is for, where to type, and what is wrong."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.model.graph import Form, FormKind
from explorer.theme import Theme
from explorer.views.forms.answer import Answer
from explorer.views.forms.editors import editor
from explorer.views.forms.field import Field
from explorer.views.icons import pixmap
from explorer.views.style import code_font

_ICON = QSize(14, 14)


class Row(QWidget):
    """Checks while one types; that something is missing is said only when asked."""

    edited = Signal()

    def __init__(self, field: Field, form: Form | None = None) -> None:
        super().__init__()
        self.node = field.node
        self.editor = editor(form or field.form or Form(FormKind.TEXT))
        self.editor.field.setAccessibleName(f"{field.node} ({field.type_name})")
        self._sign, self._error = QLabel(), QLabel(wordWrap=True)
        self._error.setProperty("role", "wrong")
        self._wrong = QWidget()
        wrong = QHBoxLayout(self._wrong)
        wrong.setContentsMargins(0, 0, 0, 0)
        wrong.setSpacing(6)
        wrong.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        wrong.addWidget(self._error, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        for part in (self._head(field), self._doc(field), self.editor, self._wrong):
            column.addWidget(part)
        self.editor.show_value(field.value)
        self.show_error(field.error)
        self.editor.edited.connect(self._check)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.editor.set_theme(theme)
        self._sign.setPixmap(pixmap("error", theme.failed, _ICON.width(), self.devicePixelRatioF()))

    def answer(self) -> Answer:
        """Return what is typed, and show what is wrong with it."""
        answer = self.editor.answer()
        self.show_error(answer.error)
        return answer

    def show_error(self, sentence: str) -> None:
        """Say what is wrong beside the field; an empty sentence says nothing."""
        self._error.setText(sentence)
        self._wrong.setVisible(bool(sentence))
        self.editor.show_wrong(bool(sentence))
        self.editor.field.setAccessibleDescription(sentence)

    @property
    def error(self) -> str:
        """What is said to be wrong."""
        return self._error.text()

    def _check(self) -> None:
        answer = self.editor.answer()
        self.show_error("" if answer.is_missing else answer.error)
        self.edited.emit()

    def _head(self, field: Field) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        name = QLabel(field.node)
        name.setProperty("role", "strong")
        name.setBuddy(self.editor)
        typed = QLabel(field.type_name)
        typed.setFont(code_font(11))
        typed.setProperty("role", "muted")
        row.addWidget(name)
        row.addStretch(1)
        row.addWidget(typed)
        return head

    def _doc(self, field: Field) -> QLabel:
        doc = QLabel(field.doc.strip().partition("\n")[0], wordWrap=True)
        doc.setProperty("role", "small")
        doc.setVisible(bool(field.doc.strip()))
        return doc
