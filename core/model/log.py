"""What user code printed, logged, or left for a person to know."""

from dataclasses import dataclass
from enum import Enum

from core.model.graph import NodeId


class LogStream(Enum):
    """Where a text comes from."""

    OUT = "out"
    ERROR = "error"
    NOTE = "note"
    """Not of the user's: something the worker noticed."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One piece of text, as written. `node` is the one that ran, None outside of nodes.

    `moment` is seconds since the epoch; `run` is the number of the run, 0 outside of runs.
    """

    node: NodeId | None
    stream: LogStream
    text: str
    moment: float = 0.0
    run: int = 0
