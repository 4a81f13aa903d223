"""The commands that need no window, and what to say when they cannot be done."""

import importlib
import io
import os
import sys
from collections.abc import Callable, Mapping

from explorer.terminal.opening import WrongUse
from explorer.terminal.options import (
    ChecksOptions,
    CompareOptions,
    GraphOptions,
    RunOptions,
    RunsOptions,
    ShrinkOptions,
    TerminalOptions,
    TraceOptions,
)

FAILED = 1
WRONG_USE = 2


def perform(options: TerminalOptions) -> int:
    """Do a command and return the exit code: 0 all well, 1 the dataflow failed, 2 wrong use."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        return _perform(options)
    except WrongUse as error:
        for line in str(error).splitlines():
            # an indented line goes with the one above it
            start = "" if line.startswith(" ") else "lineage-explorer: "
            print(f"{start}{line}", file=sys.stderr)
        return WRONG_USE
    except BrokenPipeError:
        # whoever read our output has gone, as `head` does; Python must not find that out again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        print("lineage-explorer: stopped.", file=sys.stderr)
        return FAILED


def _perform(options: TerminalOptions) -> int:
    """Do a command; only what it needs is imported."""
    module, name = _COMMANDS[type(options)]
    do: Callable[[TerminalOptions], int]
    do = getattr(importlib.import_module(f"explorer.terminal.{module}"), name)
    return do(options)


_COMMANDS: Mapping[type[TerminalOptions], tuple[str, str]] = {
    GraphOptions: ("graph", "print_graph"),
    RunOptions: ("run", "run"),
    TraceOptions: ("trace", "trace"),
    ShrinkOptions: ("shrink", "shrink"),
    CompareOptions: ("compare", "compare"),
    RunsOptions: ("runs", "runs"),
    ChecksOptions: ("compare", "checks"),
}
"""By what was asked for, the module that does it and its function."""
