"""One suspect: who, what changed there, how sure, and some of the rows."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from core.model.tracing import Confidence, Suspect
from explorer.theme import Theme
from explorer.views.trace import wording
from explorer.views.widgets import LINKS, SELECTABLE, label, link, with_code

_MOST_ROWS, _MOST_COLUMNS = 3, 7


class SuspectCard(QFrame):
    """Shows a suspect; its name leads to the node."""

    node_chosen = Signal(object)

    def __init__(self, suspect: Suspect, place: int, theme: Theme) -> None:
        super().__init__()
        self.suspect = suspect
        self.setProperty("role", "failure" if place == 1 else "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(5)
        column.addLayout(self._head(place, theme))
        column.addWidget(_said(suspect.reason))
        if suspect.before and suspect.column:
            parts = ", ".join(map(wording.before, suspect.before))
            column.addWidget(_said(f"Before: {parts}. Here: {wording.after(suspect)}.", "small"))
        if suspect.examples:
            column.addWidget(_examples(suspect, theme))

    def _head(self, place: int, theme: Theme) -> QHBoxLayout:
        suspect = self.suspect
        name = QLabel(f"{place}. {link('node', suspect.node, theme)}", textInteractionFlags=LINKS)
        name.setProperty("role", "title")
        name.setAccessibleName(f"Suspect {place}: {suspect.node}")
        name.linkActivated.connect(self._choose)
        sure = label(wording.CONFIDENCE[suspect.confidence], "small")
        colour = theme.warned if suspect.confidence is Confidence.INPUT else theme.failed
        sure.setStyleSheet(f"color: {colour}")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(name)
        head.addWidget(sure)
        head.addStretch(1)
        return head

    def _choose(self, _: str) -> None:
        self.node_chosen.emit(self.suspect.node)


def _said(text: str, role: str = "") -> QLabel:
    said = QLabel(with_code(text), wordWrap=True)
    said.setProperty("role", role)
    said.setTextInteractionFlags(SELECTABLE)
    return said


def _examples(suspect: Suspect, theme: Theme) -> QLabel:
    rows = QLabel(_table(suspect, theme))
    rows.setTextFormat(Qt.TextFormat.RichText)
    rows.setTextInteractionFlags(SELECTABLE)
    rows.setAccessibleName("Example rows")
    return rows


def _table(suspect: Suspect, theme: Theme) -> str:
    """Return example rows as a small table, the column in question first."""
    names = list(suspect.examples[0])
    names.sort(key=lambda name: name != suspect.column)
    names = names[:_MOST_COLUMNS]
    muted, bad = f"color:{theme.text_muted}", f"color:{theme.failed}"
    head = "".join(f"<td style='{muted}'>{escape(name)}&nbsp;&nbsp;&nbsp;</td>" for name in names)
    rows = [f"<tr>{head}</tr>"]
    for example in suspect.examples[:_MOST_ROWS]:
        cells = [
            f"<td style='{bad if name == suspect.column else ''}'>"
            f"{_cell(example.get(name))}&nbsp;&nbsp;&nbsp;</td>"
            for name in names
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table cellspacing=2>{''.join(rows)}</table>"


def _cell(text: str | None) -> str:
    if text is None:
        return "<i>null</i>"
    return escape(text if len(text) < 40 else f"{text[:38]}…")
