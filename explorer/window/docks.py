"""The panels around the canvas: where they are at first, and how they come forward."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QTabWidget, QWidget

_LEFT, _RIGHT, _BOTTOM = (
    Qt.DockWidgetArea.LeftDockWidgetArea,
    Qt.DockWidgetArea.RightDockWidgetArea,
    Qt.DockWidgetArea.BottomDockWidgetArea,
)
_WIDTHS = {_LEFT: 0.16, _RIGHT: 0.28}
_HEIGHT = 0.32
"""Shares of the window."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A view in a dock. `id` names it for good; panels of one area are tabs."""

    id: str
    title: str
    area: Qt.DockWidgetArea
    view: QWidget


class Docks(QObject):
    """Puts panels into docks of the window."""

    def __init__(self, window: QMainWindow, panels: tuple[Panel, ...]) -> None:
        super().__init__(window)  # before the docks, so that it goes before them
        self._window = window
        self._panels = panels
        self._docks = {panel.id: _dock(panel, window) for panel in panels}
        corners = Qt.Corner
        window.setCorner(corners.BottomLeftCorner, _LEFT)
        window.setCorner(corners.BottomRightCorner, _BOTTOM)
        window.setTabPosition(_BOTTOM, QTabWidget.TabPosition.North)
        window.setDocumentMode(True)
        options = QMainWindow.DockOption
        window.setDockOptions(
            options.AnimatedDocks
            | options.AllowNestedDocks
            | options.AllowTabbedDocks
            # a tab can be pulled out: panels that are tabs have no title bar of their own
            | options.GroupedDragging
        )
        for dock in self._docks.values():
            dock.topLevelChanged.connect(self._name_once)
            dock.dockLocationChanged.connect(self._name_once)
            dock.visibilityChanged.connect(self._name_once)
        self._place()

    def add_toggles(self, menu: QMenu) -> None:
        """Add an entry for each panel that shows and hides it."""
        for dock in self._docks.values():
            menu.addAction(dock.toggleViewAction())

    def reset(self) -> None:
        """Put every panel back where it is at first, as large as it is at first."""
        self._place()
        # docks that were never laid out cannot be resized yet
        QTimer.singleShot(0, self, self.share_out)

    def share_out(self) -> None:
        """Give every panel the size it has at first."""
        window, way = self._window, Qt.Orientation
        first = {panel.area: self._docks[panel.id] for panel in reversed(self._panels)}
        widths = [round(window.width() * share) for share in _WIDTHS.values()]
        window.resizeDocks([first[area] for area in _WIDTHS], widths, way.Horizontal)
        height = round(window.height() * _HEIGHT)
        window.resizeDocks([first[_BOTTOM]], [height], way.Vertical)

    def _place(self) -> None:
        first: dict[Qt.DockWidgetArea, QDockWidget] = {}
        for panel in self._panels:
            dock = self._docks[panel.id]
            dock.setFloating(False)
            self._window.addDockWidget(panel.area, dock)
            dock.show()
            if panel.area in first:
                self._window.tabifyDockWidget(first[panel.area], dock)
            first.setdefault(panel.area, dock)
        for dock in first.values():
            dock.raise_()
        self._name_once()

    def bring(self, id: str) -> None:
        """Show a panel, in front of those it shares its place with."""
        self._docks[id].show()
        self._docks[id].raise_()

    def is_in_front(self, id: str) -> bool:
        """Whether a panel can be seen."""
        dock = self._docks[id]
        return dock.isVisible() and not dock.visibleRegion().isEmpty()

    def count(self, id: str, count: int) -> None:
        """Say in the title of a panel how many things are in it."""
        title = next(panel.title for panel in self._panels if panel.id == id)
        self._docks[id].setWindowTitle(f"{title} ({count})" if count else title)

    def _name_once(self) -> None:
        """Take the title bar from panels that are tabs: the tab says it already."""
        for dock in self._docks.values():
            is_tab = not dock.isFloating() and bool(self._window.tabifiedDockWidgets(dock))
            is_bare = isinstance(dock.titleBarWidget(), _NoTitle)
            if is_tab and not is_bare:
                dock.setTitleBarWidget(_NoTitle(dock))
            elif is_bare and not is_tab:
                dock.setTitleBarWidget(None)  # pyright: ignore[reportArgumentType]


class _NoTitle(QWidget):
    """Stands where the title bar would be."""


def _dock(panel: Panel, window: QMainWindow) -> QDockWidget:
    dock = QDockWidget(panel.title, window)
    dock.setObjectName(panel.id)
    dock.setWidget(panel.view)
    return dock
