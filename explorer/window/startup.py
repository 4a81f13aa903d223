"""From an empty window to what the command line asked for, with the milestones on the way."""

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from core.model.graph import Graph, NodeId
from core.model.run import RunStatus
from explorer.controllers.project import OpenRequest
from explorer.controllers.run import ends
from explorer.options import WindowOptions
from explorer.state import Origin, State, WorkerStatus
from explorer.window.application import Application

_OVER = (WorkerStatus.READY, WorkerStatus.DEAD)


class Startup(QObject):
    """Opens what was asked for and tells when nothing more is to come."""

    settled = Signal()

    def __init__(self, application: Application, options: WindowOptions, shown: float) -> None:
        super().__init__()
        self._application = application
        self._options = options
        self._has_run = False
        self._is_settled = False
        self._seconds: dict[str, float | None] = {"window_shown": self._since(shown)}
        self._means = application.means
        self._canvas = application.workbench.desk.canvas
        self._canvas.sharpened.connect(self._note_drawing)
        # queued: what follows may change the state
        application.store.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)
        self._means.project.opened.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Open what the options name."""
        options, folder = self._options, Path.cwd()
        self._means.project.open(
            OpenRequest(
                folder=self._means.example if options.is_demo else folder,
                targets=options.targets,
                config=options.config,
                inputs=options.inputs,
                python=options.python,
                node=NodeId(options.node) if options.node else None,
                is_trusted=options.is_trusted,
            )
        )

    def _follow(self) -> None:
        state = self._means.store.state
        if state.origin is Origin.LOADED and state.worker is WorkerStatus.READY:
            self._note("worker_ready")
            self._start_run(state)
        if not self._is_settled and self._is_over(self._means.store.state):
            self._is_settled = True
            self._finish()

    def _start_run(self, state: State) -> None:
        """Run to the selected node, or to the last one, where that was asked for; once."""
        if not self._options.has_run or self._has_run:
            return
        self._has_run = True
        node = state.selected or last_node(state.graph)
        self._means.selection.select(node)
        self._means.run.to_node(node)

    def _is_over(self, state: State) -> bool:
        """Whether nothing more happens by itself."""
        if state.question or state.project is None:
            return True
        if not state.is_trusted or state.worker is WorkerStatus.NONE:
            return state.origin is Origin.READ
        if state.worker not in _OVER:
            return False
        return not self._has_run or _is_previewed(state)

    def _note_drawing(self) -> None:
        if self._means.store.state.graph.nodes:
            self._note("graph_drawn")

    def _note(self, milestone: str) -> None:
        self._seconds.setdefault(milestone, self._since(time.monotonic()))

    def _since(self, moment: float) -> float:
        return round(moment - self._options.started, 3)

    def _finish(self) -> None:
        self._canvas.settle()
        if self._options.screenshot:
            self._draw(self._options.screenshot)
        if self._options.has_timings:
            known = ("window_shown", "graph_drawn", "worker_ready")
            sys.stdout.write(json.dumps({name: self._seconds.get(name) for name in known}) + "\n")
            sys.stdout.flush()
        self.settled.emit()

    def _draw(self, file: Path) -> None:
        """Draw the window into a file, and close it."""
        frame = self._application.workbench.frame
        is_written = frame.grab().save(str(file))
        if not is_written:
            sys.stderr.write(f"lineage-explorer: {file} could not be written.\n")
        frame.close()
        QCoreApplication.exit(0 if is_written else 1)


def last_node(graph: Graph) -> NodeId | None:
    """Return the node that the most others lead to; of several the last one."""
    return max(reversed(ends(graph)), key=lambda node: len(graph.upstream(node)), default=None)


def _is_previewed(state: State) -> bool:
    """Whether a run is over, and its result shown where there is one."""
    if state.run is None or state.run.status is RunStatus.RUNNING:
        return state.run is None and state.banner is not None
    return state.run.status is not RunStatus.OK or state.preview is not None
