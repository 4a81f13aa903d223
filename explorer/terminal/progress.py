"""One line on a terminal that tells how far a run is."""

import shutil
import time
from typing import TextIO

from core.model.run import Run, Status

_BAR = 24
_REDRAW_SECONDS = 0.1


class ProgressLine:
    """Draws on `stream`, over and over on the same line; nothing where that is no terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_drawn = stream.isatty()
        self._drawn_at = 0.0

    def say(self, text: str) -> None:
        """Show a text in place of the bar."""
        if self._is_drawn:
            self._draw(text)

    def show(self, run: Run) -> None:
        """Show how far `run` is, not more often than an eye can follow."""
        now = time.monotonic()
        if self._is_drawn and now - self._drawn_at >= _REDRAW_SECONDS:
            self._drawn_at = now
            self._draw(bar(run, time.time() - run.started))

    def clear(self) -> None:
        """Leave the line empty."""
        if self._is_drawn:
            self._draw("")

    def _draw(self, text: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        self._stream.write(f"\r\x1b[2K{text[:width]}")
        self._stream.flush()


def bar(run: Run, seconds: float) -> str:
    """Return a bar, the counts, the time and the node that runs, as one line."""
    total = max(1, len(run.nodes))
    filled = _BAR * run.ended // total
    running = next(iter(run.in_status(Status.RUNNING)), "")
    strip = "#" * filled + "." * (_BAR - filled)
    return f"[{strip}] {run.ended} of {len(run.nodes)}  {seconds:.1f} s  {running}".rstrip()
