"""Placing graphs of any size, the large ones in another process."""

import queue

from core.layout.helper import LayoutHelper
from core.layout.layered import place
from core.layout.layout import Direction, Layout, Topology
from core.layout.progress import Tell

_MOST_HERE = 4000
"""Cards that are placed where they are asked for: numpy at work on more stalls other threads."""


class Placer:
    """Places graphs; whoever asks waits, and others may see how far it is, or cancel.

    `on_progress` is called with the share of the work that is done, on any thread, for graphs of
    thousands of cards. One graph is placed at a time; `cancel` and `close` may be called on any
    thread, also while a graph is placed.
    """

    def __init__(self, on_progress: Tell) -> None:
        self._helper = LayoutHelper(self._take, on_progress=on_progress)
        self._answers: queue.SimpleQueue[tuple[int, Layout | None]] = queue.SimpleQueue()
        self._ticket = 0
        self._given_up = 0
        self._is_closed = False

    def place(
        self, topology: Topology, direction: Direction, previous: Layout | None = None
    ) -> Layout | None:
        """Return what `place` makes of a topology; None when it was cancelled."""
        if len(topology.ids) <= _MOST_HERE:
            return place(topology, direction, previous)
        self._ticket = ticket = self._ticket + 1
        if self._is_closed:
            return None
        self._helper.request(ticket, topology, direction, previous, polish=False)
        answered, layout = self._answers.get()
        while answered != ticket:
            answered, layout = self._answers.get()
        if layout is None and ticket > self._given_up:
            return place(topology, direction, previous)  # the process died: better slow than never
        return layout

    def cancel(self) -> None:
        """Let the graph at hand be; whoever waits for it goes on without."""
        self._given_up = ticket = self._ticket
        self._helper.cancel()
        self._answers.put((ticket, None))

    def close(self) -> None:
        """Cancel, and place no large graph any more."""
        self._is_closed = True
        self.cancel()
        self._helper.close()

    def _take(self, ticket: int, layout: Layout | None) -> None:
        self._answers.put((ticket, layout))
