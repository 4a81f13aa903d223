"""Asks whether a folder may run its code."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from explorer.state import TrustQuestion

_MODULES = 8
_WIDTH, _EDGE = 560, 20
_WARNING = (
    "Its modules will be imported and its functions called, with all that you may do on this "
    "computer. Trust it only if you know where it comes from. You can take it back in the settings."
)


class TrustDialog(QDialog):
    """Names the folder, the interpreter and the modules. Accepted means trust."""

    def __init__(self, question: TrustQuestion, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Trust this folder?")
        self.setMinimumWidth(_WIDTH)
        heading = QLabel(f"Do you trust the code in {question.root.name}?")
        heading.setProperty("role", "title")
        facts = QFormLayout()
        facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        facts.setHorizontalSpacing(_EDGE)
        facts.setVerticalSpacing(_EDGE // 2)
        for name, text in (
            ("Folder", str(question.root)),
            ("Runs with", f"{question.interpreter}\n({question.origin})"),
            ("Imports", _listed(question.modules)),
        ):
            facts.addRow(_muted(name), _fact(text))
        buttons = QDialogButtonBox()
        self.trust_button = buttons.addButton(
            "Trust and load", QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.later_button = buttons.addButton("Not now", QDialogButtonBox.ButtonRole.RejectRole)
        # Enter trusts nothing by itself: a button must be chosen
        for button in (self.trust_button, self.later_button):
            button.setAutoDefault(False)
        self.trust_button.setProperty("primary", True)
        self.later_button.setFocus()
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.setSpacing(_EDGE // 2)
        column.addWidget(heading)
        column.addWidget(_said(_WARNING))
        column.addSpacing(_EDGE // 2)
        column.addLayout(facts)
        column.addSpacing(_EDGE // 2)
        column.addWidget(buttons)


def _listed(names: tuple[str, ...]) -> str:
    shown, rest = names[:_MODULES], len(names) - _MODULES
    return ", ".join(shown) + (f" and {rest} more" if rest > 0 else "")


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "muted")
    return label


def _said(text: str) -> QLabel:
    label = QLabel(text, wordWrap=True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
    return label


def _fact(text: str) -> QLabel:
    label = _said(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
