"""Graph, layout, results and selection -> Picture."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.grouping import CardId
from core.layout import Layout
from core.model.freshness import Freshness
from core.model.graph import Graph, Node, NodeId
from core.model.problem import Problem
from core.model.run import CheckResult, NodeRun, Status
from core.picture.areas import areas
from core.picture.change import differing
from core.picture.colouring import Colouring, card_tints
from core.picture.geometry import trace
from core.picture.light import light
from core.picture.lineage import lineage
from core.picture.picture import KINDS, STATUSES, Faces, Mark, Picture
from core.picture.spotlight import Spotlight
from core.picture.tints import NONE
from core.picture.wiring import Wiring
from core.picture.words import tallied
from core.viewing import Seen, tally

_IDLE = STATUSES.index(Status.IDLE)
_CHECKS = Mark.CHECK_PASSED | Mark.CHECK_WARNED | Mark.CHECK_FAILED


class _Outcome(NamedTuple):
    runs: tuple[NodeRun | None, ...]
    run_ids: NDArray[np.int64]
    statuses: NDArray[np.int8]


def compose(
    graph: Graph,
    layout: Layout,
    results: Mapping[NodeId, NodeRun],
    checks: tuple[CheckResult, ...] = (),
    problems: tuple[Problem, ...] = (),
    overrides: frozenset[NodeId] = frozenset(),
    selected: CardId | None = None,
    previous: Picture | None = None,
    colouring: Colouring | None = None,
    spotlight: Spotlight | None = None,
    marked: frozenset[NodeId] = frozenset(),
    seen: Seen | None = None,
    freshness: Freshness | None = None,
) -> Picture:
    """Return what is to be seen; where groups are closed or parts left out, of a graph as `seen`.

    The layout says which cards there are; one that the graph does not know is shown bare. Give
    the `previous` picture and only what differs from it is worked out anew: the first picture of
    a graph costs about 2 microseconds a node and wire, a change of selection or results a
    hundredth of that. May be called on any thread.
    """
    pinned = seen.lens.pinned if seen else frozenset[NodeId]()
    seen = None if seen is None or seen.is_whole else seen
    before = previous if previous and is_of(previous, graph, layout, seen) else None
    faces = before.faces if before else _faces(graph, layout, seen)
    outcome = _outcome(faces, results, before)
    said = checks, problems, overrides, freshness or Freshness(), pinned
    marks = _marks(faces, *said, before)
    lit = light(faces, selected, spotlight, marked, before)
    tints = _tints(faces, colouring, before)
    return Picture(faces, *outcome, marks, *lit, results, *said, tints, colouring)


def is_of(picture: Picture, graph: Graph, layout: Layout, seen: Seen | None) -> bool:
    """Whether a picture shows this graph in this layout, seen this way."""
    faces = picture.faces
    seen = None if seen is None or seen.is_whole else seen
    return faces.graph is graph and faces.layout is layout and faces.seen is seen


def _faces(graph: Graph, layout: Layout, seen: Seen | None) -> Faces:
    nodes = tuple(graph.nodes.get(NodeId(id)) or Node(NodeId(id)) for id in layout.ids)
    place = {kind: code for code, kind in enumerate(KINDS)}
    kinds = np.fromiter((place[node.kind] for node in nodes), np.int8, len(nodes))
    marks = _own_marks(nodes)
    index = {id: i for i, id in enumerate(layout.ids)}
    wiring = Wiring(len(nodes), layout.edges)
    ids = tuple(node.id for node in nodes)
    faces = Faces(graph, layout, trace(layout), wiring, ids, nodes, index, kinds, marks)
    modules = [node.module for node in nodes]
    if seen is None:
        return replace(faces, areas=areas(modules, layout))
    closed = {index[id]: one for id, one in seen.closed.items() if id in index}
    for card, one in closed.items():
        modules[card] = graph.nodes[one.nodes[0]].module
    below = lineage(seen, layout)
    return replace(faces, seen=seen, closed=closed, lineage=below, areas=areas(modules, layout))


def _own_marks(nodes: tuple[Node, ...]) -> NDArray[np.uint16]:
    marks = np.zeros(len(nodes), np.uint16)
    for mark, holds in (
        (Mark.SIDE_EFFECTS, (node.has_side_effects for node in nodes)),
        (Mark.APPROXIMATE, (node.approximate for node in nodes)),
    ):
        marks[np.fromiter(holds, bool, len(nodes))] |= int(mark)
    return marks


def _outcome(faces: Faces, results: Mapping[NodeId, NodeRun], before: Picture | None) -> _Outcome:
    if before and before.results is results:
        return _Outcome(before.runs, before.run_ids, before.statuses)
    runs: list[NodeRun | None] = [None] * len(faces.ids)
    fresh = list(results)
    if before:
        fresh = differing(before.results, results)
        runs[:] = before.runs
        run_ids, statuses = before.run_ids.copy(), before.statuses.copy()
    else:
        run_ids = np.full(len(runs), id(None), np.int64)
        statuses = np.full(len(runs), _IDLE, np.int8)
    place = {status: code for code, status in enumerate(STATUSES)}
    for i in {i for node in fresh if (i := faces.place_of(node)) is not None}:
        run = runs[i] = _run_of(faces, i, results, runs[i])
        run_ids[i] = id(run)
        statuses[i] = place[run.status] if run else _IDLE
    return _Outcome(tuple(runs), run_ids, statuses)


def _run_of(
    faces: Faces, card: int, results: Mapping[NodeId, NodeRun], before: NodeRun | None
) -> NodeRun | None:
    """Return a node's newest run, or all that is to be said of those in a closed group."""
    closed = faces.closed.get(card)
    if closed is None:
        return results.get(NodeId(faces.ids[card]))
    known = tally(map(results.get, closed.nodes))
    run = NodeRun(known.status, known.seconds, tallied(known)) if known.counts else None
    return before if before == run else run


def _marks(
    faces: Faces,
    checks: tuple[CheckResult, ...],
    problems: tuple[Problem, ...],
    overrides: frozenset[NodeId],
    freshness: Freshness,
    pinned: frozenset[NodeId],
    before: Picture | None,
) -> NDArray[np.uint16]:
    sources = (checks, problems, overrides, freshness, pinned)
    if before and before.said == sources:
        return before.marks
    found = [(node, _check_mark(check)) for check in checks for node in (check.node, check.check)]
    found += [(problem.node or problem.function, Mark.PROBLEM) for problem in problems]
    found += [(node, Mark.OVERRIDE) for node in overrides]
    found += [(node, Mark.PINNED) for node in pinned]
    found += [(node, Mark.STALE) for node in freshness.stale]
    edits = freshness.edits.items()
    found += [(node, Mark.NEW if edit.is_new else Mark.EDITED) for node, edit in edits]
    marks = faces.marks.copy()
    for name, mark in found:
        if (i := faces.place_of(name)) is not None:
            marks[i] = _joined(Mark(int(marks[i])), mark)
    return marks


def _tints(faces: Faces, colouring: Colouring | None, before: Picture | None) -> NDArray[np.int8]:
    if before and before.colouring is colouring:
        return before.tints
    if colouring is None or colouring.graph is not faces.graph:
        tints = np.full(len(faces.ids), NONE, np.int8)
    else:
        tints = card_tints(colouring, faces.places, len(faces.ids))
    # the same array tells the canvas that there is nothing to paint
    return before.tints if before and np.array_equal(before.tints, tints) else tints


def _check_mark(check: CheckResult) -> Mark:
    if check.passed:
        return Mark.CHECK_PASSED
    return Mark.CHECK_WARNED if check.importance == "warn" else Mark.CHECK_FAILED


def _joined(marks: Mark, new: Mark) -> Mark:
    """Add a mark; of several outcomes of checks only the worst stays."""
    if new & _CHECKS:
        return (marks & ~_CHECKS) | max(marks & _CHECKS, new)
    return marks | new
