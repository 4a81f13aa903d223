"""A run: asking for it, and telling how it goes."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class FrameRecord:
    """One line of a traceback of the user's code."""

    file: str
    line: int
    function: str
    text: str = ""


@dataclass(frozen=True)
class FailureRecord:
    """Why a run failed; see `core.model.run.Failure`."""

    node: str | None
    type: str
    message: str
    frames: tuple[FrameRecord, ...] = ()
    arguments: dict[str, str] = field(default_factory=dict[str, str])
    traceback: str = ""


@dataclass(frozen=True)
class OutputRecord:
    """Byte ranges of the spool files, from and to, that a node wrote."""

    stdout_from: int
    stdout_to: int
    stderr_from: int
    stderr_to: int


@dataclass(frozen=True)
class Given:
    """A value handed in from outside, for an input or in place of a node.

    Exactly one is set: `json` is any JSON value, `text` a text to be read as the annotated type,
    `file` an absolute path of a CSV, Parquet or JSON file.
    """

    json: Any = None
    text: str | None = None
    file: str | None = None


@dataclass(frozen=True)
class Limits:
    """What a run may use of the machine.

    `memory` is the number of bytes it may take on top of what the worker has, 0 without a limit.
    Values that took long are kept in `folder`, at most `disk` bytes of them; "" keeps none.
    """

    memory: int = 0
    folder: str = ""
    disk: int = 0


@dataclass(frozen=True)
class Execute:
    """Compute `targets` of the loaded graph and what they need.

    `inputs` feed input nodes, `overrides` replace computed ones. With `force`, nothing held is
    reused. Answers: `Refused`, or `RunStarted`, `NodeStarted`, `NodeEnded`..., `RunEnded`; nodes
    that are quick and many come as `NodesEnded`.
    """

    ticket: int
    targets: tuple[str, ...]
    inputs: dict[str, Given] = field(default_factory=dict[str, Given])
    overrides: dict[str, Given] = field(default_factory=dict[str, Given])
    force: bool = False
    limits: Limits = Limits()


@dataclass(frozen=True)
class Recall:
    """Take back the values that an earlier worker kept in `folder`, as far as they are true.

    True are those of the same code and the same `inputs` and `overrides`. Answer: `Recalled`.
    """

    ticket: int
    folder: str
    inputs: dict[str, Given] = field(default_factory=dict[str, Given])
    overrides: dict[str, Given] = field(default_factory=dict[str, Given])


@dataclass(frozen=True)
class Recalled:
    """Nodes that have their values of an earlier worker again, column by column."""

    ticket: int
    nodes: tuple[str, ...]
    seconds: tuple[float, ...]
    summaries: tuple[str, ...]
    rows: tuple[int | None, ...]


@dataclass(frozen=True)
class Cancel:
    """End the run `ticket` before its next node. Read on a thread of its own, also mid-run."""

    ticket: int


@dataclass(frozen=True)
class Refused:
    """A request that cannot be done. `errors` has a sentence by field (input, node, target)."""

    ticket: int
    message: str
    errors: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class RunStarted:
    """The plan: `waiting` nodes in run order, `reused` and `given` ones need no computing."""

    ticket: int
    waiting: tuple[str, ...]
    reused: tuple[str, ...]
    given: tuple[str, ...]


@dataclass(frozen=True)
class NodeStarted:
    """A node of a run began."""

    ticket: int
    node: str


@dataclass(frozen=True)
class NodeEnded:
    """A node of a run ended; `status` is done, failed or cancelled. `seconds` is wall time.

    Reused and given nodes are told too, once, with their summaries.
    """

    ticket: int
    node: str
    status: str
    seconds: float
    summary: str = ""
    rows: int | None = None
    message: str = ""
    output: OutputRecord | None = None


@dataclass(frozen=True)
class NodesEnded:
    """Nodes that ended well, each within moments, printing nothing: column by column.

    The same as a `NodeEnded` with status done for each. Their starts are not told: of nodes that
    follow each other too fast to be told one by one.
    """

    ticket: int
    nodes: tuple[str, ...]
    seconds: tuple[float, ...]
    summaries: tuple[str, ...]
    rows: tuple[int | None, ...]


@dataclass(frozen=True)
class CheckEnded:
    """A data-quality check gave its result; see `core.model.run.CheckResult`."""

    ticket: int
    node: str
    check: str
    passed: bool
    importance: str
    message: str
    rows: tuple[str, ...] = ()
    row_count: int = 0


@dataclass(frozen=True)
class RunEnded:
    """A run is over; `status` is ok, failed or cancelled."""

    ticket: int
    status: str
    seconds: float
    failure: FailureRecord | None = None
