"""Runs of earlier, newest first."""

import time
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QInputDialog, QListWidget, QListWidgetItem, QMenu, QWidget

from core.model.history import PastRun
from core.model.run import RunStatus, Status
from core.picture.words import counted, duration
from explorer.theme import LIGHT, Theme
from explorer.views.icons import status_icon
from explorer.views.status import size

_SIGNS = {
    RunStatus.RUNNING: Status.RUNNING,
    RunStatus.OK: Status.DONE,
    RunStatus.FAILED: Status.FAILED,
    RunStatus.CANCELLED: Status.CANCELLED,
    RunStatus.DIED: Status.FAILED,
}
_GOOD = "★"
_WIDTH = 230
_NAMED = 2
"""Targets that are named."""
_NOTE_LIMIT = 500
_LONGEST_VALUE = 80


class HistoryList(QListWidget):
    """One run an entry; what may be done with it is in its menu."""

    run_chosen = Signal(object)
    """Emitted with the `PastRun` to look at."""
    good_wanted = Signal(object, bool)
    """Emitted with a `PastRun` that is to count as good, or no longer."""
    comparison_wanted = Signal(object)
    """Emitted with the `PastRun` that what is shown is to be compared with."""
    note_given = Signal(object, str)
    delete_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._runs: tuple[PastRun, ...] = ()
        self._chosen: int | None = None
        self.setAccessibleName("Runs of this project, newest first")
        self.setIconSize(QSize(14, 14))
        self.setSpacing(2)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.customContextMenuRequested.connect(self._open_menu)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self._fill()

    def show_runs(self, runs: tuple[PastRun, ...], chosen: int | None) -> None:
        """Show runs; `chosen` is the number of the one looked at, None for the newest."""
        if runs is not self._runs:
            self._runs = runs
            self._fill()
        if chosen != self._chosen or self.currentRow() < 0:
            self._chosen = chosen
            self._mark()

    def _fill(self) -> None:
        self.clear()
        for run in self._runs:
            item = QListWidgetItem(status_icon(_SIGNS[run.status], self._theme), _said(run))
            item.setToolTip(_tip(run))
            item.setData(Qt.ItemDataRole.UserRole, run)
            self.addItem(item)
        self._mark()

    def _mark(self) -> None:
        numbers = [run.id for run in self._runs]
        row = numbers.index(self._chosen) if self._chosen in numbers else 0
        self.setCurrentRow(row if numbers else -1)

    def _choose(self, item: QListWidgetItem) -> None:
        self.run_chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _open_menu(self, place: QPoint) -> None:
        if item := self.itemAt(place):
            self._menu(item.data(Qt.ItemDataRole.UserRole)).popup(self.mapToGlobal(place))

    def _menu(self, run: PastRun) -> QMenu:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        pin = menu.addAction("No longer good" if run.is_good else "Pin as good")
        pin.triggered.connect(partial(self.good_wanted.emit, run, not run.is_good))
        compare = menu.addAction("Compare with this run")
        compare.triggered.connect(partial(self.comparison_wanted.emit, run))
        menu.addAction("Note…").triggered.connect(partial(self._ask_for_note, run))
        menu.addSeparator()
        menu.addAction("Delete").triggered.connect(partial(self.delete_wanted.emit, run))
        return menu

    def _ask_for_note(self, run: PastRun) -> None:
        text, is_given = QInputDialog.getText(
            self, "Note", f"What is to be known of the run of {when(run.started)}?", text=run.note
        )
        if is_given:
            self.note_given.emit(run, text.strip()[:_NOTE_LIMIT])

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Delete and item:
            self.delete_wanted.emit(item.data(Qt.ItemDataRole.UserRole))
        else:
            super().keyPressEvent(event)


def when(started: float) -> str:
    """Return the time of day, with the day where that is not today's."""
    then, now = time.localtime(started), time.localtime()
    if then[:3] == now[:3]:
        return time.strftime("%H:%M:%S", then)
    return time.strftime("%d %b %H:%M" if then.tm_year == now.tm_year else "%d %b %Y %H:%M", then)


def _said(run: PastRun) -> str:
    first = [when(run.started)]
    if run.seconds is not None:
        first.append(duration(run.seconds))
    if run.circumstances.command:
        first.append("terminal")
    names = ", ".join(run.targets[:_NAMED])
    if len(run.targets) > _NAMED:
        names = f"{counted(len(run.targets), 'target')}"
    good = f"{_GOOD} " if run.is_good else ""
    return f"{good}{'  ·  '.join(first)}\n{run.note or names}"


def _tip(run: PastRun) -> str:
    made = run.circumstances
    lines = [f"To {', '.join(run.targets[:10])}", counted(run.node_count, "node")]
    if run.failed:
        lines.append(f"{run.failed} failed: {run.message}")
    if run.is_good:
        lines.append("Good: later runs can be compared with it. It is never pruned.")
    if run.kept:
        lines.append(f"{run.kept.said} ({size(run.kept.size)})")
    if made.command:
        lines.append(f"By `lineage-explorer {made.command}`")
    lines += [f"{name} = {_short(text)}" for name, text in list(made.inputs.items())[:10]]
    if made.commit:
        changed = ", with changes since" if made.is_dirty else ""
        lines.append(f"Commit {made.commit[:10]}{changed}")
    if run.note:
        lines.append(run.note)
    return "\n".join(lines)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"
