"""Runs of earlier, as they are kept."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from core.model.graph import NodeId
from core.model.record import Record
from core.model.run import Failure, NodeRun, Run, RunStatus


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a run was made with. `commit` is the project's git commit, empty without git.

    `inputs` and `overrides` are the values handed in, as text; of those in `cut` only what is
    said of a text that was too long. `config` is JSON. `packages` are the versions of what the
    interpreter has; `python` is its own. `is_dirty` says whether files differed from the commit,
    None when that is not known. `command` is the terminal's that made it; empty for the window.
    """

    inputs: Mapping[NodeId, str] = field(default_factory=dict[NodeId, str])
    overrides: Mapping[NodeId, str] = field(default_factory=dict[NodeId, str])
    config: str = ""
    python: str = ""
    packages: Mapping[str, str] = field(default_factory=dict[str, str])
    commit: str = ""
    is_dirty: bool | None = None
    command: str = ""
    cut: tuple[NodeId, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptValues:
    """Which values of a good run are kept on the disk, for workers to read.

    `missing` has the nodes whose values are not, each with a few words why ("too large"). `size`
    is in bytes.
    """

    nodes: tuple[NodeId, ...] = ()
    missing: Mapping[NodeId, str] = field(default_factory=dict[NodeId, str])
    size: int = 0

    @property
    def said(self) -> str:
        """How much is kept, in words: "38 of 40 values kept; 2 too large"."""
        whole = len(self.nodes) + len(self.missing)
        why = Counter(self.missing.values())
        parts = [f"{count:,} {words}" for words, count in why.most_common()]
        return "; ".join([f"{len(self.nodes):,} of {whole:,} values kept", *parts])


@dataclass(frozen=True, slots=True)
class PastRun:
    """One run of earlier, without its nodes. `id` is the store's own, not that of `Run`.

    `started` is seconds since the epoch. `failed` is the node that failed. `is_good` runs are
    what later ones are compared with; they are never pruned. `kept` tells which of their values
    are on the disk, None when none were asked for.
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
    kept: KeptValues | None = None


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
