"""What is seen keeps up with how the person wants to look."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt

from core.layout import Direction, Layout
from core.viewing import Lens, Seen, see
from explorer.background import Background
from explorer.controllers.layout import LayoutController
from explorer.state import Store

_MOST_KEPT, _MOST_CARDS = 30, 120_000
"""Looks that are kept, and cards in all of them together."""
_ALIKE = 0.3
"""The share of cards that two looks have in common for one to be placed like the other."""


class SeeingController(QObject):
    """Folds and places the graph whenever the lens is another one, on another thread.

    What was looked at before comes back just as it was.
    """

    def __init__(self, store: Store, background: Background, layouts: LayoutController) -> None:
        super().__init__()
        self._store = store
        self._background = background
        self._layouts = layouts
        self._under_way: Lens | None = None
        self._kept: dict[tuple[Lens, Direction], tuple[Seen, Layout]] = {}
        # queued: nothing may be written while a change is being shown
        store.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    def go_back(self) -> None:
        """Look again as what is shown was looked at: what was asked for is not to be had."""
        state = self._store.state
        if self._under_way is not None:
            self._under_way, lens = None, state.seen.lens
            trail = state.trail.replaced(replace(state.trail.look, lens=lens))
            self._store.update(lens=lens, trail=trail)

    def _follow(self) -> None:
        state = self._store.state
        if state.layout is None:
            return
        self._keep(state.seen, state.layout)
        if state.lens != state.seen.lens and state.lens is not self._under_way:
            self._arrange(state.lens, state.seen, state.direction)

    def _keep(self, seen: Seen, layout: Layout) -> None:
        key = (seen.lens, layout.direction)
        if key in self._kept and self._kept[key][1] is layout:
            return
        self._kept.pop(key, None)
        self._kept[key] = (seen, layout)
        sizes = [len(layout.ids) for _, layout in self._kept.values()]
        if len(sizes) > _MOST_KEPT or sum(sizes) - sizes[-1] > _MOST_CARDS:
            del self._kept[next(iter(self._kept))]

    def _arrange(self, lens: Lens, before: Seen, direction: Direction) -> None:
        self._under_way = lens
        known = self._kept.get((lens, direction))
        layouts = [layout for (_, way), (_, layout) in self._kept.items() if way is direction]

        def work() -> tuple[Seen, Layout]:
            if known and known[0].graph is before.graph:
                return known
            seen = see(before.graph, lens, before)
            return seen, self._layouts.arranged(seen, direction, alike(seen, layouts))

        self._background.run(work, lambda found: self._show(lens, *found))

    def _show(self, lens: Lens, seen: Seen, layout: Layout) -> None:
        self._under_way = None
        state = self._store.state
        if state.lens != lens or state.graph is not seen.graph:
            self._follow()
            return
        group = state.group if state.group in seen.closed else None
        trail = state.trail.replaced(replace(state.trail.look, lens=seen.lens))
        self._store.update(seen=seen, lens=seen.lens, trail=trail, layout=layout, group=group)


def alike(seen: Seen, layouts: Iterable[Layout]) -> Layout | None:
    """Return the layout that has most in common with what is seen, None where all have little."""
    cards = frozenset[str](seen.cards)
    best, most = None, _ALIKE
    for layout in layouts:
        common = len(cards.intersection(layout.ids))
        share = common / max(len(cards) + len(layout.ids) - common, 1)
        if share >= most:
            best, most = layout, share
    return best
