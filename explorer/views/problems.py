"""What is wrong with the dataflow, one entry a problem."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.model.problem import Problem
from explorer.theme import LIGHT, Theme
from explorer.views.icons import icon, pixmap
from explorer.views.style import code_font
from explorer.views.widgets import LINKS, SELECTABLE, clear, label, link, on_surface, with_code

_MOST = 200
"""Problems shown at most; nobody mends more at once."""
_SIGN = 15
_PLACE, _NODE, _DETAIL = "place", "node", "detail"


class ProblemsPanel(QWidget):
    """Lists problems with their places; the details of one unfold below it."""

    node_chosen = Signal(object)
    editor_wanted = Signal(object, int)
    """Emitted with the Path of a file and a line in it, from 1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        on_surface(self)
        self._theme = LIGHT
        self._problems: tuple[Problem, ...] = ()
        inner = QWidget()
        inner.setProperty("role", "panel")
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.setAlignment(Qt.AlignmentFlag.AlignTop)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setAccessibleName("Problems")
        nothing = label("No problems.", "faint")
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(nothing)
        self._stack.addWidget(area)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self._fill()

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show problems in their order."""
        if problems != self._problems:
            self._problems = problems
            self._fill()

    @property
    def entries(self) -> tuple["ProblemEntry", ...]:
        """The problems that are shown."""
        found = (self._list.itemAt(place) for place in range(self._list.count()))
        widgets = (item.widget() for item in found if item)
        return tuple(widget for widget in widgets if isinstance(widget, ProblemEntry))

    def _fill(self) -> None:
        clear(self._list)
        for problem in self._problems[:_MOST]:
            entry = ProblemEntry(problem, self._theme)
            entry.node_chosen.connect(self.node_chosen)
            entry.editor_wanted.connect(self.editor_wanted)
            self._list.addWidget(entry)
        if len(self._problems) > _MOST:
            rest = label(f"and {len(self._problems) - _MOST:,} more", "faint")
            rest.setContentsMargins(36, 8, 0, 8)
            self._list.addWidget(rest)
        self._stack.setCurrentIndex(1 if self._problems else 0)


class ProblemEntry(QFrame):
    """One problem: its sentence, then where it is, its node, and its detail on demand."""

    node_chosen = Signal(object)
    editor_wanted = Signal(object, int)

    def __init__(self, problem: Problem, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self._problem = problem
        sign = QLabel()
        sign.setPixmap(pixmap("error", theme.failed, _SIGN, self.devicePixelRatioF()))
        sign.setContentsMargins(0, 1, 0, 0)
        self.message = QLabel(with_code(problem.message), wordWrap=True)
        self.message.setTextInteractionFlags(SELECTABLE)
        self.links = QLabel(_links(problem, theme), textInteractionFlags=LINKS)
        self.links.setToolTip(str(problem.file or ""))
        self.links.linkActivated.connect(self._follow)
        self.links.setVisible(bool(self.links.text()))
        self.detail = QLabel()
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.detail.setText(problem.detail.strip())
        self.detail.setFont(code_font(12))
        self.detail.setTextInteractionFlags(SELECTABLE)
        self.detail.hide()
        words = QVBoxLayout()
        words.setSpacing(3)
        for part in (self.message, self.links, self.detail):
            words.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(9)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._copy_button(theme), 0, Qt.AlignmentFlag.AlignTop)

    def _copy_button(self, theme: Theme) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon("copy", theme))
        button.setIconSize(QSize(14, 14))
        button.setToolTip("Copy the problem")
        button.setAccessibleName("Copy the problem")
        text = _text(self._problem)
        button.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        return button

    def _follow(self, target: str) -> None:
        problem = self._problem
        if target == _PLACE and problem.file:
            self.editor_wanted.emit(problem.file, max(1, problem.line))
        elif target == _NODE:
            self.node_chosen.emit(problem.node)
        else:
            self.detail.setVisible(self.detail.isHidden())


def _links(problem: Problem, theme: Theme) -> str:
    parts: list[str] = []
    if problem.file:
        line = f":{problem.line}" if problem.line else ""
        parts.append(link(_PLACE, f"{problem.file.name}{line}", theme))
    if problem.node:
        parts.append(link(_NODE, f"Show {problem.node}", theme))
    if problem.detail:
        parts.append(link(_DETAIL, "Details", theme))
    return f"<span style='color:{theme.text_faint}'> &nbsp;·&nbsp; </span>".join(parts)


def _text(problem: Problem) -> str:
    place = f"{problem.file}:{problem.line}" if problem.file else ""
    return "\n".join(filter(None, (problem.message, place, problem.detail.rstrip())))
