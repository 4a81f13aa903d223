"""Runs of earlier, as they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.model.graph import NodeId
from core.model.record import Record
from core.model.run import Failure, NodeRun, Run, RunStatus


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a run was made with. `commit` is the project's git commit, empty without git.

    `inputs` and `overrides` are the values handed in, as text; `config` is JSON. `packages` are
    the versions of what the interpreter has; `python` is its own. `is_dirty` says whether files
    differed from the commit, None when that is not known.
    """

    inputs: Mapping[NodeId, str] = field(default_factory=dict[NodeId, str])
    overrides: Mapping[NodeId, str] = field(default_factory=dict[NodeId, str])
    config: str = ""
    python: str = ""
    packages: Mapping[str, str] = field(default_factory=dict[str, str])
    commit: str = ""
    is_dirty: bool | None = None


@dataclass(frozen=True, slots=True)
class PastRun:
    """One run of earlier, without its nodes. `id` is the store's own, not that of `Run`.

    `started` is seconds since the epoch. `failed` is the node that failed. `is_good` runs are
    what later ones are compared with; they are never pruned.
    """

    id: int
    started: float
    targets: tuple[NodeId, ...] = ()
    status: RunStatus = RunStatus.RUNNING
    seconds: float | None = None
    node_count: int = 0
    failed: NodeId | None = None
    message: str = ""
    is_good: bool = False
    note: str = ""
    circumstances: Circumstances = field(default_factory=Circumstances)


@dataclass(frozen=True, slots=True)
class PastOutcome:
    """What is kept of the nodes of a run: how they ended, and what came out in figures."""

    run: PastRun
    nodes: Mapping[NodeId, NodeRun]
    records: Mapping[NodeId, Record]

    def as_run(self) -> Run:
        """Return the run as it was when it ended, as far as that is kept; its number is below 0."""
        past = self.run
        type, _, message = past.message.partition(": ")
        return Run(
            -past.id,
            past.targets,
            self.nodes,
            past.status,
            past.started,
            past.seconds,
            Failure(past.failed, type, message) if past.message else None,
        )
