"""What user code printed, node by node."""

import time
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject

from core.model.graph import NodeId
from core.model.log import LogEntry, LogStream
from core.session import Received, records
from core.worker.messages import Event, NodeEnded, Noticed
from explorer.link import WorkerLink
from explorer.state import Store

MOST_ENTRIES = 2000
MOST_CHARACTERS = 100_000
"""Of one text; the end of a longer one is kept."""
_MOST_BYTES = 4 * (MOST_CHARACTERS + 1)
"""UTF-8 takes up to four a character, and the first one may be cut."""


class OutputController(QObject):
    """Reads what each node wrote when the node ends, and keeps the newest of it."""

    def __init__(self, store: Store, link: WorkerLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._link = link
        link.received.connect(self._receive)

    def clear(self) -> None:
        """Forget all that was printed so far."""
        self._store.update(log=())

    def _receive(self, batch: Iterable[Received]) -> None:
        new = tuple(entry for event, _ in batch for entry in self._entries(event))
        if new:
            self._store.update(log=(*self._store.state.log, *new)[-MOST_ENTRIES:])

    def _entries(self, event: Event) -> Iterator[LogEntry]:
        match event:
            case NodeEnded(output=output) if output is not None:
                node = NodeId(event.node)
                texts = self._link.output(records.output(output), _MOST_BYTES)
                for stream, text in zip((LogStream.OUT, LogStream.ERROR), texts, strict=True):
                    if text:
                        kept = text[-MOST_CHARACTERS:]
                        yield LogEntry(node, stream, kept, time.time(), event.ticket)
            case Noticed():
                about = NodeId(event.node) if event.node is not None else None
                yield LogEntry(about, LogStream.NOTE, event.message, time.time())
            case _:
                return
