"""The panel of the smallest case: what goes in, what comes of it, and a test to be made of it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from core.model.case import Case, Piece, Shrinking
from core.model.graph import NodeId
from explorer.theme import LIGHT, Theme
from explorer.views.case import tables, wording
from explorer.views.case.demands import Demands
from explorer.views.widgets import SELECTABLE, clear, label, on_surface, with_code


class CasePanel(QWidget):
    """Shows a case; while there is a search, how far it has come."""

    stop_wanted = Signal()
    case_wanted = Signal(object)
    """Emitted with what is `Sought`, when another value is to be made smaller."""
    test_wanted = Signal(object, bool)
    """Emitted with the assertions of a test, and whether a file has the right value besides."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        on_surface(self)
        self._theme = LIGHT
        self._case: Case | None = None
        self._news = label("", "faint")
        self._news.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._news.setWordWrap(True)
        self.stop = QPushButton("Stop")
        self.stop.setToolTip("Stop, and show what was found so far")
        self.stop.clicked.connect(self.stop_wanted)
        self.demands = Demands()
        self.cut = QComboBox()
        self.cut.setAccessibleName("What is made smaller")
        self.cut.setToolTip(
            "What goes into the function, or the value of a node upstream: then all between runs"
        )
        self.cut.activated.connect(self._want_case)
        self.make_test = QPushButton("Make a test…")
        self.make_test.setToolTip("Write a pytest file that calls the function on this input")
        self.make_test.clicked.connect(self._want_test)
        self._heading = label("", "heading")
        self._figures = label("", "small")
        self._pieces = QHBoxLayout()
        self._pieces.setSpacing(28)
        self._common = label("", "small")
        self._common.setWordWrap(True)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._make_waiting())
        self._stack.addWidget(self._make_shown())
        self.show_case(None, None)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        if self._case is not None:
            self._fill(self._case)

    def show_case(
        self, case: Case | None, shrinking: Shrinking | None, ancestors: Sequence[NodeId] = ()
    ) -> None:
        """Show a case, or how far the search for one has come.

        `ancestors` are nodes upstream whose values can be made smaller instead.
        """
        if case is None or shrinking is not None:
            text = wording.progress(shrinking) if shrinking else wording.HELP
            self._news.setText(with_code(text))
            self.stop.setVisible(shrinking is not None)
            self._stack.setCurrentIndex(0)
            return
        if case is not self._case:
            self._fill(case)
            self.demands.offer(wording.assertions(case))
        self._case = case
        self._offer_ancestors(case, ancestors)
        self._stack.setCurrentIndex(1)

    def _fill(self, case: Case) -> None:
        self._heading.setText(with_code(wording.heading(case)))
        self._figures.setText(wording.figures(case))
        clear(self._pieces)
        for piece in case.pieces:
            self._add(tables.title(piece), tables.table(piece, self._theme))
        arrow = label("→", "title")
        self._pieces.addWidget(arrow, 0, Qt.AlignmentFlag.AlignVCenter)
        self._add(*self._end(case.result, case.raised))
        self._pieces.addStretch(1)
        self._common.setText(with_code("\n".join(case.common)))
        self._common.setVisible(bool(case.common))

    def _offer_ancestors(self, case: Case, ancestors: Sequence[NodeId]) -> None:
        known = (None, *ancestors)
        others = () if case.ancestor in known else (case.ancestor,)
        self.cut.clear()
        for one in (*known, *others):
            self.cut.addItem(wording.ALL if one is None else one, one)
        self.cut.setCurrentIndex((*known, *others).index(case.ancestor))
        self.cut.setEnabled(self.cut.count() > 1)

    def _end(self, result: Piece | None, raised: str) -> tuple[str, str]:
        if result is not None:
            return tables.title(result), tables.table(result, self._theme)
        said = raised.replace("&", "&amp;").replace("<", "&lt;")
        return "It raises", f"<span style='color:{self._theme.failed}'>{said}</span>"

    def _add(self, title: str, body: str) -> None:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        head, content = label(with_code(title), "small"), QLabel(body)
        content.setTextFormat(Qt.TextFormat.RichText)
        content.setTextInteractionFlags(SELECTABLE)
        content.setWordWrap(not body.startswith("<table"))
        if content.wordWrap():
            content.setMinimumWidth(220)
        column.addWidget(head)
        column.addWidget(content)
        column.addStretch(1)
        self._pieces.addWidget(whole, 0, Qt.AlignmentFlag.AlignTop)

    def _make_waiting(self) -> QWidget:
        waiting = QWidget()
        column = QVBoxLayout(waiting)
        column.addStretch(1)
        column.addWidget(self._news)
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return waiting

    def _make_shown(self) -> QWidget:
        inner = QWidget()
        inner.setProperty("role", "panel")
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addLayout(_in_a_row(self._figures, label("Make smaller", "small"), self.cut))
        column.addLayout(self._pieces)
        column.addWidget(self._common)
        column.addLayout(
            _in_a_row(label("A test that finds that", "small"), self.demands, self.make_test)
        )
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(inner)
        area.setAccessibleName("Smallest case")
        return area

    def _want_test(self) -> None:
        self.test_wanted.emit(self.demands.chosen, self.demands.of_file.isChecked())

    def _want_case(self) -> None:
        chosen = self.cut.currentData()
        if self._case is not None and chosen != self._case.ancestor:
            self.case_wanted.emit(replace(self._case.sought, ancestor=chosen))


def _in_a_row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    return row
