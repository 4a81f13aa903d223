"""The panel of the last run, and of those of earlier."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from core.model.history import PastRun
from core.model.run import CheckResult, Run, RunStatus, Status
from core.picture.words import duration
from explorer.theme import LIGHT, Theme
from explorer.views.icons import StatusSigns, status_colour
from explorer.views.runs.checks import CheckList
from explorer.views.runs.failure import FailureCard
from explorer.views.runs.history import HistoryList, when
from explorer.views.runs.rows import ROW_ROLE, RunRows
from explorer.views.runs.slowest import SlowestLine
from explorer.views.runs.waterfall import Waterfall
from explorer.views.style import figures_font
from explorer.views.widgets import label, on_surface

_ENDS = {
    RunStatus.RUNNING: ("Running", Status.RUNNING),
    RunStatus.OK: ("Done", Status.DONE),
    RunStatus.FAILED: ("Failed", Status.FAILED),
    RunStatus.CANCELLED: ("Stopped", Status.CANCELLED),
    RunStatus.DIED: ("The worker ended", Status.FAILED),
}
_COUNTED = (
    (Status.DONE, "computed"),
    (Status.REUSED, "reused"),
    (Status.FAILED, "failed"),
    (Status.SKIPPED, "not run"),
    (Status.CANCELLED, "stopped"),
)
_SIGN = QSize(16, 16)
_SIDES = (560, 420)
_Index = QModelIndex | QPersistentModelIndex


class RunPanel(QWidget):
    """Shows the nodes of a run in order with their times, its failure, and its checks."""

    node_chosen = Signal(object)
    compare_wanted = Signal()
    editor_wanted = Signal(object, int)
    """Emitted with the Path of a file and a line in it, from 1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        on_surface(self)
        self._theme, self._signs = LIGHT, StatusSigns(LIGHT)
        self._run: Run | None = None
        self._rows = RunRows(self)
        self._waterfall = Waterfall(self._rows, self)
        self._list = _NodeList()
        self._list.setModel(self._rows)
        self._list.setItemDelegate(self._waterfall)
        self._list.setUniformItemSizes(True)
        self._list.setMouseTracking(True)
        self._list.setAccessibleName("Nodes of the run, in order")
        self._list.clicked.connect(self._choose)
        self._list.activated.connect(self._choose)
        self.slowest = SlowestLine()
        self.history = HistoryList()
        self.failure = FailureCard()
        self.failure.node_chosen.connect(self.node_chosen)
        self.failure.editor_wanted.connect(self.editor_wanted)
        self.checks = CheckList()
        self.checks.node_chosen.connect(self.node_chosen)
        self._sign, self._status = QLabel(), label("", "strong")
        self.pin, self.compare = QPushButton("Pin as good"), QPushButton("Compare with good run")
        self.kept = label("", "faint")
        """What is kept of a run that is good."""
        self._past: PastRun | None = None
        self._told, self._began = label("", "muted"), label("", "faint")
        self._lay_out()
        self.show_run(None)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme, self._signs = theme, StatusSigns(theme)
        self._waterfall.set_theme(theme)
        self.failure.set_theme(theme)
        self.checks.set_theme(theme)
        self.history.set_theme(theme)
        self._show_head()
        self._list.viewport().update()

    def show_run(self, run: Run | None, checks: tuple[CheckResult, ...] = ()) -> None:
        """Show a run as far as it is; `checks` are shown where the run itself had none."""
        is_new = run is not None and (self._run is None or self._run.id != run.id)
        failed_before = self._run.failure if self._run else None
        self._run = run
        self._rows.show(run)
        self._show_head()
        found = (run.checks if run else ()) or checks
        self.checks.show_checks(found)
        self.checks.setVisible(bool(found))
        failure = run.failure if run else None
        if failure and failure is not failed_before:
            self.failure.show_failure(failure)
        self.failure.setVisible(failure is not None)
        self._side.setVisible(failure is not None or bool(found))
        self._stack.setCurrentIndex(1 if run else 0)
        if is_new:
            self._list.scrollToTop()
        if self.isVisible():  # else all rows would be laid out for nobody
            self._follow()

    def show_history(self, runs: tuple[PastRun, ...], chosen: int | None) -> None:
        """Show which runs there are; `chosen` is the number of the one that is shown."""
        self.history.show_runs(runs, chosen)
        self.history.setVisible(len(runs) > (self._run is not None))
        shown = (run for run in runs if chosen is None or run.id == chosen)
        self._past = next(shown, None)
        self.pin.setVisible(_can_be_good(self._past))
        self.kept.setText(_kept(self._past))
        self.kept.setVisible(self._past is not None and self._past.is_good)
        self.compare.setVisible(any(run.is_good and run is not self._past for run in runs))

    def _pin(self) -> None:
        if self._past:
            self.history.good_wanted.emit(self._past, True)

    def _follow(self) -> None:
        """Keep what happens in view: the node that failed, or else the one that runs."""
        places = map(self._rows.place, (Status.FAILED, Status.RUNNING))
        place = next((place for place in places if place >= 0), None)
        if place is not None:
            self._list.scrollTo(self._rows.index(place))

    def _show_head(self) -> None:
        run = self._run
        if run is None:
            return
        word, status = _ENDS[run.status]
        self._sign.setPixmap(self._signs[status].pixmap(_SIGN))
        self._status.setText(word)
        is_bad = status is Status.FAILED
        self._status.setStyleSheet(f"color: {status_colour(status, self._theme)}" if is_bad else "")
        self._told.setText(_told(run))
        which = "Earlier run, started" if run.id < 0 else "Started"
        self._began.setText(f"{which} {when(run.started)}" if run.started else "")

    def _lay_out(self) -> None:
        self.pin.setToolTip("Keep this run and its values, for later ones to be compared with")
        self.pin.clicked.connect(self._pin)
        self.compare.setToolTip("Show which nodes differ from the run that is pinned as good")
        self.compare.clicked.connect(self.compare_wanted)
        head = QFrame()
        head.setProperty("role", "bar")
        row = QHBoxLayout(head)
        row.setContentsMargins(10, 6, 12, 6)
        row.setSpacing(8)
        for part in (self._sign, self._status, self._told):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._began)
        row.addWidget(self.kept)
        row.addWidget(self.pin)
        row.addWidget(self.compare)
        for part in (self._told, self._began, self.kept):
            part.setFont(figures_font(12))
        self._put_together(head)

    def _put_together(self, head: QFrame) -> None:
        body = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        body.addWidget(self._list)
        self._side = self._make_side()
        body.addWidget(self._side)
        body.setSizes(list(_SIDES))
        whole = QFrame()
        whole.setProperty("role", "panel")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.slowest)
        column.addWidget(body, 1)
        stacked = QWidget()
        self._stack = QStackedLayout(stacked)
        self._stack.addWidget(_nothing())
        self._stack.addWidget(whole)
        sides = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        sides.addWidget(self.history)
        sides.addWidget(stacked)
        sides.setStretchFactor(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(sides)

    def _make_side(self) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("role", "plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(10)
        column.addWidget(self.failure)
        column.addWidget(self.checks)
        column.addStretch(1)
        side = QScrollArea(widgetResizable=True)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setWidget(inner)
        side.setMinimumWidth(240)
        return side

    def _choose(self, index: QModelIndex | QPersistentModelIndex) -> None:
        self.node_chosen.emit(index.data(ROW_ROLE).node)

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()


class _NodeList(QListView):
    """Rows that are all of one height: where they differ, nothing is laid out again."""

    # Qt overrides

    def dataChanged(self, first: _Index, last: _Index, roles: Sequence[int] = ()) -> None:
        self.viewport().update()


def _can_be_good(run: PastRun | None) -> bool:
    return run is not None and not run.is_good and run.status is RunStatus.OK


def _kept(past: PastRun | None) -> str:
    said = past.kept.said if past and past.kept else ""
    return "  ·  ".join(filter(None, ("★ Good", said)))


def _nothing() -> QLabel:
    said = label("Nothing has run yet. Select a node and press Ctrl+Enter.", "faint")
    said.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return said


def _told(run: Run) -> str:
    found = run.counts
    if run.status is RunStatus.RUNNING:
        parts = [f"{run.ended:,} of {len(run.nodes):,} nodes"]
    else:
        parts = [f"{found[status]:,} {word}" for status, word in _COUNTED if found.get(status)]
    if run.seconds is not None:
        parts.append(duration(run.seconds))
    return "  ·  ".join(parts)
