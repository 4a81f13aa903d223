"""The line at the bottom: how the run goes, and how the worker stands."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from core.model.run import Run, RunStatus
from explorer.views.style import figures_font

_BAR_WIDTH = 150
_ENDS = {
    RunStatus.OK: "Done",
    RunStatus.FAILED: "Failed",
    RunStatus.CANCELLED: "Stopped",
    RunStatus.DIED: "Worker ended",
}


class StatusStrip(QWidget):
    """Shows the run at the left, the worker, its memory and the zoom at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedWidth(_BAR_WIDTH)
        self._bar.setAccessibleName("Progress of the run")
        self._run = QLabel()
        self._note = QLabel()
        self._worker = QLabel()
        self._zoom = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 12, 3)
        row.setSpacing(14)
        for label in (self._run, self._note, self._worker, self._zoom):
            label.setProperty("role", "muted")
            label.setFont(figures_font())
        row.addWidget(self._bar)
        row.addWidget(self._run)
        row.addWidget(self._note, 1, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self._worker)
        row.addWidget(self._zoom)
        self._bar.hide()

    def show_run(self, run: Run | None, elapsed: float = 0.0) -> None:
        """Show how a run stands; `elapsed` is its wall time so far, in seconds."""
        self._bar.setVisible(run is not None and run.status is RunStatus.RUNNING)
        if run is None:
            self._run.setText("")
            return
        self._bar.setRange(0, max(1, len(run.nodes)))
        ended = run.ended
        # a bar that is seen paints the whole window at once; this way it waits for its turn
        self._bar.setUpdatesEnabled(False)
        self._bar.setValue(ended)
        self._bar.setUpdatesEnabled(True)
        seconds = elapsed if run.seconds is None else run.seconds
        progress = f"{ended} of {len(run.nodes)}"
        said = f"{progress} nodes · {clock(seconds)}"
        if run.status is not RunStatus.RUNNING:
            said = f"{_ENDS[run.status]} · {said}"
        self._run.setText(said)

    def show_note(self, text: str) -> None:
        """Show what is being done about something, such as stopping a run."""
        self._note.setText(text)

    def show_worker(self, text: str, memory: int = 0) -> None:
        """Show how the worker stands, and its resident size in bytes (0: not known)."""
        self._worker.setText(f"{text} · {size(memory)}" if memory else text)

    def show_zoom(self, zoom: float) -> None:
        """Show the zoom, 1 being natural size."""
        self._zoom.setText(f"{zoom:.0%}")


def clock(seconds: float) -> str:
    """Return a wall time as a person reads it: 0.4 s, 12 s, 3:07."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def size(count: int) -> str:
    """Return a number of bytes as a person reads it."""
    return f"{count / 2**30:.1f} GB" if count >= 2**30 else f"{count / 2**20:.0f} MB"
