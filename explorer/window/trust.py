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
_WIDTH = 560
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
        heading.setObjectName("heading")
        facts = QFormLayout()
        facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        facts.addRow("Folder", _fact(str(question.root)))
        facts.addRow("Runs with", _fact(f"{question.interpreter}\n({question.origin})"))
        facts.addRow("Imports", _fact(_listed(question.modules)))
        buttons = QDialogButtonBox()
        self.trust_button = buttons.addButton(
            "Trust and load", QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.later_button = buttons.addButton("Not now", QDialogButtonBox.ButtonRole.RejectRole)
        self.later_button.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(heading)
        column.addWidget(_said(_WARNING))
        column.addLayout(facts)
        column.addWidget(buttons)


def _listed(names: tuple[str, ...]) -> str:
    shown, rest = names[:_MODULES], len(names) - _MODULES
    return ", ".join(shown) + (f" and {rest} more" if rest > 0 else "")


def _said(text: str) -> QLabel:
    label = QLabel(text, wordWrap=True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
    return label


def _fact(text: str) -> QLabel:
    label = _said(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
