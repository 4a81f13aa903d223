"""What is to be seen, as values: decided here, drawn by the canvas."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from core.grouping import CardId, GroupBy, GroupId
from core.layout import Layout
from core.model.freshness import Freshness
from core.model.graph import Graph, Node, NodeId, NodeKind
from core.model.problem import Problem
from core.model.run import CheckResult, NodeRun, Status
from core.picture import tints, words
from core.picture.areas import Areas
from core.picture.colouring import Colouring
from core.picture.geometry import Geometry
from core.picture.lineage import Lineage
from core.picture.spotlight import Spotlight
from core.picture.wiring import Wiring
from core.viewing import Closed, Seen

_MOST_FLOWS = 12
"""Parents whose rows a tip names."""
KINDS = tuple(NodeKind)
STATUSES = tuple(Status)


class Emphasis(IntEnum):
    """How a card or wire stands to what is selected or lit; the higher draws over the lower."""

    NORMAL = 0
    DIMMED = 1
    LIT = 2
    DOWNSTREAM = 3
    UPSTREAM = 4
    SLOWEST = 5
    """On the path that a run took longest for."""
    MARKED = 6
    """Among several that the person chose."""
    SELECTED = 7


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
    STALE = 128
    NEW = 256
    EDITED = 512
    PINNED = 1024


@dataclass(frozen=True, slots=True)
class Card:
    """How one card looks: equal cards are drawn alike.

    `note` is what is said of the last run, empty when there is nothing to say; `tag_count` is
    the number of tags. `tint` is one of `core.picture.tints`.
    """

    title: str
    subtitle: str
    kind: NodeKind
    status: Status
    note: str
    marks: Mark
    tag_count: int
    emphasis: Emphasis
    group: GroupBy | None = None
    """What the nodes of a closed group have in common; None for the card of one node."""
    tint: int = tints.NONE


@dataclass(frozen=True, eq=False)
class Faces:
    """What stays the same while a graph and its layout do. Arrays are in the layout's order.

    Where groups are closed, or parts left out, `seen` says what is seen of the graph, `closed`
    has the cards that are groups, and `lineage` what lies below cards and wires. A group stands
    among `nodes` as a bare one.
    """

    graph: Graph
    layout: Layout
    geometry: Geometry
    wiring: Wiring
    ids: tuple[CardId, ...]
    nodes: tuple[Node, ...]
    index: Mapping[str, int]
    kinds: NDArray[np.int8]
    """Places in `KINDS`."""
    marks: NDArray[np.uint16]
    seen: Seen | None = None
    closed: Mapping[int, Closed] = field(default_factory=dict[int, Closed])
    lineage: Lineage | None = None
    areas: Areas | None = None
    """The modules, where there are too many cards to be told apart from far."""

    def place_of(self, name: str | None) -> int | None:
        """Return the card of a node or closed group, or the closed group that a node is in."""
        if name is None:
            return None
        place = self.index.get(name)
        if place is None and self.seen is not None:
            card = self.seen.card_of(NodeId(name))
            place = None if card is None else self.index.get(card)
        return place

    @cached_property
    def is_closed(self) -> NDArray[np.bool_]:
        """Which cards are closed groups."""
        closed = np.zeros(len(self.ids), bool)
        closed[list(self.closed)] = True
        return closed

    @cached_property
    def below(self) -> Lineage:
        """The wiring of the nodes; where nothing is folded that of the cards."""
        if self.lineage is not None:
            return self.lineage
        cards, wires = len(self.ids), len(self.layout.edges)
        ones = np.ones(wires, np.int64)
        return Lineage(self.wiring, np.arange(cards), np.arange(wires), ones)

    def start_of(self, card: int, chosen: CardId) -> Iterable[int]:
        """Return where `below` a walk from a card starts: a node, or all in a closed group."""
        if self.lineage is None:
            return (card,)
        if card in self.closed and chosen in self.graph.nodes:
            return [place for place, node in enumerate(self.graph.nodes) if node == chosen]
        return np.flatnonzero(self.lineage.cards == card).tolist()

    @cached_property
    def places(self) -> NDArray[np.integer]:
        """The card of each of the graph's nodes, -1 for one that has none."""
        if self.lineage is not None:
            return self.lineage.cards
        found = (self.index.get(id, -1) for id in self.graph.nodes)
        return np.fromiter(found, np.int32, len(self.graph.nodes))


@dataclass(frozen=True, eq=False)
class Picture:
    """Everything that the canvas shows. Arrays are in the order of `layout.ids`.

    `statuses` holds places in `STATUSES`, `marks` holds `Mark`s, `emphasis` and `wire_emphasis`
    hold `Emphasis`, `tints` those of `core.picture.tints`; `run_ids` are identities of `runs`,
    so that two pictures compare at once. `selected` is the index of the selected card, which
    holds `selected_id`.
    `results`, `checks`, `problems`, `overrides`, `freshness`, `pinned` and `colouring` are what it
    was composed from.
    """

    faces: Faces
    runs: tuple[NodeRun | None, ...]
    run_ids: NDArray[np.int64]
    statuses: NDArray[np.int8]
    marks: NDArray[np.uint16]
    selected_id: CardId | None
    selected: int | None
    spotlight: Spotlight | None
    marked: frozenset[NodeId]
    emphasis: NDArray[np.int8]
    wire_emphasis: NDArray[np.int8]
    results: Mapping[NodeId, NodeRun]
    checks: tuple[CheckResult, ...]
    problems: tuple[Problem, ...]
    overrides: frozenset[NodeId]
    freshness: Freshness
    pinned: frozenset[NodeId]
    tints: NDArray[np.int8]
    colouring: Colouring | None

    @property
    def layout(self) -> Layout:
        """Where everything lies."""
        return self.faces.layout

    @property
    def geometry(self) -> Geometry:
        """The layout as it is drawn and searched."""
        return self.faces.geometry

    @property
    def said(
        self,
    ) -> tuple[
        tuple[CheckResult, ...],
        tuple[Problem, ...],
        frozenset[NodeId],
        Freshness,
        frozenset[NodeId],
    ]:
        """What the marks were made from."""
        return self.checks, self.problems, self.overrides, self.freshness, self.pinned

    @property
    def is_lit(self) -> bool:
        """Whether some cards stand out, and others are dimmed."""
        return self.selected is not None or self.spotlight is not None or bool(self.marked)

    @cached_property
    def running(self) -> NDArray[np.intp]:
        """Indices of the cards whose nodes are running."""
        return np.flatnonzero(self.statuses == STATUSES.index(Status.RUNNING))

    @cached_property
    def failed(self) -> NDArray[np.intp]:
        """Indices of the cards whose nodes failed."""
        return np.flatnonzero(self.statuses == STATUSES.index(Status.FAILED))

    def id_of(self, index: int) -> CardId:
        """Return the node, or the closed group, that a card stands for."""
        return self.faces.ids[index]

    def node_at(self, index: int) -> NodeId | None:
        """Return the node that a card stands for, None for a closed group."""
        return None if index in self.faces.closed else NodeId(self.faces.ids[index])

    def group_at(self, index: int) -> GroupId | None:
        """Return the closed group that a card stands for, None for a node."""
        closed = self.faces.closed.get(index)
        return None if closed is None else closed.group.id

    def nodes_of(self, cards: Iterable[int]) -> frozenset[NodeId]:
        """Return the nodes that some cards stand for, those in closed groups among them."""
        ids, closed = self.faces.ids, self.faces.closed
        if not closed:
            return frozenset(NodeId(ids[card]) for card in cards)
        each = (closed[c].nodes if c in closed else (NodeId(ids[c]),) for c in cards)
        return frozenset(chain.from_iterable(each))

    def index_of(self, card: CardId | None) -> int | None:
        """Return the card of a node or closed group, None when it has none.

        That of a node inside a closed group is the group's.
        """
        return self.faces.place_of(card)

    def card(self, index: int, emphasis: Emphasis = Emphasis.NORMAL) -> Card:
        """Return how a card looks."""
        if index in self.faces.closed:
            return self._group_card(index, emphasis)
        node, run = self.faces.nodes[index], self.runs[index]
        marks = Mark(int(self.marks[index]))
        note = words.last_run(run) if run else ""
        if Mark.STALE in marks:
            note = " · ".join(filter(None, ("stale", note)))
        if self.spotlight:
            note = self.spotlight.notes.get(node.id, note)
        return Card(
            title=node.id,
            subtitle=words.short_type(node.type_name),
            kind=node.kind,
            status=STATUSES[int(self.statuses[index])],
            note=note or ("given value" if Mark.OVERRIDE in marks else ""),
            marks=marks,
            tag_count=len(node.tags),
            emphasis=emphasis,
            tint=int(self.tints[index]),
        )

    def _group_card(self, index: int, emphasis: Emphasis) -> Card:
        closed, run = self.faces.closed[index], self.runs[index]
        return Card(
            title=closed.group.title,
            subtitle=words.members(closed),
            kind=self.faces.nodes[index].kind,
            status=STATUSES[int(self.statuses[index])],
            note=run.summary if run else "",
            marks=Mark(int(self.marks[index])),
            tag_count=0,
            emphasis=emphasis,
            tint=int(self.tints[index]),
            group=closed.group.by,
        )

    def tip(self, index: int) -> str:
        """Return the tool tip of a card, as rich text."""
        if closed := self.faces.closed.get(index):
            failed = (n for n in closed.nodes if _has_failed(self.results.get(n)))
            return words.group_tip(closed, self.runs[index], tuple(failed))
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
        if node.approximate:
            said.append("As far as its text tells: its module has not been imported.")
        said += self.freshness.said_of(node.id)
        flows = (words.flow(p.source, self.results.get(p.source)) for p in node.parameters)
        said += list(filter(None, flows))[:_MOST_FLOWS]
        if begun := words.nulls_begun(self.runs[index]):
            said.append(begun)
        return words.tip(node, self.runs[index], tuple(said))

    def sentence(self) -> str:
        """Return the picture as a screen reader says it."""
        closed = self.faces.closed
        told = f"{words.counted(len(self.faces.nodes) - len(closed), 'node')}"
        told += f", {words.counted(len(closed), 'closed group')}." if closed else "."
        if self.selected is None:
            return f"{told} Nothing selected."
        if self.selected in closed:
            card = self.card(self.selected)
            said = ", ".join(filter(None, (card.title, card.subtitle, card.note)))
            return f"{told} Selected: closed group {said}."
        node, run = self.faces.nodes[self.selected], self.runs[self.selected]
        return f"{told} Selected: {words.sentence(node, run)}."


def _has_failed(run: NodeRun | None) -> bool:
    return run is not None and run.status is Status.FAILED
