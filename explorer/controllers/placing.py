"""Placing graphs of any size: the last picture stays meanwhile, and a long wait is told."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from core.layout import Direction, Layout, Placer, Topology
from explorer.background import Abandoned
from explorer.controllers.offers import PLACE
from explorer.state import Banner, Store

_LONG_MILLISECONDS = 500
"""What takes longer is told, and can be cancelled."""


class PlacingController(QObject):
    """Says in the state which graph is being placed, and how far that is."""

    abandoned = Signal()
    """A graph was cancelled: whoever asked for it goes back to what is shown."""
    _begun = Signal(int)
    _progressed = Signal(float)
    _ended = Signal()

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._placer = Placer(self._progressed.emit)
        self._count = 0
        self._share = 0.0
        self._complaint: Banner | None = None
        self._patience = QTimer(self, singleShot=True, interval=_LONG_MILLISECONDS)
        self._patience.timeout.connect(self._tell)
        queued = Qt.ConnectionType.QueuedConnection
        self._begun.connect(self._begin, queued)
        self._progressed.connect(self._progress, queued)
        self._ended.connect(self._end, queued)
        # queued: nothing may be written while a change is being shown
        store.changed.connect(self._follow, queued)

    def place(self, topology: Topology, direction: Direction, before: Layout | None) -> Layout:
        """Place a graph, close to `before`. To be called on the background's thread.

        Raises:
            Abandoned: the person cancelled it.
        """
        self._begun.emit(len(topology.ids))
        layout = self._placer.place(topology, direction, before)
        self._ended.emit()
        if layout is None:
            raise Abandoned
        return layout

    def cancel(self) -> None:
        """Give the graph up that is being placed, where it takes long; the last picture stays."""
        if not self._store.state.placing:
            return
        self._placer.cancel()
        self._end()
        banner = Banner("info", "Placing was stopped: the last picture stays.")
        if self._store.state.layout is None:
            text = "Placing was stopped, so there is nothing to see yet."
            banner = self._complaint = Banner("info", text, (PLACE,))
        self._store.update(banner=banner)
        self.abandoned.emit()

    def close(self) -> None:
        """End what is under way, and place no large graph any more."""
        self._placer.close()

    def _follow(self) -> None:
        """Take back that there is nothing to see, once there is."""
        state = self._store.state
        if self._complaint is not None and state.layout is not None:
            complaint, self._complaint = self._complaint, None
            if state.banner is complaint:
                self._store.update(banner=None)

    def _begin(self, count: int) -> None:
        self._count, self._share = count, 0.0
        self._patience.start()

    def _progress(self, share: float) -> None:
        self._share = share
        if self._store.state.placing:
            self._tell()

    def _end(self) -> None:
        self._patience.stop()
        self._store.update(placing="")

    def _tell(self) -> None:
        text = f"Placing {self._count:,} cards… {self._share:.0%} · Esc stops it"
        self._store.update(placing=text)
