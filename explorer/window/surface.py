"""What commands do to the window itself."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox

from core.model.graph import NodeId
from core.session import interpreters
from explorer.commands import Means
from explorer.views.shortcuts import ShortcutsSheet
from explorer.window.about import about
from explorer.window.actions import Actions
from explorer.window.desk import Desk
from explorer.window.frame import Frame
from explorer.window.offers import Offers
from explorer.window.preferences import Preferences
from explorer.window.showing import LEGIBLE

_MODES = QFileDialog.FileMode


class WindowSurface:
    """Dialogs, palette, zoom. Nothing here blocks."""

    def __init__(
        self, frame: Frame, desk: Desk, actions: Actions, offers: Offers, means: Means
    ) -> None:
        self._frame = frame
        self._desk = desk
        self._actions = actions
        self._offers = offers
        self._means = means

    def open_files(self) -> None:
        """Ask for files, and open them."""
        self._ask(
            "Open files of one dataflow",
            _MODES.ExistingFiles,
            self._means.project.open_paths,
            "Dataflows (*.py *.json)",
        )

    def open_folder(self) -> None:
        """Ask for a folder, and open it."""
        self._ask("Open a folder", _MODES.Directory, self._means.project.open_paths)

    def choose_interpreter(self) -> None:
        """Offer the interpreters of this machine, and use the one that is chosen."""
        project = self._means.store.state.project
        if project:
            self._offers.show_interpreters(interpreters(project.root), self._use_interpreter)

    def show_commands(self) -> None:
        """Offer all commands by name."""
        self._offers.show_commands()

    def show_nodes(self) -> None:
        """Offer all nodes by name."""
        self._offers.show_nodes("Find a node", self.go)

    def choose_node(self, placeholder: str, then: Callable[[NodeId], None]) -> None:
        """Offer all nodes by name, for something other than going there."""
        self._offers.show_nodes(placeholder, then)

    def choose_tag(self, then: Callable[[str], None]) -> None:
        """Offer the keys of all tags."""
        self._offers.show_tags(then)

    def show_recents(self) -> None:
        """Offer the projects opened last."""
        self._offers.show_recents()

    def type_selection(self) -> None:
        """Let the person type which nodes to mark."""
        self._desk.selection_box.begin()

    def show_marked(self) -> None:
        """Bring the marked nodes into view."""
        self._desk.canvas.fit_nodes(self._means.store.state.marked)

    def go(self, node: NodeId) -> None:
        """Select a node and bring it into view, whatever is closed or hidden."""
        self._means.viewing.reveal(node)
        self._means.selection.select(node)
        canvas, graph = self._desk.canvas, self._means.store.state.graph
        if canvas.zoom < LEGIBLE and node in graph.nodes:
            canvas.fit_nodes((node, *graph.parents[node], *graph.children[node]))
        else:
            canvas.center_on(node)

    def show_settings(self) -> None:
        """Open the settings."""
        Preferences(self._means.memory, self._frame).open()

    def show_shortcuts(self) -> None:
        """Open the list of keys."""
        sheet = ShortcutsSheet(self._actions.key_groups(), self._frame)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def show_about(self) -> None:
        """Say what this is."""
        box = QMessageBox(self._frame)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("About")
        box.setTextFormat(Qt.TextFormat.RichText)
        box.setText(about())
        box.open()

    def fit(self) -> None:
        """Show the whole graph."""
        self._desk.canvas.fit()

    def set_zoom(self, zoom: float) -> None:
        """Take a zoom, 1 being natural size."""
        self._desk.canvas.set_zoom(zoom)

    def zoom_by(self, factor: float) -> None:
        """Zoom around the middle."""
        self._desk.canvas.zoom_by(factor)

    def reset_layout(self) -> None:
        """Put docks and tool bars back where they were at first."""
        self._desk.docks.reset()
        self._desk.tool_bar.show()

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        QGuiApplication.clipboard().setText(text)

    def leave(self) -> None:
        """Close the window."""
        self._frame.close()

    def _use_interpreter(self, python: Path | None) -> None:
        choose = self._means.project.choose_interpreter
        if python:
            choose(python)
        else:
            title = "Choose the Python that runs this dataflow"
            self._ask(title, _MODES.ExistingFile, lambda paths: choose(paths[0]))

    def _ask(
        self,
        title: str,
        mode: QFileDialog.FileMode,
        then: Callable[[tuple[Path, ...]], None],
        filter: str = "",
    ) -> None:
        project = self._means.store.state.project
        start = project.root if project else Path.cwd()
        dialog = QFileDialog(self._frame, title, str(start), filter)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)

        def take(names: list[str]) -> None:
            then(tuple(map(Path, names)))

        dialog.filesSelected.connect(take)
        dialog.open()
