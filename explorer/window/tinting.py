"""What the colours of cards tell, worked out from the state, and the legend that says it."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QMenu

from core.model.graph import NodeId
from core.model.run import Run, RunStatus
from core.model.tracing import Trace, line
from core.picture import ColourBy, Colouring, Spotlight, colouring
from core.picture.colouring import tag_keys
from core.picture.critical import SlowestPath, slowest_path
from explorer.commands import Means
from explorer.commands.table.colours import COLOUR_CHOICES
from explorer.settings import Settings
from explorer.state import State
from explorer.views.legend import Legend
from explorer.views.trace.wording import figure
from explorer.window.actions import Actions

_PAUSE_MILLISECONDS = 250
"""While a run goes on its figures are looked at so often: all are worked out anew each time."""


class Tinting(QObject):
    """Keeps the colours that were worked out until something that they depend on changes."""

    changed = Signal()
    """The colours of cards are others, without a change of the state."""

    def __init__(self, legend: Legend, actions: Actions, means: Means) -> None:
        super().__init__(legend)
        self._legend = legend
        self._actions = actions
        self._means = means
        self._chosen = means.colouring
        self._settings = means.memory.settings.settings
        self._last: tuple[object, ...] = ()
        self._colouring: Colouring | None = None
        self._tag = ""
        self._slowest: tuple[Run | None, SlowestPath | None] = (None, None)
        self._way: tuple[Trace | None, Spotlight | None] = (None, None)
        self._lit: tuple[object, Spotlight | None] = (None, None)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.changed)
        means.memory.settings.changed.connect(self._follow)
        legend.fold(self._settings.is_legend_folded)
        legend.folded.connect(self._chosen.fold_legend)
        legend.menu_wanted.connect(self._open_menu)
        legend.class_clicked.connect(self._chosen.light)
        legend.only_wanted.connect(means.viewing.show_only)
        legend.hide_wanted.connect(means.viewing.hide)

    def colouring(self, state: State) -> Colouring:
        """Return what the colours tell, and show it in the legend."""
        by, tag = self._chosen.by, self._settings.colour_tag
        figures = _figures(by, state)
        kept, pause = self._colouring, self._pause
        is_same_choice = kept is not None and kept.graph is state.graph
        is_same_choice &= self._last[:2] == (by, tag)
        is_hurried = is_same_choice and pause.isActive() and _is_running(state.run)
        if kept is None or not (is_hurried or (is_same_choice and self._last[2] is figures)):
            self._tag = self._chosen.tag if by is ColourBy.TAG else ""
            kept = colouring(
                *(state.graph, by, state.results, self._tag),
                _memory(by, state),
                state.comparison,
            )
            self._colouring = kept
            self._last = (by, tag, figures)
            if _is_running(state.run):
                pause.start()
        lit = state.lit & {entry.title for entry in kept.entries}
        self._legend.show_colouring(kept, self._tag, lit)
        return kept

    def spotlight(self, state: State) -> Spotlight | None:
        """Return what is to stand out, None for nothing."""
        if state.is_slowest_lit:
            path = self.slowest(state)
            return Spotlight(path.nodes, is_path=True) if path else None
        if state.trace is not None and not state.lit and not state.is_trace_outdated:
            return self._traced(state.trace)
        if not state.lit:
            return None
        wanted = (self._colouring, state.lit)
        if self._lit[0] != wanted and self._colouring is not None:
            nodes = self._colouring.nodes_in(state.lit)
            self._lit = (wanted, Spotlight(nodes) if nodes else None)
        return self._lit[1]

    def _traced(self, trace: Trace) -> Spotlight | None:
        """Return the way from the first suspect down to the traced node."""
        if self._way[0] is not trace:
            nodes = line(trace)
            notes = {one.node: figure(one) for one in trace.figures if one.node in nodes}
            lit = Spotlight(nodes, is_path=True, notes=notes) if len(nodes) > 1 else None
            self._way = (trace, lit)
        return self._way[1]

    def slowest(self, state: State) -> SlowestPath | None:
        """Return what a run that is over took longest for."""
        run = state.run
        if run is None or _is_running(run):
            return None
        if self._slowest[0] is not run:
            self._slowest = (run, slowest_path(state.graph, run))
        return self._slowest[1]

    def _follow(self, settings: Settings) -> None:
        before, self._settings = self._settings, settings
        if before.is_legend_folded != settings.is_legend_folded:
            self._legend.fold(settings.is_legend_folded)
        if (before.colour_by, before.colour_tag) != (settings.colour_by, settings.colour_tag):
            self.changed.emit()

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self._legend)
        menu.aboutToHide.connect(menu.deleteLater)
        keys = tag_keys(self._means.store.state.graph)
        for command in COLOUR_CHOICES:
            if command.starts_group:
                menu.addSeparator()
            if command.id != f"colours.{ColourBy.TAG.value}" or len(keys) == 1:
                menu.addAction(self._actions.by_id[command.id])
            elif keys:
                self._add_tags(menu.addMenu(command.name), keys)
        menu.popup(place)

    def _add_tags(self, menu: QMenu, keys: tuple[str, ...]) -> None:
        for key in keys:
            action = menu.addAction(key)
            action.setCheckable(True)
            action.setChecked(self._chosen.by is ColourBy.TAG and self._chosen.tag == key)
            action.triggered.connect(partial(self._colour_by_tag, key))

    def _colour_by_tag(self, key: str) -> None:
        self._chosen.colour_by(ColourBy.TAG, key)


def _figures(by: ColourBy, state: State) -> object:
    """Return what colours come from beside the graph; it is compared by identity."""
    if by is ColourBy.MEMORY:
        return state.records
    if by is ColourBy.DIFFERENCE:
        return state.comparison
    return state.results if by.is_measured else None


def _memory(by: ColourBy, state: State) -> dict[NodeId, float]:
    if by is not ColourBy.MEMORY:
        return {}
    known = ((node, record.memory) for node, record in state.records.items())
    return {node: float(memory) for node, memory in known if memory is not None}


def _is_running(run: Run | None) -> bool:
    return run is not None and run.status is RunStatus.RUNNING
