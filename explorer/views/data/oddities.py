"""What is odd about a table, in one line above it: each thing leads to its column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from operator import attrgetter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from core.model.preview import Column
from core.model.record import ColumnProfile, Record, ValueKind
from core.model.tracing import Symptom
from core.picture.words import counted, percent
from explorer.theme import LIGHT, Theme
from explorer.views.data.requests import plain
from explorer.views.widgets import LINKS, link

_CUT, _WIDEST = Qt.TextElideMode.ElideMiddle, 200
"""How, and to how many pixels, a column's name is cut on the button."""
_MOST = 4
"""Columns that are named of each symptom."""


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something odd: in the column at a place, or of the rows as such, then `place` is -1.

    `share` is the part of the rows that show it.
    """

    symptom: Symptom
    column: str
    place: int
    share: float
    count: int = 0


class OddityBar(QFrame):
    """Names the columns with nulls and infinite numbers, and says what rows are there twice.

    One of them is chosen, at first the worst: a button traces it.
    """

    column_chosen = Signal(int)
    """Emitted with the place of a column to look at."""
    trace_wanted = Signal(object)
    """Emitted with the chosen `Oddity`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._theme = LIGHT
        self._columns: Sequence[Column] = ()
        self._record: Record | None = None
        self.found: tuple[Oddity, ...] = ()
        self._chosen = 0
        self.label = QLabel(textInteractionFlags=LINKS)
        self.label.setAccessibleName("What is odd")
        # as long as it likes: what does not fit is cut, the table below is not widened
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.label.linkActivated.connect(self._choose)
        self.trace = QPushButton()
        self.trace.clicked.connect(self._want_trace)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 8, 4)
        row.setSpacing(10)
        row.addWidget(self.trace)
        row.addWidget(self.label, 1, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self._say()

    def show_columns(self, columns: Sequence[Column], record: Record | None) -> None:
        """Show what is odd about a table's first columns; of more where there is a record."""
        if columns is not self._columns:
            self._chosen = 0
        if (columns, record) != (self._columns, self._record):
            self._columns, self._record = columns, record
            self.found = tuple(oddities(columns, record))
            self._say()
        self.setVisible(bool(self.found))

    def _say(self) -> None:
        if not self.found:
            return
        parts: list[str] = []
        for symptom, some in groupby(self.found, attrgetter("symptom")):
            group = list(some)
            names = [self._named(one) for one in group[:_MOST]]
            rest = len(group) - _MOST
            names += [f"and {rest:,} more"] if rest > 0 else []
            parts.append(_HEADS[symptom].format(", ".join(names), counted(len(group), "column")))
        self.label.setText(" &nbsp;·&nbsp; ".join(parts))
        self.label.setToolTip(_told(self.found))
        chosen = self.found[self._chosen]
        name = self.trace.fontMetrics().elidedText(chosen.column, _CUT, _WIDEST)
        self.trace.setText(f"Trace {plain(name)}".strip())
        self.trace.setToolTip(_HINTS[chosen.symptom].format(f"`{chosen.column}`").replace("`", ""))

    def _named(self, one: Oddity) -> str:
        is_chosen = one is self.found[self._chosen]
        text = one.column or f"{one.count:,}"
        shown = link(str(self.found.index(one)), text, self._theme)
        shown = f"<b>{shown}</b>" if is_chosen else shown
        return f"{shown} {percent(one.share)}" if one.column else shown

    def _choose(self, place: str) -> None:
        self._chosen = int(place)
        self._say()
        one = self.found[self._chosen]
        if one.place >= 0:
            self.column_chosen.emit(one.place)

    def _want_trace(self) -> None:
        self.trace_wanted.emit(self.found[self._chosen])


def oddities(columns: Sequence[Column], record: Record | None) -> Iterator[Oddity]:
    """Return what is odd about a table: by symptom, what is worst first."""
    is_of_table = record is not None and record.kind in (ValueKind.TABLE, ValueKind.COLUMN)
    rows = (record.rows if record and is_of_table else 0) or 0
    profiles: Sequence[ColumnProfile] = record.columns if record and rows else ()
    # a series has a name of its own, which its record leaves out
    names = [*(c.name for c in columns), *(profile.name for profile in profiles[len(columns) :])]
    nulls = [_share(profile.nulls, rows) for profile in profiles]
    nulls = nulls or [column.nulls or 0.0 for column in columns]
    infinite = [_share(profile.infinities, rows) for profile in profiles]
    for symptom, shares in ((Symptom.NULLS, nulls), (Symptom.INFINITE, infinite)):
        places = sorted((p for p, share in enumerate(shares) if share), key=lambda p: -shares[p])
        yield from (Oddity(symptom, names[place], place, shares[place]) for place in places)
    if record and rows:
        for symptom, count in (
            (Symptom.DUPLICATE_ROWS, record.duplicate_rows),
            (Symptom.DUPLICATE_INDEX, record.duplicate_index),
        ):
            if count:
                yield Oddity(symptom, "", -1, count / rows, count)


def _share(count: int | None, rows: int) -> float:
    return (count or 0) / rows if rows else 0.0


def _told(found: Sequence[Oddity]) -> str:
    """Return all that is odd, a line each, as rich text."""
    lines = [
        f"{escape(one.column)}: {percent(one.share)} {_WORDS[one.symptom]}"
        if one.column
        else f"{one.count:,} {_WORDS[one.symptom]}"
        for one in found[:40]
    ]
    return "<p style='white-space:pre'>" + "<br>".join(lines) + "</p>"


_HEADS = {
    Symptom.NULLS: "{1} with nulls: {0}",
    Symptom.INFINITE: "{1} with infinite numbers: {0}",
    Symptom.DUPLICATE_ROWS: "{0} rows are there twice",
    Symptom.DUPLICATE_INDEX: "{0} labels of rows are there twice",
}
_WORDS = {
    Symptom.NULLS: "null",
    Symptom.INFINITE: "infinite",
    Symptom.DUPLICATE_ROWS: "rows that are there twice",
    Symptom.DUPLICATE_INDEX: "labels of rows that are there twice",
}
_HINTS = {
    Symptom.NULLS: "Find where the nulls of {0} began",
    Symptom.INFINITE: "Find where the infinite numbers of {0} began",
    Symptom.DUPLICATE_ROWS: "Find where rows began to be there twice",
    Symptom.DUPLICATE_INDEX: "Find where labels of rows began to be there twice",
}
