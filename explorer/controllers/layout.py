"""Where the cards lie: placed at once, polished a little later."""

from PySide6.QtCore import QObject, Qt, Signal

from core.layout import Direction, Layout, LayoutHelper, is_clearly_better, place
from core.model.graph import Graph
from core.picture import topology
from explorer.background import Background
from explorer.settings import SettingsStore
from explorer.state import Store


def arranged(graph: Graph, direction: Direction, before: Layout | None) -> Layout:
    """Place a graph; cards that were there before stay about where they are. For any thread."""
    kept = before if before is not None and before.direction is direction else None
    return place(topology(graph), direction, previous=kept)


class LayoutController(QObject):
    """Turns the drawing round, and lets a helper process look for a better one."""

    _polished = Signal(object)

    def __init__(self, store: Store, background: Background, settings: SettingsStore) -> None:
        super().__init__()
        self._store = store
        self._background = background
        self._settings = settings
        self._helper: LayoutHelper | None = None
        self._seen: Layout | None = None
        self._polished.connect(self._take, Qt.ConnectionType.QueuedConnection)
        # queued: nothing may be written while a change is being shown
        store.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)
