"""What the commands of the terminal are asked for, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.model.case import Demand
from core.model.project import Json
from core.model.tracing import Symptom
from explorer.options import WindowOptions


@dataclass(frozen=True, slots=True)
class ProjectOptions:
    """What to load, for every command that has no window."""

    targets: tuple[str, ...]
    config: Mapping[str, Json]
    python: Path | None
    is_trusted: bool
    is_json: bool


@dataclass(frozen=True, slots=True)
class GraphOptions:
    """`graph`: print the graph, or the part of it that the selection `select` picks."""

    project: ProjectOptions
    select: str = ""
    is_static: bool = False
    """Whether the graph is read from the text of the modules, running nothing."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """`run`: compute the nodes `to` and print their first `rows` rows.

    `select` is a selection of more nodes to compute. `inputs` and `overrides` are as typed, by
    node. `is_kept` runs go to the history; with `is_good` the run is pinned if it ends well.
    """

    project: ProjectOptions
    to: tuple[str, ...]
    inputs: Mapping[str, str]
    overrides: Mapping[str, str]
    rows: int
    is_forced: bool
    is_verbose: bool
    select: str = ""
    is_kept: bool = True
    is_good: bool = False


@dataclass(frozen=True, slots=True)
class TraceOptions:
    """`trace`: compute what `run` says, and find where something bad in its value began.

    Without a `symptom` all are looked for. `rows` is an expression over the columns, for only
    some rows; empty for all. With `is_verifying` nodes run again to see whether suspects are right.
    """

    run: RunOptions
    column: str | None
    symptom: Symptom | None
    rows: str
    baseline: str = ""
    """The name of a good run to compare with; empty for none."""
    is_verifying: bool = False

    @property
    def select(self) -> str:
        """The selection that was typed, as for other commands."""
        return self.run.select


@dataclass(frozen=True, slots=True)
class CompareOptions:
    """`compare`: put the run `after` beside the run `before`.

    Both are names: a number, `last`, `good`, `now` or a git revision. `run` says what to compute
    for those that are not kept; of `nodes` rows are compared too, and `run.rows` of each sort told.
    """

    run: RunOptions
    before: str
    after: str
    nodes: tuple[str, ...] = ()

    @property
    def select(self) -> str:
        """The selection that was typed, as for other commands."""
        return self.run.select


@dataclass(frozen=True, slots=True)
class RunsOptions:
    """`runs`: list the newest `count` runs, after changing some, which are named as for `compare`.

    `pin` is to be good, `unpin` no longer, `delete` is to be forgotten; `note` is what to say of
    which. Empty where nothing is to change.
    """

    project: ProjectOptions
    count: int = 20
    pin: str = ""
    unpin: str = ""
    delete: str = ""
    note: tuple[str, str] = ("", "")
    select: str = ""


@dataclass(frozen=True, slots=True)
class ChecksOptions:
    """`checks`: suggest checks for `nodes` from good runs; for all nodes where none is named."""

    project: ProjectOptions
    nodes: tuple[str, ...]
    select: str = ""


@dataclass(frozen=True, slots=True)
class ShrinkOptions:
    """`shrink`: compute what `run` says, and find the smallest input that still goes wrong.

    Without a `symptom` the node has to raise; `value` is the category that was not to be. With an
    `ancestor` its value is made smaller, and all that lies between runs. `test` is where a test of
    it is to be written, which finds `asserts`: what, and in which column, how many, or which value.
    With a `sample` the test is of so many rows of the input, and nothing is shrunk.
    """

    run: RunOptions
    column: str | None
    symptom: Symptom | None
    seconds: float
    test: Path | None
    asserts: tuple[tuple[Demand, str], ...]
    sample: int = 0
    ancestor: str = ""
    value: str = ""

    @property
    def select(self) -> str:
        """The selection that was typed, as for other commands."""
        return self.run.select


TerminalOptions = (
    GraphOptions
    | RunOptions
    | TraceOptions
    | ShrinkOptions
    | CompareOptions
    | RunsOptions
    | ChecksOptions
)
Options = WindowOptions | TerminalOptions
