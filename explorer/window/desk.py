"""The views, laid out in the frame."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QToolBar, QVBoxLayout, QWidget

from explorer.theme import Theme
from explorer.views.banner import BannerBar
from explorer.views.breadcrumb import Breadcrumb
from explorer.views.canvas import Canvas
from explorer.views.case import CasePanel
from explorer.views.compare import ComparePanel
from explorer.views.data import DataPanel
from explorer.views.legend import Legend
from explorer.views.log import LogPanel
from explorer.views.minimap import Minimap
from explorer.views.node import NodePanel
from explorer.views.outline import Outline
from explorer.views.palette import Palette
from explorer.views.problems import ProblemsPanel
from explorer.views.runs import RunPanel
from explorer.views.selectionbox import SelectionBox
from explorer.views.status import StatusStrip
from explorer.views.trace import TracePanel
from explorer.views.welcome import WelcomeView
from explorer.window.docks import Docks, Panel

_AREA = Qt.DockWidgetArea


class Desk:
    """Makes the views and puts them in place. Knows nothing of what they show."""

    def __init__(self, window: QMainWindow) -> None:
        self.banner = BannerBar()
        self.selection_box = SelectionBox(window)
        self.breadcrumb = Breadcrumb()
        self.canvas = Canvas()
        self.legend = Legend(self.canvas)
        self.minimap = Minimap(self.canvas)
        self.welcome = WelcomeView()
        self.outline = Outline()
        self.node = NodePanel()
        self.data = DataPanel()
        self.run = RunPanel()
        self.trace = TracePanel()
        self.compare = ComparePanel()
        self.case = CasePanel()
        self.problems = ProblemsPanel()
        self.log = LogPanel()
        self.status = StatusStrip()
        self.palette = Palette(window)
        self.tool_bar = _tool_bar(window)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.welcome)
        self._middle.addWidget(self.canvas)
        window.setCentralWidget(
            _column(self.banner, self.selection_box, self.breadcrumb, self._middle)
        )
        window.statusBar().addWidget(self.status, 1)
        window.statusBar().setSizeGripEnabled(False)
        self.docks = Docks(
            window,
            (
                Panel("outline", "Outline", _AREA.LeftDockWidgetArea, self.outline),
                Panel("node", "Node", _AREA.RightDockWidgetArea, self.node),
                Panel("data", "Data", _AREA.BottomDockWidgetArea, self.data),
                Panel("run", "Run", _AREA.BottomDockWidgetArea, self.run),
                Panel("trace", "Trace", _AREA.BottomDockWidgetArea, self.trace),
                Panel("compare", "Compare", _AREA.BottomDockWidgetArea, self.compare),
                Panel("case", "Case", _AREA.BottomDockWidgetArea, self.case),
                Panel("problems", "Problems", _AREA.BottomDockWidgetArea, self.problems),
                Panel("log", "Log", _AREA.BottomDockWidgetArea, self.log),
            ),
        )

    def set_theme(self, theme: Theme) -> None:
        """Let every view wear a theme."""
        for view in (
            self.banner,
            self.selection_box,
            self.breadcrumb,
            self.canvas,
            self.legend,
            self.minimap,
            self.outline,
            self.node,
            self.data,
            self.run,
            self.trace,
            self.compare,
            self.case,
            self.problems,
            self.log,
        ):
            view.set_theme(theme)

    def show_canvas(self, is_shown: bool) -> None:
        """Show the canvas in the middle, or else the welcome."""
        self._middle.setCurrentWidget(self.canvas if is_shown else self.welcome)


def _tool_bar(window: QMainWindow) -> QToolBar:
    bar = QToolBar("Tool bar")
    bar.setObjectName("tool_bar")
    bar.setMovable(False)
    bar.setIconSize(QSize(18, 18))
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    window.addToolBar(bar)
    return bar


def _column(*parts: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    return whole
