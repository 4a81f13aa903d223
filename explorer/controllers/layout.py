"""Where the cards lie: placed at once, polished a little later."""

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal

from core.layout import (
    Direction,
    Layout,
    LayoutCache,
    LayoutHelper,
    Topology,
    is_clearly_better,
    place,
)
from core.model.graph import NodeId
from core.picture import topology
from core.session import Tickets
from core.viewing import Seen
from explorer.background import Background
from explorer.memory import Memory
from explorer.state import Store


class LayoutController(QObject):
    """Places graphs, turns the drawing round, and lets a helper process look for a better one."""

    _answered = Signal(object, object)

    def __init__(
        self, store: Store, background: Background, memory: Memory, tickets: Tickets
    ) -> None:
        super().__init__()
        self._store = store
        self._background = background
        self._settings = memory.settings
        self._tickets = tickets
        self._cache = LayoutCache(memory.folder.path / "layouts")
        self._helper = LayoutHelper(self._answered.emit)
        self._ticket = 0
        self._polishing: Layout | None = None
        self._selected: NodeId | None = None
        self._turning: tuple[Seen, Direction] | None = None
        self._answered.connect(self._take, Qt.ConnectionType.QueuedConnection)
        # queued: nothing may be written while a change is being shown
        store.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    def arranged(self, seen: Seen, direction: Direction, before: Layout | None) -> Layout:
        """Place what is seen: as it was placed in an earlier session, else close to `before`.

        Takes some 10 ms for a hundred nodes. May be called on any thread.
        """
        wanted = topology(seen.graph, seen)
        if before is not None and before.direction is direction:
            is_same = _is_of(before, wanted)
            return before if is_same else place(wanted, direction, previous=before)
        return self._cache.get(wanted, direction) or place(wanted, direction)

    def turn(self) -> None:
        """Let the data flow down instead of to the right, or back."""
        is_down = self._store.state.direction is Direction.RIGHT
        self._settings.update(is_top_down=is_down)
        self._store.update(direction=Direction.DOWN if is_down else Direction.RIGHT)

    def close(self) -> None:
        """End the helper."""
        self._helper.close()

    def _follow(self) -> None:
        state = self._store.state
        if state.layout is None:
            return
        if state.layout.direction is not state.direction:
            self._turn(state.seen, state.direction)
        elif state.layout is not self._polishing:
            self._polish(state.seen, state.layout)

    def _turn(self, seen: Seen, direction: Direction) -> None:
        if self._turning == (seen, direction):
            return
        self._turning = (seen, direction)

        def show(layout: Layout) -> None:
            self._turning = None
            if self._store.state.seen is seen and self._store.state.direction is direction:
                self._store.update(layout=layout)

        self._background.run(lambda: self.arranged(seen, direction, None), show)

    def _polish(self, seen: Seen, layout: Layout) -> None:
        self._polishing, self._selected = layout, self._store.state.selected
        self._ticket = self._tickets.next()
        self._helper.request(self._ticket, topology(seen.graph, seen), layout.direction)

    def _take(self, ticket: int, polished: Layout | None) -> None:
        state, layout = self._store.state, self._polishing
        if ticket != self._ticket or layout is None or state.layout is not layout:
            return
        best = polished if polished and is_clearly_better(polished, layout) else layout
        self._cache.put(topology(state.graph, state.seen), best)
        # what a person has begun to work with stays where it is, this time
        if best is not layout and state.selected == self._selected:
            self._polishing = best
            self._store.update(layout=best)


def _is_of(layout: Layout, wanted: Topology) -> bool:
    """Whether a layout is one of this very topology."""
    return (
        layout.ids == wanted.ids
        and np.array_equal(layout.edges, wanted.edges)
        and np.array_equal(layout.boxes[:, 2:], wanted.sizes)
    )
