"""What the command line asks of the window."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from core.model.project import Json


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """What to open, and how. Everything may be empty: then the window opens empty.

    `targets` are as typed, relative to the current folder. `config` and `inputs` add to those of
    the project's settings and win over them. `python` is an interpreter or its environment's
    folder. `node` is selected at start. `screenshot` is a file to draw the window to, before
    leaving. `started` is when the process began, on the clock of `time.monotonic`. `has_run`
    asks to run to `node`, or to the last node, at once. `select` is a selection: only its nodes
    are shown at first.
    """

    targets: tuple[str, ...] = ()
    config: Mapping[str, Json] = field(default_factory=dict[str, Json])
    inputs: Mapping[str, Json] = field(default_factory=dict[str, Json])
    python: Path | None = None
    node: str | None = None
    select: str = ""
    screenshot: Path | None = None
    has_timings: bool = False
    is_trusted: bool = False
    is_demo: bool = False
    started: float = 0.0
    has_run: bool = False
