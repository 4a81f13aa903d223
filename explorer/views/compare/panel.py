"""The panel of a comparison."""

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from core.model.comparison import Check, Comparison, Difference
from core.model.graph import NodeId
from core.model.rows import RowsOfNode
from explorer.theme import LIGHT, Theme
from explorer.views.compare.rows import DifferenceList
from explorer.views.compare.sheet import document
from explorer.views.runs.history import when
from explorer.views.widgets import label, on_surface, with_code

_HELP = (
    "See what changed since a run that was good: pin one in the list of runs in the Run panel, "
    "then choose Compare with the good run in the menu Run."
)
_SIDES = (420, 700)
_NOTHING: Mapping[NodeId, tuple[Check, ...]] = {}


class ComparePanel(QWidget):
    """Lists the nodes that differ; shows the selected node in both runs, side by side."""

    node_chosen = Signal(object)
    clear_wanted = Signal()
    rows_wanted = Signal(object, int)
    """Emitted with the NodeId whose rows are to be compared, and how many examples are wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        on_surface(self)
        self._theme = LIGHT
        self._comparison: Comparison | None = None
        self._checks = _NOTHING
        self._rows: Mapping[NodeId, RowsOfNode] = {}
        self._selected: NodeId | None = None
        self._news = label("", "faint")
        self._news.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._news.setWordWrap(True)
        self._runs, self._counts = label("", "strong"), label("", "muted")
        self.list = DifferenceList()
        self.list.node_chosen.connect(self.node_chosen)
        self.sheet = QTextBrowser(openLinks=False)
        self.sheet.setAccessibleName("The node in both runs")
        self.sheet.document().setDocumentMargin(12)
        self.sheet.anchorClicked.connect(self._follow)
        self._lay_out()
        self.show_comparison(None, "", _NOTHING)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.list.set_theme(theme)
        self._show_sheet()

    def show_comparison(
        self,
        comparison: Comparison | None,
        why_not: str,
        checks: Mapping[NodeId, tuple[Check, ...]],
    ) -> None:
        """Show what differs; without a comparison, why there is none."""
        self._comparison, self._checks = comparison, checks
        self._stack.setCurrentIndex(1 if comparison else 0)
        if comparison is None:
            self._news.setText(with_code(why_not or _HELP))
            return
        self._runs.setText(_named(comparison))
        self._counts.setText(_counted(comparison))
        self._counts.setToolTip("\n".join(comparison.circumstances))
        self.list.show_comparison(comparison)
        self.show_selected(self._selected)

    def show_selected(self, node: NodeId | None) -> None:
        """Show a node in both runs; the first that differs where it is in neither."""
        self._selected = node
        self.list.show_selected(node)
        self._show_sheet()

    def show_rows(self, rows: Mapping[NodeId, RowsOfNode]) -> None:
        """Show which rows of nodes differ, as far as that is known."""
        node = self._shown.node if self._shown else None
        is_other = node is not None and rows.get(node) is not self._rows.get(node)
        self._rows = rows
        if is_other:
            place = self.sheet.verticalScrollBar().value()
            self._show_sheet()
            self.sheet.verticalScrollBar().setValue(place)

    @property
    def _shown(self) -> Difference | None:
        """The selected node, or the first that differs where that is in neither run."""
        if self._comparison is None:
            return None
        nodes = self._comparison.nodes
        found = nodes.get(self._selected) if self._selected is not None else None
        return found or next(iter(self._comparison.different), None)

    def _show_sheet(self) -> None:
        if self._comparison is None:
            return
        found = self._shown
        if found is None:
            self.sheet.setHtml(
                f"<p style='color:{self._theme.text_muted}'>All came out the same.</p>"
            )
            return
        checks, rows = self._checks.get(found.node, ()), self._rows.get(found.node)
        self.sheet.setHtml(document(found, checks, rows, self._theme))

    def _follow(self, url: QUrl) -> None:
        found = self._shown
        if found is None or not url.path().isdecimal():
            return
        number, checks = int(url.path()), self._checks.get(found.node, ())
        if url.scheme() == "copy" and number < len(checks):
            QGuiApplication.clipboard().setText(checks[number].line)
        elif url.scheme() == "rows":
            self.rows_wanted.emit(found.node, number)

    def _lay_out(self) -> None:
        stop = QPushButton("Stop comparing")
        stop.clicked.connect(self.clear_wanted)
        head = QFrame()
        head.setProperty("role", "bar")
        row = QHBoxLayout(head)
        row.setContentsMargins(10, 5, 10, 5)
        row.setSpacing(12)
        row.addWidget(self._runs)
        row.addWidget(self._counts)
        row.addStretch(1)
        row.addWidget(stop)
        body = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        body.addWidget(self.list)
        body.addWidget(self.sheet)
        body.setSizes(list(_SIDES))
        whole = QFrame()
        whole.setProperty("role", "panel")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(body, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._news)
        self._stack.addWidget(whole)


def _named(comparison: Comparison) -> str:
    after = when(comparison.after.started) if comparison.after.started else "now"
    return f"{after} beside the good run of {when(comparison.before.started)}"


def _counted(comparison: Comparison) -> str:
    counts = Counter(found.said for found in comparison.nodes.values())
    parts = [f"{count:,} {words}" for words, count in counts.most_common()]
    return "  ·  ".join([*parts, *comparison.circumstances[:1]])
