"""Which node everything else relates to."""

import tokenize
from pathlib import Path

from PySide6.QtCore import QObject

from core.grouping import GroupId
from core.model.graph import NodeId, SourceSpan
from explorer.state import Store


class SelectionController(QObject):
    """Selects nodes and reads the text of their functions."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store

    def select(self, node: NodeId | None) -> None:
        """Make `node` the selected one; one that is not in the graph selects nothing."""
        state = self._store.state
        found = state.graph.nodes.get(node) if node is not None else None
        self._store.update(
            selected=found.id if found else None,
            group=None,
            source=_text(found.source) if found and found.source else "",
            preview=state.previews.get(found.id) if found else None,
        )

    def select_group(self, group: GroupId) -> None:
        """Select a closed group, and no node."""
        self._store.update(selected=None, group=group, source="", preview=None)

    def refresh(self) -> None:
        """Read the selected node again; the graph may have changed."""
        if self._store.state.group is None:
            self.select(self._store.state.selected)


def _text(span: SourceSpan) -> str:
    lines = _lines(span.file)
    return "".join(lines[span.first_line - 1 : span.last_line])


def _lines(file: Path) -> list[str]:
    """Return the lines of a Python file, none when it cannot be read."""
    try:
        with tokenize.open(file) as text:
            return text.readlines()
    except (OSError, SyntaxError, UnicodeDecodeError):
        return []
