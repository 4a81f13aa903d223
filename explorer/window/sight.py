"""Views -> controllers and back, for what of the graph is seen."""

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from core.grouping import GroupBy, GroupId
from core.viewing import crumbs
from explorer.commands import Means
from explorer.state import State
from explorer.window.actions import Actions
from explorer.window.desk import Desk

_SHOWN = ("seen", "lens", "trail")


class Sight(QObject):
    """Connects the breadcrumb, and closed groups on the canvas, with the one who looks."""

    def __init__(self, desk: Desk, actions: Actions, means: Means) -> None:
        super().__init__(desk.breadcrumb)
        self._desk = desk
        self._actions = actions
        self._means = means
        viewing, bar, canvas = means.viewing, desk.breadcrumb, desk.canvas
        canvas.group_clicked.connect(means.selection.select_group)
        canvas.group_activated.connect(viewing.open)
        canvas.group_menu_wanted.connect(self._open_group_menu)
        canvas.widened.connect(self._widen)
        canvas.area_activated.connect(viewing.show_only)
        bar.step_chosen.connect(viewing.go_to)
        bar.back_wanted.connect(viewing.back)
        bar.forward_wanted.connect(viewing.forward)
        bar.widened.connect(viewing.widen)
        bar.everything_wanted.connect(viewing.show_all)
        bar.drawing_wanted.connect(viewing.open_all)
        bar.closing_wanted.connect(viewing.close_all)
        bar.grouping_wanted.connect(self._open_grouping_menu)
        desk.node.group.run_wanted.connect(lambda: actions.trigger("graph.run_group"))
        desk.node.group.opening_wanted.connect(viewing.open_selected)
        desk.node.group.only_wanted.connect(lambda: viewing.show_only(*viewing.chosen))
        means.store.changed.connect(self._follow)
        self._show(means.store.state)

    def _follow(self, old: State, new: State) -> None:
        if any(getattr(old, name) is not getattr(new, name) for name in _SHOWN):
            self._show(new)

    def _show(self, state: State) -> None:
        self._desk.breadcrumb.show_crumbs(crumbs(state.seen, state.trail))

    def _widen(self, by: int) -> None:
        self._actions.trigger("graph.widen" if by > 0 else "graph.narrow")

    def _open_group_menu(self, group: GroupId, place: QPoint) -> None:
        self._means.selection.select_group(group)
        self._open_menu(_FOR_GROUPS, place)

    def _open_grouping_menu(self, place: QPoint) -> None:
        self._open_menu(_GROUPINGS, place)

    def _open_menu(self, wanted: tuple[tuple[str, ...], ...], place: QPoint) -> None:
        menu = QMenu(self._desk.canvas)
        menu.aboutToHide.connect(menu.deleteLater)
        for group in wanted:
            menu.addSeparator()
            for id in group:
                menu.addAction(self._actions.by_id[id])
        menu.popup(place)


_FOR_GROUPS = (
    ("graph.open_group", "graph.run_group"),
    ("graph.show_only", "graph.focus", "graph.upstream", "graph.downstream", "graph.hide"),
)
_GROUPINGS = (
    (*(f"graph.by_{by.value}" for by in GroupBy), "graph.by_nothing"),
    ("graph.draw_all", "graph.close_all"),
)
