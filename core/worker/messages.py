"""Every message between explorer and worker, as frozen values.

Both sides import this module, so it uses the standard library only and runs on Python 3.10.
`codec` turns messages into frames and back. Values of the user's never travel; descriptions do.
Every request carries a ticket; each answer repeats it.
"""

from dataclasses import dataclass, field
from typing import Any

PROTOCOL = 1
"""Raised whenever a message changes; checked at hello."""

# --------------------------------------------------------------------------- parts


@dataclass(frozen=True)
class ModuleSpec:
    """A module to import: dotted name, and absolute file where it is known."""

    name: str
    file: str | None = None


@dataclass(frozen=True)
class FormRecord:
    """How to ask a person for a value; see `core.model.graph.Form`."""

    kind: str
    choices: tuple[str, ...] = ()
    default: str | None = None
    optional: bool = False


@dataclass(frozen=True)
class ParameterRecord:
    """One dependency of a node."""

    source: str
    type_name: str = ""
    optional: bool = False
    default: str | None = None


@dataclass(frozen=True)
class NodeRecord:
    """A node as Hamilton builds it; see `core.model.graph.Node`. Lines are 1-based, inclusive."""

    id: str
    kind: str
    type_name: str = ""
    module: str = ""
    function: str = ""
    doc: str = ""
    tags: dict[str, str] = field(default_factory=dict[str, str])
    file: str | None = None
    first_line: int = 0
    last_line: int = 0
    parameters: tuple[ParameterRecord, ...] = ()
    code: str = ""
    form: FormRecord | None = None
    checked: str | None = None
    has_side_effects: bool = False


@dataclass(frozen=True)
class ProblemRecord:
    """Something wrong with the dataflow; see `core.model.problem.Problem`."""

    kind: str
    message: str
    file: str | None = None
    line: int = 0
    node: str | None = None
    function: str = ""
    detail: str = ""


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
class ColumnRecord:
    """A column of a table."""

    name: str
    dtype: str
    nulls: float | None = None
    is_numeric: bool = False


@dataclass(frozen=True)
class TableRecord:
    """A window of a table; see `core.model.preview.TablePage`."""

    row: int
    rows: int
    column: int
    row_count: int
    column_count: int
    columns: tuple[ColumnRecord, ...]
    index: tuple[str, ...]
    cells: tuple[tuple[str | None, ...], ...]
    index_name: str = ""


@dataclass(frozen=True)
class TreeEntryRecord:
    """One child of a container."""

    key: str
    type_name: str
    text: str
    child_count: int = 0


@dataclass(frozen=True)
class TreeRecord:
    """Children of a container; see `core.model.preview.TreePage`."""

    path: tuple[int, ...]
    first: int
    total: int
    entries: tuple[TreeEntryRecord, ...]


# --------------------------------------------------------------------------- requests


@dataclass(frozen=True)
class Load:
    """Import `modules` with `import_paths` in front of sys.path, and report the graph.

    A second `Load` replaces the first: modules below `root` are purged and imported afresh,
    held values stay where their code and all upstream of them are unchanged.
    Answers: any number of `NodesFound`, then `Loaded`.
    """

    ticket: int
    root: str
    import_paths: tuple[str, ...]
    modules: tuple[ModuleSpec, ...]
    config: dict[str, Any] = field(default_factory=dict[str, Any])


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


@dataclass(frozen=True)
class Peek:
    """Look at a held value. For tables the window counts, for trees `path` and `row`/`rows`.

    Answer: `Peeked`.
    """

    ticket: int
    node: str
    row: int = 0
    rows: int = 200
    column: int = 0
    columns: int = 50
    path: tuple[int, ...] = ()


@dataclass(frozen=True)
class Cancel:
    """End the run `ticket` before its next node. Read on a thread of its own, also mid-run."""

    ticket: int


@dataclass(frozen=True)
class Ping:
    """Ask for a `Pong`; answered on a thread of its own, also mid-run."""

    ticket: int


@dataclass(frozen=True)
class Stacks:
    """Ask where every thread is; answered on a thread of its own. Answer: `StacksTaken`."""

    ticket: int


# --------------------------------------------------------------------------- events


@dataclass(frozen=True)
class Hello:
    """First event of a worker, before any user code. `packages` maps names to versions.

    `hamilton` is empty when it is not installed. `problems` say what is missing, each with the
    command that mends it.
    """

    protocol: int
    pid: int
    python: str
    executable: str
    hamilton: str = ""
    packages: dict[str, str] = field(default_factory=dict[str, str])
    problems: tuple[ProblemRecord, ...] = ()


@dataclass(frozen=True)
class NodesFound:
    """Some nodes of the graph being loaded, in a stable order."""

    ticket: int
    nodes: tuple[NodeRecord, ...]


@dataclass(frozen=True)
class Loaded:
    """The graph is complete. `modules` are the names that were imported.

    `held` names the nodes whose values are still there after a reload.
    """

    ticket: int
    problems: tuple[ProblemRecord, ...]
    modules: tuple[str, ...]
    seconds: float
    held: tuple[str, ...] = ()


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


@dataclass(frozen=True)
class Peeked:
    """A look at a value. `kind` is table, tree, text, image or opaque.

    For an image the frame's body is the PNG and `shape` its (width, height) in pixels.
    `text` is the text, or for opaque values what is said of them.
    """

    ticket: int
    node: str
    kind: str
    type_name: str
    shape: tuple[int, ...] = ()
    table: TableRecord | None = None
    tree: TreeRecord | None = None
    text: str = ""
    is_cut: bool = False
    facts: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Pong:
    """Answer to `Ping`."""

    ticket: int


@dataclass(frozen=True)
class StacksTaken:
    """Answer to `Stacks`: the last lines of each thread's stack, by thread name."""

    ticket: int
    stacks: dict[str, str]


@dataclass(frozen=True)
class Beat:
    """A sign of life, twice a second. `memory` is the resident size in bytes, 0 when unknown."""

    node: str | None
    seconds: float
    memory: int


@dataclass(frozen=True)
class Noticed:
    """Something a person should know that is no failure: output capped, input asked for."""

    node: str | None
    message: str


Request = Load | Execute | Peek | Cancel | Ping | Stacks
Event = (
    Hello
    | NodesFound
    | Loaded
    | Refused
    | RunStarted
    | NodeStarted
    | NodeEnded
    | NodesEnded
    | CheckEnded
    | RunEnded
    | Peeked
    | Pong
    | StacksTaken
    | Beat
    | Noticed
)
