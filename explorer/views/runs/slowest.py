"""The line that says what a run took longest for."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from core.model.graph import NodeId
from core.model.run import Run
from core.picture.critical import SlowestPath
from core.picture.words import duration

_LEAST_SECONDS = 0.01
"""Nobody waits for less."""
_MOST_NAMES = 4
_EDGES = 24


class SlowestLine(QPushButton):
    """Names the nodes of the path; pressing it asks for the path to be shown on the canvas."""

    def __init__(self) -> None:
        super().__init__(flat=True)
        self._said = ""
        self.setProperty("role", "link")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip("Show this path on the canvas, or stop showing it")
        self.hide()

    def show_path(self, run: Run | None, path: SlowestPath | None) -> None:
        """Show what a run took longest for; nothing where there is nothing worth telling."""
        is_told = run is not None and path is not None and path.seconds >= _LEAST_SECONDS
        self.setVisible(is_told and len(run.nodes if run else ()) > 1)
        if run is None or path is None:
            return
        took = duration(path.seconds)
        whole = "" if run.seconds is None else f" of {duration(run.seconds)}"
        self._said = f"Slowest path: {chain(run, path.nodes)}, {took}{whole}"
        self.setAccessibleName(self._said)
        self._shorten()

    def _shorten(self) -> None:
        mode = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(self._said, mode, self.width() - _EDGES))

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shorten()


def chain(run: Run, nodes: tuple[NodeId, ...]) -> str:
    """Return the names of a chain of nodes; of many those that took longest."""
    costs = {node: run.nodes[node].seconds or 0.0 for node in nodes}
    named = set(sorted(nodes, key=lambda node: -costs[node])[:_MOST_NAMES])
    parts = [node if node in named else "…" for node in nodes]
    told = [part for part, before in zip(parts, ["", *parts], strict=False) if part != before]
    return " → ".join(told)
