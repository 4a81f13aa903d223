"""What the value of the selected node looks like."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal

from core.model.graph import NodeId
from core.model.preview import OpaqueView, Preview, TablePage, TreePage, Window
from core.model.run import NodeRun, Status
from core.session import Received, Tickets, records, requests
from core.worker.messages import Peeked, Refused
from explorer.link import WorkerLink
from explorer.state import Store, WorkerStatus

RECORDED = "Recorded before its worker ended."
_ALIVE = (WorkerStatus.READY, WorkerStatus.RUNNING, WorkerStatus.CANCELLING)
_VOID = (Status.FAILED, Status.SKIPPED)


class PreviewController(QObject):
    """Looks at a computed node once when it is selected, and at more of it when asked.

    The first look is kept in the state; further pages only pass through.
    """

    page_arrived = Signal(object, object)
    """Emitted with a node and a `TablePage` or `TreePage` of its value that was asked for."""

    def __init__(
        self, store: Store, link: WorkerLink, tickets: Tickets, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._link = link
        self._tickets = tickets
        self._looked_at: tuple[NodeId, NodeRun] | None = None
        self._first_look = 0
        self._pages: set[int] = set()
        link.received.connect(self._receive)
        # queued: nothing may be written while a change is being shown
        store.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    def show_rows(self, node: NodeId, window: Window) -> None:
        """Ask for a window of a table; `page_arrived` brings it."""
        self._link.send(requests.peek(self._page_ticket(), node, window))

    def show_children(self, node: NodeId, path: tuple[int, ...], first: int, count: int) -> None:
        """Ask for `count` children of the container at `path`; `page_arrived` brings them."""
        window = Window(row=first, rows=count)
        self._link.send(requests.peek(self._page_ticket(), node, window, path))

    def _page_ticket(self) -> int:
        ticket = self._tickets.next()
        self._pages.add(ticket)
        return ticket

    def _follow(self) -> None:
        self._drop_void()
        wanted = self._wanted()
        if wanted == self._looked_at:
            return
        self._looked_at = wanted
        self._pages.clear()
        if wanted:
            self._first_look = self._tickets.next()
            self._link.send(requests.peek(self._first_look, wanted[0]))

    def _wanted(self) -> tuple[NodeId, NodeRun] | None:
        """Return what there is to look at: the selected node, if its value is held."""
        state = self._store.state
        if state.selected is None or state.worker not in _ALIVE:
            return None
        result = state.results.get(state.selected)
        return (state.selected, result) if result and result.status.has_value else None

    def _drop_void(self) -> None:
        """Forget previews of nodes that failed since."""
        state = self._store.state
        kept = {
            node: preview
            for node, preview in state.previews.items()
            if node not in state.results or state.results[node].status not in _VOID
        }
        if kept != state.previews:
            self._store.update(
                previews=kept, preview=kept.get(state.selected) if state.selected else None
            )

    def _receive(self, batch: Iterable[Received]) -> None:
        for event, body in batch:
            match event:
                case Peeked():
                    self._take(event.ticket, records.preview(event, body))
                case Refused(ticket=self._first_look):
                    self._keep_refusal(event.message)
                case _:
                    continue

    def _take(self, ticket: int, preview: Preview) -> None:
        if ticket == self._first_look:
            self._keep(preview)
        elif ticket in self._pages:
            self._pages.discard(ticket)
            is_wanted = preview.node == self._store.state.selected
            if is_wanted and isinstance(preview.content, TablePage | TreePage):
                self.page_arrived.emit(preview.node, preview.content)

    def _keep_refusal(self, why: str) -> None:
        if self._looked_at:
            self._keep(Preview(self._looked_at[0], "opaque", "", (), OpaqueView(why)))

    def _keep(self, preview: Preview) -> None:
        state = self._store.state
        changes: dict[str, object] = {"previews": {**state.previews, preview.node: preview}}
        if state.selected == preview.node:
            changes["preview"] = preview
        self._store.update(**changes)


def recorded(preview: Preview) -> Preview:
    """Return a preview marked as one that outlives its worker."""
    if preview.note.startswith(RECORDED):
        return preview
    return replace(preview, note=f"{RECORDED} {preview.note}".strip())
