"""Views -> controllers: what each signal of a view asks for."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from core.model.graph import NodeId
from core.model.preview import TablePage, TreePage
from explorer.commands import Means
from explorer.window.actions import Actions
from explorer.window.casework import Casework
from explorer.window.desk import Desk
from explorer.window.frame import Frame
from explorer.window.marking import Marking
from explorer.window.sight import Sight
from explorer.window.surface import WindowSurface


class Intents:
    """Connects every signal of the views."""

    def __init__(
        self, frame: Frame, desk: Desk, actions: Actions, means: Means, surface: WindowSurface
    ) -> None:
        self._frame = frame
        self._desk = desk
        self._actions = actions
        self._means = means
        self._surface = surface
        self._connect_nodes()
        self._marking = Marking(desk, means, surface)
        self._sight = Sight(desk, actions, means)
        self._casework = Casework(frame, desk, means)
        self._connect_data()
        self._connect_rest()

    def _connect_nodes(self) -> None:
        desk, select = self._desk, self._means.selection.select
        desk.canvas.node_clicked.connect(select)
        desk.canvas.node_clicked.connect(self._dim)
        for view in (
            desk.outline,
            desk.node,
            desk.run,
            desk.trace,
            desk.compare,
            desk.problems,
            desk.log,
        ):
            view.node_chosen.connect(self._surface.go)
        desk.canvas.node_activated.connect(self._surface.go)
        desk.outline.node_activated.connect(self._surface.go)
        desk.canvas.node_menu_wanted.connect(self._open_menu)
        desk.outline.node_menu_wanted.connect(self._open_menu)
        desk.node.run_wanted.connect(self._means.run.to_node)
        desk.node.override_wanted.connect(self._means.given.ask_for_override)
        desk.node.override_removed.connect(self._means.given.remove_override)
        for view in (desk.node, desk.run, desk.problems):
            view.editor_wanted.connect(self._means.editing.open)

    def _connect_data(self) -> None:
        preview = self._means.preview
        self._desk.data.page_wanted.connect(preview.show_rows)
        self._desk.data.children_wanted.connect(preview.show_children)
        preview.page_arrived.connect(self._show_page)
        self._connect_traces()

    def _connect_traces(self) -> None:
        desk, tracing, verifying = self._desk, self._means.tracing, self._means.verifying
        desk.data.trace_wanted.connect(tracing.trace)
        desk.data.rows_trace_wanted.connect(tracing.trace_rows)
        desk.run.checks.trace_wanted.connect(tracing.trace_check)
        desk.trace.verify_wanted.connect(verifying.verify)
        desk.trace.again_wanted.connect(tracing.again)
        desk.trace.stop_wanted.connect(verifying.stop)

    def _connect_rest(self) -> None:
        desk = self._desk
        desk.banner.action_chosen.connect(self._act_on_banner)
        desk.log.clear_wanted.connect(self._means.output.clear)
        desk.canvas.zoom_changed.connect(desk.status.show_zoom)
        desk.canvas.view_touched.connect(self._means.layout.note_touch)
        self._connect_history()
        desk.run.slowest.clicked.connect(self._actions.by_id["colours.slowest"].trigger)
        desk.welcome.example_wanted.connect(self._actions.by_id["project.open_example"].trigger)
        desk.welcome.file_wanted.connect(self._surface.open_files)
        desk.welcome.folder_wanted.connect(self._surface.open_folder)
        desk.welcome.recent_chosen.connect(self._open_recent)
        self._frame.dropped.connect(self._means.project.open_paths)

    def _connect_history(self) -> None:
        history, recording = self._desk.run.history, self._means.recording
        history.run_chosen.connect(recording.show)
        history.good_wanted.connect(self._means.good_values.mark_good)
        history.note_given.connect(recording.annotate)
        history.delete_wanted.connect(recording.delete)
        history.comparison_wanted.connect(self._means.comparing.compare)
        self._desk.run.compare_wanted.connect(self._actions.by_id["run.compare"].trigger)
        self._desk.compare.clear_wanted.connect(self._means.comparing.clear)
        self._desk.compare.rows_wanted.connect(self._means.rows.compare)
        self._frame.attended.connect(recording.refresh)

    def _dim(self, node: NodeId | None) -> None:
        """Let nothing stand out when the ground is clicked."""
        if node is None:
            self._means.colouring.clear()

    def _act_on_banner(self, id: str) -> None:
        # the button goes with the banner; the focus should not wander on from it
        self._desk.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self._actions.trigger(id)

    def _open_recent(self, place: int) -> None:
        self._means.project.open_recent(self._means.memory.recents.all()[place])

    def _show_page(self, node: NodeId, page: TablePage | TreePage) -> None:
        if isinstance(page, TablePage):
            self._desk.data.show_page(node, page)
        else:
            self._desk.data.show_children(node, page)

    def _open_menu(self, node: NodeId | None, place: QPoint) -> None:
        self._means.selection.select(node)
        wanted = _FOR_NODES if node is not None else _FOR_GROUND
        menu = QMenu(self._frame)
        menu.aboutToHide.connect(menu.deleteLater)
        for group in wanted:
            menu.addSeparator()
            for id in group:
                menu.addAction(self._actions.by_id[id])
                if id == "node.trace":
                    self._actions.fill(menu.addMenu("Trace only"), "trace.")
        menu.popup(place)


_FOR_NODES = (
    ("run.to_here", "run.force"),
    ("graph.focus", "graph.upstream", "graph.downstream", "graph.path"),
    ("graph.hide", "graph.pin", "graph.unpin", "graph.close_group"),
    ("node.trace", "node.test", "node.override", "node.remove_override"),
    ("node.edit", "node.copy_name"),
)
_FOR_GROUND = (
    ("run.all", "project.reload"),
    ("graph.show_all", "graph.draw_all", "graph.close_all"),
    ("node.find", "view.fit", "view.actual_size", "view.turn"),
)
