"""From an empty window to what the command line asked for, with the milestones on the way."""

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QWidget

from core.model.graph import Graph, NodeId
from core.model.run import RunStatus
from explorer.commands import Means
from explorer.controllers.project import OpenRequest
from explorer.controllers.run import ends
from explorer.options import WindowOptions
from explorer.state import Origin, State, WorkerStatus

if TYPE_CHECKING:
    from explorer.window.workbench import Workbench  # its views are still being imported

_OVER = (WorkerStatus.READY, WorkerStatus.DEAD)


class Startup(QObject):
    """Opens what was asked for; when nothing more is to come, tells and draws what was asked for.

    Knows nothing of the views until they are there, so that the project opens meanwhile.
    """

    def __init__(self, means: Means, options: WindowOptions, shown: float) -> None:
        super().__init__()
        self._means = means
        self._options = options
        self._workbench: Workbench | None = None
        self._has_run = False
        self._shown: Origin | None = None
        self._is_settled = False
        self._seconds: dict[str, float | None] = {"window_shown": self._since(shown)}
        # queued: what follows may change the state
        means.store.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)

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

    def watch(self, workbench: "Workbench") -> None:
        """Take note of what these views show; the project is open by now."""
        self._workbench = workbench
        workbench.desk.canvas.sharpened.connect(self._note_drawing)
        # a large picture comes after the state it shows; a small one while it is being shown
        workbench.desk.canvas.sharpened.connect(self._follow, Qt.ConnectionType.QueuedConnection)
        self._follow()

    def _follow(self) -> None:
        state = self._means.store.state
        self._show_only(state)
        if state.origin is Origin.LOADED and state.worker is WorkerStatus.READY:
            self._note("worker_ready")
            self._start_run(state)
        workbench = self._workbench
        if workbench is None or self._is_settled:
            return
        state = self._means.store.state
        if self._is_over(state) and _is_shown(workbench, state):
            self._is_settled = True
            self._finish(workbench)

    def _show_only(self, state: State) -> None:
        """Show only what was asked for: of the graph that is read, then of the one loaded."""
        if not self._options.select or state.origin in (Origin.NOTHING, self._shown):
            return
        is_last = state.origin is Origin.LOADED or not state.is_trusted
        self._shown = state.origin
        self._means.choosing.show_only(self._options.select, is_told=is_last)

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
        if state.lens != state.seen.lens:
            return False
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

    def _finish(self, workbench: "Workbench") -> None:
        workbench.desk.canvas.settle()
        if self._options.screenshot:
            _draw(workbench.frame, self._options.screenshot)
        if self._options.has_timings:
            known = ("window_shown", "graph_drawn", "worker_ready")
            sys.stdout.write(json.dumps({name: self._seconds.get(name) for name in known}) + "\n")
            sys.stdout.flush()


def last_node(graph: Graph) -> NodeId | None:
    """Return the node that the most others lead to; of several the last one."""
    return max(reversed(ends(graph)), key=lambda node: len(graph.upstream(node)), default=None)


def _draw(frame: QWidget, file: Path) -> None:
    """Draw the window into a file, and end the program."""
    is_written = frame.grab().save(str(file))
    if not is_written:
        sys.stderr.write(f"lineage-explorer: {file} could not be written.\n")
    frame.close()
    QCoreApplication.exit(0 if is_written else 1)


def _is_shown(workbench: "Workbench", state: State) -> bool:
    picture = workbench.picture
    return state.layout is None or (picture is not None and picture.layout is state.layout)


def _is_previewed(state: State) -> bool:
    """Whether a run is over, and its result shown where there is one."""
    if state.run is None or state.run.status is RunStatus.RUNNING:
        return state.run is None and state.banner is not None
    return state.run.status is not RunStatus.OK or state.preview is not None
