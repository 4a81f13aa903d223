"""What is to be seen, as values: decided here, drawn by the canvas."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core.layout import Layout
from core.model.graph import Graph, Node, NodeId, NodeKind
from core.model.problem import Problem
from core.model.run import CheckResult, NodeRun, Status
from core.picture import words
from core.picture.geometry import Geometry
from core.picture.wiring import Wiring

KINDS = tuple(NodeKind)
STATUSES = tuple(Status)


class Emphasis(IntEnum):
    """How a card or wire stands to the selected node; the higher draws over the lower."""

    NORMAL = 0
    DIMMED = 1
    DOWNSTREAM = 2
    UPSTREAM = 3
    SELECTED = 4


class Mark(IntFlag):
    """Small signs on a card."""

    NONE = 0
    CHECK_PASSED = 1
    CHECK_WARNED = 2
    CHECK_FAILED = 4
    OVERRIDE = 8
    PROBLEM = 16
    SIDE_EFFECTS = 32
    APPROXIMATE = 64


@dataclass(frozen=True, slots=True)
class Card:
    """How one card looks: equal cards are drawn alike.

    `note` is what is said of the last run, empty when there is nothing to say; `tag_count` is
    the number of tags.
    """

    title: str
    subtitle: str
    kind: NodeKind
    status: Status
    note: str
    marks: Mark
    tag_count: int
    emphasis: Emphasis


@dataclass(frozen=True, eq=False)
class Faces:
    """What stays the same while a graph and its layout do. Arrays are in the layout's order."""

    graph: Graph
    layout: Layout
    geometry: Geometry
    wiring: Wiring
    ids: tuple[NodeId, ...]
    nodes: tuple[Node, ...]
    index: Mapping[str, int]
    kinds: NDArray[np.int8]
    """Places in `KINDS`."""
    marks: NDArray[np.uint16]


@dataclass(frozen=True, eq=False)
class Picture:
    """Everything that the canvas shows. Arrays are in the order of `layout.ids`.

    `statuses` holds places in `STATUSES`, `marks` holds `Mark`s, `emphasis` and `wire_emphasis`
    hold `Emphasis`; `run_ids` are identities of `runs`, so that two pictures compare at once.
    `selected` is the index of the selected card. `results`, `checks`, `problems` and
    `overrides` are what it was composed from.
    """

    faces: Faces
    runs: tuple[NodeRun | None, ...]
    run_ids: NDArray[np.int64]
    statuses: NDArray[np.int8]
    marks: NDArray[np.uint16]
    selected: int | None
    emphasis: NDArray[np.int8]
    wire_emphasis: NDArray[np.int8]
    results: Mapping[NodeId, NodeRun]
    checks: tuple[CheckResult, ...]
    problems: tuple[Problem, ...]
    overrides: frozenset[NodeId]

    @property
    def layout(self) -> Layout:
        """Where everything lies."""
        return self.faces.layout

    @property
    def geometry(self) -> Geometry:
        """The layout as it is drawn and searched."""
        return self.faces.geometry

    @cached_property
    def running(self) -> NDArray[np.intp]:
        """Indices of the cards whose nodes are running."""
        return np.flatnonzero(self.statuses == STATUSES.index(Status.RUNNING))

    @cached_property
    def failed(self) -> NDArray[np.intp]:
        """Indices of the cards whose nodes failed."""
        return np.flatnonzero(self.statuses == STATUSES.index(Status.FAILED))

    def id_of(self, index: int) -> NodeId:
        """Return the node that a card stands for."""
        return self.faces.ids[index]

    def index_of(self, node: NodeId | None) -> int | None:
        """Return the card of a node, None when it has none."""
        return None if node is None else self.faces.index.get(node)

    def card(self, index: int, emphasis: Emphasis = Emphasis.NORMAL) -> Card:
        """Return how a card looks."""
        node, run = self.faces.nodes[index], self.runs[index]
        marks = Mark(int(self.marks[index]))
        note = words.last_run(run) if run else ""
        return Card(
            title=node.id,
            subtitle=words.short_type(node.type_name),
            kind=node.kind,
            status=STATUSES[int(self.statuses[index])],
            note=note or ("given value" if Mark.OVERRIDE in marks else ""),
            marks=marks,
            tag_count=len(node.tags),
            emphasis=emphasis,
        )

    def tip(self, index: int) -> str:
        """Return the tool tip of a card, as rich text."""
        node = self.faces.nodes[index]
        said = [p.message for p in self.problems if p.node == node.id]
        said += [
            f"Check {'passed' if c.passed else 'failed'}: {words.first_line(c.message) or c.check}"
            for c in self.checks
            if c.node == node.id
        ]
        if node.id in self.overrides:
            said.append("Uses a given value instead of computing.")
        if node.has_side_effects:
            said.append("Writes outside the dataflow.")
        return words.tip(node, self.runs[index], tuple(said))

    def sentence(self) -> str:
        """Return the picture as a screen reader says it."""
        count = len(self.faces.nodes)
        told = "1 node." if count == 1 else f"{count:,} nodes."
        if self.selected is None:
            return f"{told} Nothing selected."
        node, run = self.faces.nodes[self.selected], self.runs[self.selected]
        return f"{told} Selected: {words.sentence(node, run)}."
