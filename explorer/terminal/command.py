"""The commands that need no window, and what to say when they cannot be done."""

import io
import os
import sys

from explorer.terminal.arguments import (
    ChecksOptions,
    CompareOptions,
    GraphOptions,
    RunOptions,
    ShrinkOptions,
    TerminalOptions,
    TraceOptions,
)
from explorer.terminal.compare import checks, compare
from explorer.terminal.graph import print_graph
from explorer.terminal.opening import WrongUse
from explorer.terminal.run import run
from explorer.terminal.shrink import shrink
from explorer.terminal.trace import trace

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
    match options:
        case GraphOptions():
            return print_graph(options)
        case RunOptions():
            return run(options)
        case TraceOptions():
            return trace(options)
        case ShrinkOptions():
            return shrink(options)
        case CompareOptions():
            return compare(options)
        case ChecksOptions():
            return checks(options)
