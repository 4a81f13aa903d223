"""One suspect: who, what changed there, how sure, some of the rows, and the lines of code."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from core.model.case import SHRINKABLE
from core.model.tracing import Confidence, Excerpt, Rerun, Suspect
from explorer.theme import Theme
from explorer.views.style import CODE_FAMILY
from explorer.views.trace import wording
from explorer.views.widgets import LINKS, SELECTABLE, label, link, with_code

_MOST_ROWS, _MOST_COLUMNS = 3, 7


class SuspectCard(QFrame):
    """Shows a suspect; its name leads to the node, its button has it verified."""

    node_chosen = Signal(object)
    verify_wanted = Signal(object)
    """Emitted with the NodeId of the suspect."""
    case_wanted = Signal(object)
    """Emitted with the suspect, when its smallest input is wanted."""
    stop_wanted = Signal()
    """The verification that is under way shall stop."""

    def __init__(
        self,
        suspect: Suspect,
        place: int,
        theme: Theme,
        excerpt: Excerpt | None = None,
        rerun: Rerun | None = None,
    ) -> None:
        super().__init__()
        self.suspect = suspect
        self._rerun = rerun
        self._theme = theme
        self._is_verifying = False
        self.setProperty("role", "failure" if place == 1 else "card")
        self.verify = QPushButton()
        self.verify.clicked.connect(self._act)
        self._cost = label("", "small")
        self._cost.setWordWrap(True)
        self.smallest = QPushButton("Smallest case")
        self.smallest.setToolTip("Find the smallest input for which it still shows this")
        self.smallest.clicked.connect(self._want_case)
        self._lay_out(place, excerpt)
        self.show_verifying(None)

    def _lay_out(self, place: int, excerpt: Excerpt | None) -> None:
        suspect, theme = self.suspect, self._theme
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(5)
        column.addLayout(self._head(place))
        column.addWidget(_said(suspect.reason))
        if suspect.verdict:
            column.addWidget(_said("\n".join(suspect.verdict.said), "small"))
        if suspect.before and suspect.column:
            parts = ", ".join(map(wording.before, suspect.before))
            column.addWidget(_said(f"Before: {parts}. Here: {wording.after(suspect)}.", "small"))
        beside = QHBoxLayout()
        beside.setSpacing(24)
        for part in (
            _code(excerpt, theme) if excerpt else None,
            _examples(suspect, theme) if suspect.examples else None,
        ):
            if part is not None:
                beside.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        beside.addStretch(1)
        column.addLayout(beside)
        column.addWidget(self._cost)

    def show_verifying(self, node: str | None) -> None:
        """Show which suspect is being verified, None for none of them."""
        self._is_verifying = node == self.suspect.node
        again = "Verify again" if self.suspect.verdict else "Verify"
        self.verify.setText("Stop" if self._is_verifying else again)
        can = self._rerun is not None and not self._rerun.writing
        self.verify.setEnabled(self._is_verifying or (can and node is None))
        if self._rerun:
            self._cost.setText(with_code(wording.cost(self._rerun, is_running=self._is_verifying)))

    def _act(self) -> None:
        if self._is_verifying:
            self.stop_wanted.emit()
        else:
            self.verify_wanted.emit(self.suspect.node)

    def _want_case(self) -> None:
        self.case_wanted.emit(self.suspect)

    def _head(self, place: int) -> QHBoxLayout:
        suspect, theme = self.suspect, self._theme
        name = QLabel(f"{place}. {link('node', suspect.node, theme)}", textInteractionFlags=LINKS)
        name.setProperty("role", "title")
        name.setAccessibleName(f"Suspect {place}: {suspect.node}")
        name.linkActivated.connect(self._choose)
        sure = label(wording.CONFIDENCE[suspect.confidence], "small")
        colours = {
            Confidence.VERIFIED: theme.done,
            Confidence.INPUT: theme.warned,
            Confidence.UNKNOWN: theme.text_muted,
        }
        sure.setStyleSheet(f"color: {colours.get(suspect.confidence, theme.failed)}")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(name)
        head.addWidget(sure)
        head.addStretch(1)
        # at the top, so that they need no scrolling to in a low panel
        if self._rerun:
            head.addWidget(self.verify)
        if suspect.symptom in SHRINKABLE and suspect.confidence is not Confidence.INPUT:
            head.addWidget(self.smallest)
        return head

    def _choose(self, _: str) -> None:
        self.node_chosen.emit(self.suspect.node)


def _said(text: str, role: str = "") -> QLabel:
    said = QLabel(with_code(text), wordWrap=True)
    said.setProperty("role", role)
    said.setTextInteractionFlags(SELECTABLE)
    return said


def _code(excerpt: Excerpt, theme: Theme) -> QLabel:
    """Return lines of code with their numbers, those that tell most set off."""
    lines: list[str] = []
    for place, text in enumerate(excerpt.lines):
        is_telling = place in excerpt.telling
        number = f"<span style='color:{theme.text_faint}'>{excerpt.first_line + place}</span>"
        look = f"color:{theme.failed}; font-weight:600" if is_telling else f"color:{theme.text}"
        lines.append(f"{number}  <span style='{look}'>{escape(text)}</span>")
    style = f'white-space:pre; font-family:"{CODE_FAMILY}"; font-size:12px; margin:0'
    code = QLabel(f"<p style='{style}'>{'<br>'.join(lines)}</p>")
    code.setTextFormat(Qt.TextFormat.RichText)
    code.setTextInteractionFlags(SELECTABLE)
    code.setAccessibleName("Lines of code")
    return code


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
