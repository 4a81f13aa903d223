"""What is wrong with the dataflow, one row a problem."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QLabel, QStackedLayout, QTreeWidget, QTreeWidgetItem, QWidget

from core.model.problem import Problem
from explorer.theme import LIGHT, Theme
from explorer.views.icons import icon
from explorer.views.style import code_font

_PROBLEM = Qt.ItemDataRole.UserRole


class ProblemsPanel(QWidget):
    """Lists problems with their places; the details of one unfold below it."""

    node_chosen = Signal(object)
    editor_wanted = Signal(object, int)
    """Emitted with the Path of a file and a line in it, from 1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._problems: tuple[Problem, ...] = ()
        self._list = QTreeWidget()
        self._list.setColumnCount(2)
        self._list.setHeaderHidden(True)
        self._list.setWordWrap(True)
        self._list.setAccessibleName("Problems")
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        copy = self._list.addAction("Copy")
        copy.triggered.connect(self._copy)
        self._list.itemClicked.connect(self._choose)
        self._list.itemActivated.connect(self._open)
        self._nothing = QLabel("No problems.", alignment=Qt.AlignmentFlag.AlignCenter)
        self._nothing.setProperty("role", "faint")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._list)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.show_problems(self._problems)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show problems in their order."""
        self._problems = problems
        self._list.clear()
        for problem in problems:
            self._list.addTopLevelItem(self._row(problem))
        self._list.setColumnWidth(0, max(260, self.width() - 240))
        self._stack.setCurrentWidget(self._list if problems else self._nothing)

    def _row(self, problem: Problem) -> QTreeWidgetItem:
        place = f"{problem.file.name}:{problem.line}" if problem.file else ""
        row = QTreeWidgetItem([problem.message, place])
        row.setIcon(0, icon("error", self._theme, self._theme.failed))
        row.setToolTip(0, problem.message)
        row.setToolTip(1, str(problem.file or ""))
        row.setData(0, _PROBLEM, problem)
        if problem.detail:
            detail = QTreeWidgetItem(row, [problem.detail.strip()])
            detail.setFirstColumnSpanned(True)
            detail.setFont(0, QFont(code_font(12)))
        return row

    def _choose(self, row: QTreeWidgetItem) -> None:
        problem: Problem | None = row.data(0, _PROBLEM)
        if problem and problem.node:
            self.node_chosen.emit(problem.node)

    def _open(self, row: QTreeWidgetItem) -> None:
        problem: Problem | None = row.data(0, _PROBLEM)
        if problem and problem.file:
            self.editor_wanted.emit(problem.file, max(1, problem.line))

    def _copy(self) -> None:
        row = self._list.currentItem()
        problem: Problem | None = row.data(0, _PROBLEM) if row else None
        if problem:
            place = f"{problem.file}:{problem.line}\n" if problem.file else ""
            QGuiApplication.clipboard().setText(f"{problem.message}\n{place}{problem.detail}")
