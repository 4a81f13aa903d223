"""Where the cards lie: placed at once, polished a little later."""

from PySide6.QtCore import QObject, Qt, Signal

from core.layout import Direction, Layout, LayoutHelper, is_clearly_better, place
from core.model.graph import Graph
from core.picture import topology
from explorer.background import Background
from explorer.settings import SettingsStore
from explorer.state import Store

_POLISHED = "dot"
_MOST = 300
"""Nodes up to which the helper finds a clearly better drawing in a fraction of a second."""


def arranged(graph: Graph, direction: Direction, before: Layout | None) -> Layout:
    """Place a graph; cards that were there before stay about where they are. For any thread."""
    kept = before if before is not None and before.direction is direction else None
    return place(topology(graph), direction, previous=kept)


class LayoutController(QObject):
    """Turns the drawing round, and lets a helper process look for a better one."""

    _arrived = Signal(object)

    def __init__(self, store: Store, background: Background, settings: SettingsStore) -> None:
        super().__init__()
        self._store = store
        self._background = background
        self._settings = settings
        self._helper: LayoutHelper | None = None
        self._polishing: Layout | None = None
        self._turning: tuple[Graph, Direction] | None = None
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        # queued: nothing may be written while a change is being shown
        store.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    def turn(self) -> None:
        """Let the data flow down instead of to the right, or back."""
        is_down = self._store.state.direction is Direction.RIGHT
        self._settings.update(is_top_down=is_down)
        self._store.update(direction=Direction.DOWN if is_down else Direction.RIGHT)

    def close(self) -> None:
        """End the helper."""
        if self._helper:
            self._helper.close()

    def _follow(self) -> None:
        state = self._store.state
        if state.layout is None:
            return
        if state.layout.direction is not state.direction:
            self._turn(state.graph, state.direction)
        else:
            self._polish(state.graph, state.layout)

    def _turn(self, graph: Graph, direction: Direction) -> None:
        if self._turning == (graph, direction):
            return
        self._turning = (graph, direction)

        def show(layout: Layout) -> None:
            self._turning = None
            if self._store.state.graph is graph and self._store.state.direction is direction:
                self._store.update(layout=layout)

        self._background.run(lambda: arranged(graph, direction, None), show)

    def _polish(self, graph: Graph, layout: Layout) -> None:
        if layout is self._polishing or layout.engine == _POLISHED:
            return
        self._polishing = layout
        if 0 < len(layout.ids) <= _MOST:
            self._helper = self._helper or LayoutHelper(self._arrived.emit)
            self._helper.request(topology(graph), layout.direction)

    def _take(self, polished: Layout) -> None:
        current = self._store.state.layout
        if current is None or current is not self._polishing:
            return
        is_same = (polished.ids, polished.direction) == (current.ids, current.direction)
        if is_same and is_clearly_better(polished, current):
            self._store.update(layout=polished)
