"""Large pictures are begun on another thread, so that the window never waits for one."""

from PySide6.QtCore import QObject, Signal

from core.layout import Layout
from core.model.graph import Graph
from core.picture import Picture, compose, is_of
from core.viewing import Seen
from explorer.background import Background

_AT_ONCE = 4000
"""Cards and bends of wires that are traced in some milliseconds."""
_Subject = tuple[Graph, Layout, Seen]


class DraftingController(QObject):
    """Traces cards and wires: what all pictures of one layout share."""

    drafted = Signal()
    """What was asked for last is there."""

    def __init__(self) -> None:
        super().__init__()
        self._background = Background(self)
        self._draft: Picture | None = None
        self._wanted: _Subject | None = None

    def is_needed(self, graph: Graph, layout: Layout, seen: Seen, shown: Picture | None) -> bool:
        """Whether a picture would take too long to be made at once from what is shown."""
        if shown is not None and is_of(shown, graph, layout, seen):
            self._draft = None
            return False
        return len(layout.ids) + len(layout.points) > _AT_ONCE

    def draft(self, graph: Graph, layout: Layout, seen: Seen) -> Picture | None:
        """Return a picture without results to go on from; None until `drafted` tells of it."""
        if self._draft is not None and is_of(self._draft, graph, layout, seen):
            return self._draft
        wanted = (graph, layout, seen)
        known = self._wanted
        if known is None or any(a is not b for a, b in zip(known, wanted, strict=True)):
            self._wanted = wanted
            self._background.run(lambda: _drafted(graph, layout, seen), self._take)
        return None

    def close(self) -> None:
        """End the thread."""
        self._background.close()

    def _take(self, draft: Picture) -> None:
        graph, layout, seen = self._wanted or (None, None, None)
        if graph is None or layout is None or not is_of(draft, graph, layout, seen):
            return
        self._draft, self._wanted = draft, None
        self.drafted.emit()


def _drafted(graph: Graph, layout: Layout, seen: Seen) -> Picture:
    draft = compose(graph, layout, {}, seen=seen)
    # worked out now, on this thread: colours ask for it on the window's
    assert len(draft.faces.places) == len(graph.nodes)
    return draft
