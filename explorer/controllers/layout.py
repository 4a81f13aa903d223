"""Where the cards lie: placed at once, polished a little later."""

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from core.layout import (
    STEADY,
    Direction,
    Layout,
    LayoutCache,
    LayoutHelper,
    Topology,
    is_clearly_better,
)
from core.model.graph import NodeId
from core.picture import topology
from core.session import Tickets
from core.viewing import Lens, Seen
from explorer.background import Background
from explorer.controllers.placing import PlacingController
from explorer.memory import Memory
from explorer.state import Store

_WORTH_KEEPING = 100
"""Cards of a layout that is kept at once, before it is known whether a polished one is better."""
_PAUSE_MILLISECONDS = 300
"""A layout is shown for so long before a better one is looked for: the window goes first."""
_NO_TICKET = 0


class LayoutController(QObject):
    """Places graphs, turns the drawing round, and lets a helper process look for a better one."""

    _answered = Signal(object, object)

    def __init__(
        self,
        store: Store,
        background: Background,
        memory: Memory,
        tickets: Tickets,
        placing: PlacingController,
    ) -> None:
        super().__init__()
        self._store = store
        self._background = background
        self._settings = memory.settings
        self._tickets = tickets
        self._placing = placing
        self._cache = LayoutCache(memory.folder.path / "layouts")
        self._helper = LayoutHelper(self._answered.emit)
        self._ticket = _NO_TICKET
        self._polishing: Layout | None = None
        self._lens = Lens()
        self._selected: NodeId | None = None
        self._is_touched = False
        self._turning: tuple[Seen, Direction] | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._polish)
        self._answered.connect(self._take, Qt.ConnectionType.QueuedConnection)
        # queued: nothing may be written while a change is being shown
        store.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)
        placing.abandoned.connect(self._turn_back)

    def arranged(self, seen: Seen, direction: Direction, before: Layout | None) -> Layout:
        """Place what is seen: as it was placed in an earlier session, else close to `before`.

        Takes some 10 ms for a hundred nodes. To be called on the background's thread.

        Raises:
            Abandoned: the person cancelled it.
        """
        wanted = topology(seen.graph, seen)
        if before is not None and before.direction is direction:
            is_same = _is_of(before, wanted)
            return before if is_same else self._placing.place(wanted, direction, before)
        return self._cache.get(wanted, direction) or self._placed(wanted, direction)

    def turn(self) -> None:
        """Let the data flow down instead of to the right, or back."""
        is_down = self._store.state.direction is Direction.RIGHT
        self._settings.update(is_top_down=is_down)
        self._store.update(direction=Direction.DOWN if is_down else Direction.RIGHT)

    @property
    def is_polishing(self) -> bool:
        """Whether a better layout than the one that is shown is being looked for."""
        return self._ticket != _NO_TICKET

    @property
    def is_polished(self) -> bool:
        """Whether the search for a better layout than the one that is shown is over."""
        layout = self._store.state.layout
        return not self.is_polishing and layout is not None and layout is self._polishing

    def note_touch(self) -> None:
        """The person moved about in the picture: it stays as it is, this time."""
        self._is_touched = True

    def close(self) -> None:
        """End the helper."""
        self._pause.stop()
        self._helper.close()

    def _follow(self) -> None:
        state = self._store.state
        if state.layout is None:
            return
        if state.layout.direction is not state.direction:
            self._turn(state.seen, state.direction)
        elif state.layout is not self._polishing:
            self._take_over(state.layout, state.seen.lens)

    def _placed(self, wanted: Topology, direction: Direction) -> Layout:
        layout = self._placing.place(wanted, direction, None)
        if len(wanted.ids) >= _WORTH_KEEPING:
            self._cache.put(wanted, layout)
        return layout

    def _turn_back(self) -> None:
        """Let the data flow again as it does in the picture that is shown."""
        layout = self._store.state.layout
        if self._turning is not None and layout is not None:
            self._turning = None
            self._settings.update(is_top_down=layout.direction is Direction.DOWN)
            self._store.update(direction=layout.direction)

    def _turn(self, seen: Seen, direction: Direction) -> None:
        if self._turning == (seen, direction):
            return
        self._turning = (seen, direction)

        def show(layout: Layout) -> None:
            self._turning = None
            if self._store.state.seen is seen and self._store.state.direction is direction:
                self._store.update(layout=layout)

        self._background.run(lambda: self.arranged(seen, direction, None), show)

    def _take_over(self, layout: Layout, lens: Lens) -> None:
        """Polish another layout, unless it kept what stood before for the person's sake."""
        is_work = self._polishing is not None and (self._is_touched or lens != self._lens)
        self._polishing, self._lens = layout, lens
        if layout.engine == STEADY and is_work:
            self._ticket = _NO_TICKET
            self._helper.cancel()
            return
        self._selected, self._is_touched = self._store.state.selected, False
        self._ticket = self._tickets.next()
        self._helper.cancel()
        self._pause.start()

    def _polish(self) -> None:
        layout = self._polishing
        if layout is not None and self.is_polishing:
            self._helper.request(self._ticket, _topology_of(layout), layout.direction)

    def _take(self, ticket: int, polished: Layout | None) -> None:
        layout = self._polishing
        if ticket != self._ticket or layout is None:
            return

        def work() -> Layout:
            best = polished if polished and is_clearly_better(polished, layout) else layout
            self._cache.put(_topology_of(layout), best)
            return best

        self._background.run(work, lambda best: self._replace(ticket, layout, best))

    def _replace(self, ticket: int, layout: Layout, best: Layout) -> None:
        """Show a better layout, unless the person has begun to work with what is shown."""
        if ticket == self._ticket:
            self._ticket = _NO_TICKET
        state = self._store.state
        is_untouched = not self._is_touched and state.selected == self._selected
        if best is not layout and state.layout is layout and is_untouched:
            self._polishing = best
            self._store.update(layout=best)


def _topology_of(layout: Layout) -> Topology:
    """What a layout is one of."""
    return Topology(layout.ids, layout.boxes[:, 2:], layout.edges)


def _is_of(layout: Layout, wanted: Topology) -> bool:
    """Whether a layout is one of this very topology."""
    return (
        layout.ids == wanted.ids
        and np.array_equal(layout.edges, wanted.edges)
        and np.array_equal(layout.boxes[:, 2:], wanted.sizes)
    )
