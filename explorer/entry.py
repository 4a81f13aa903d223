"""The command: a window, or the same work on the terminal. Either imports only what it needs."""

import importlib
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from explorer.options import WindowOptions
from explorer.terminal.arguments import parse

_BELIEVABLE_AGE = 60.0
"""Seconds. A process that just started and seems older has a clock that cannot be read."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says and return the exit code. `arguments` default to sys.argv.

    Raises:
        SystemExit: for `--help`, `--version` and arguments that cannot be understood.
    """
    options = parse(sys.argv[1:] if arguments is None else arguments, _process_start())
    if options.select and (refusal := _refusal(options.select)):
        print(f"lineage-explorer: {refusal}", file=sys.stderr)  # noqa: T201
        return 2
    if not isinstance(options, WindowOptions):
        return importlib.import_module("explorer.terminal.command").perform(options)
    try:
        window = importlib.import_module("explorer.__main__")
    except ImportError as error:
        sentence = f"lineage-explorer: the window cannot be opened here: {error}."
        print(sentence, file=sys.stderr)  # noqa: T201
        return 2
    return window.open_window(options)


def _refusal(selection: str) -> str:
    return importlib.import_module("explorer.terminal.selections").refusal(selection)


def _process_start() -> float:
    """Return when this process began, on the clock of `time.monotonic`; now, where not known."""
    now = time.monotonic()
    if not sys.platform.startswith("linux"):
        return now
    try:
        after_name = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return now
    born = float(after_name[19]) / os.sysconf("SC_CLK_TCK")
    age = time.clock_gettime(time.CLOCK_BOOTTIME) - born
    return now - age if 0 <= age < _BELIEVABLE_AGE else now
