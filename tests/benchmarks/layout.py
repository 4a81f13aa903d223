"""The layout engine against Graphviz `dot` and fast-sugiyama, and how stable a change leaves it."""

import time
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from core.layout import Direction, Layout, Topology, place
from core.layout.polishing import polished
from tests.benchmarks.dataflows import Dataflow, dataflow
from tests.benchmarks.figure import Figure, at_most
from tests.benchmarks.peers import LIMIT, Drawing, Peer, drawing_of

ASKED_SECONDS = {200: None, 1000: 0.06, 5000: 0.35, 20_000: 1.2, 50_000: 5.0}
POLISHED = (60, 300, 500, 1000)
ASKED_CROSSINGS = {300: 1.05, 500: 1.05, 1000: 1.05}
SEEDS = (7, 8, 9)
STABLE_NODES, CHANGED = 1000, 5
ASKED_INVERTED, ASKED_STABLE_SECONDS = 1.5, 0.02


def measure() -> list[Figure]:
    """Times, crossings and wire lengths at five sizes; polished ones over dot's; stability."""
    dot = Peer("dot")
    peers = [peer for peer in (dot, Peer("fast-sugiyama")) if peer.is_there]
    sizes = (figure for count in ASKED_SECONDS for figure in beside(count, peers))
    return [*sizes, *polishing(dot), *stability()]


def beside(count: int, peers: Sequence[Peer]) -> list[Figure]:
    """What our engine and others make of one dataflow; one figure for each of the others."""
    topology = dataflow(count).topology
    runs = 5 if count <= 5000 else 2
    ours = drawing_of(place(topology), min(seconds(lambda: place(topology)) for _ in range(runs)))
    theirs = [(peer.name, peer.draw(count)) for peer in peers]
    nodes = f"{count:,} nodes"
    return [
        *against(f"layout of {nodes}", ours, theirs, "seconds", "s", ASKED_SECONDS[count]),
        *against(f"drawn crossings of {nodes}", ours, theirs, "crossings", ""),
        *against(f"wire length of {nodes}", ours, theirs, "length", "px"),
    ]


def against(
    what: str,
    ours: Drawing,
    theirs: Iterable[tuple[str, Drawing | None]],
    of: str,
    unit: str,
    asked: float | None = None,
) -> list[Figure]:
    """One measure of a drawing, beside that of each peer that has it."""
    value, figures = getattr(ours, of), list[Figure]()
    for name, drawing in theirs:
        known = None if drawing is None else getattr(drawing, of)
        if known is not None:
            figures.append(at_most(f"{what} (peer: {name})", value, unit, asked, known))
        elif of == "seconds":
            late = f"{what} (peer: {name}, over the limit of {LIMIT:g} s)"
            figures.append(at_most(late, value, unit, asked))
    return figures or [at_most(what, value, unit, asked)]


def polishing(dot: Peer) -> list[Figure]:
    """Geometric means over some dataflows of ratios to what `dot` draws."""
    figures: list[Figure] = []
    for count in POLISHED:
        known = [(dataflow(count, seed).topology, dot.draw(count, seed)) for seed in SEEDS]
        pairs = [(topology, drawing) for topology, drawing in known if drawing is not None]
        if not pairs:
            continue
        first = [(drawing_of(place(topology)), theirs) for topology, theirs in pairs]
        best = [
            (drawing_of(polished(topology, Direction.RIGHT) or place(topology)), theirs)
            for topology, theirs in pairs
        ]
        nodes = f"{count:,} nodes, over dot's"
        asked = ASKED_CROSSINGS.get(count)
        figures += [
            at_most(f"drawn crossings of {nodes}", mean_ratio(first, "crossings"), "x"),
            at_most(f"the same, polished, {nodes}", mean_ratio(best, "crossings"), "x", asked),
            at_most(f"wire length, polished, {nodes}", mean_ratio(best, "length"), "x"),
        ]
    return figures


def stability() -> list[Figure]:
    """What common changes do to a layout of a thousand cards, and how long it takes."""
    flow = dataflow(STABLE_NODES)
    random = np.random.default_rng(3)
    kept = np.ones(STABLE_NODES, bool)
    kept[random.choice(STABLE_NODES, CHANGED, replace=False)] = False
    whole, edited, closed = flow.topology, part(flow, kept), with_closed(flow, 3)
    return [
        *changed(f"after an edit that drops {CHANGED} of {STABLE_NODES:,} nodes", whole, edited),
        *changed(f"when the worker's graph has {CHANGED} of them more", edited, whole),
        *changed("when a module is closed", whole, closed),
        *changed("when a module is opened", closed, whole),
    ]


def changed(how: str, before: Topology, after: Topology) -> list[Figure]:
    """Order inverted and time taken when one graph takes the place of another."""
    previous = place(before)
    layout = place(after, previous=previous)
    best = min(seconds(lambda: place(after, previous=previous)) for _ in range(5))
    share = inverted(previous, layout)
    return [
        at_most(f"order within columns inverted {how}", share, "%", ASKED_INVERTED),
        at_most(f"layout {how}", best, "s", ASKED_STABLE_SECONDS),
    ]


def part(flow: Dataflow, kept: NDArray[np.bool_]) -> Topology:
    """The topology of some nodes of a dataflow."""
    number = np.cumsum(kept) - 1
    ends = number[flow.edges[kept[flow.edges].all(axis=1)]].astype(np.int32)
    names = tuple(name for name, stays in zip(flow.names, kept, strict=True) if stays)
    return Topology(names, flow.topology.sizes[kept], ends)


def with_closed(flow: Dataflow, module: int) -> Topology:
    """The topology of a dataflow, one module of which is drawn as one card, the last one."""
    stays = flow.modules != module
    number = np.where(stays, np.cumsum(stays) - 1, stays.sum())
    ends = np.unique(number[flow.edges], axis=0)
    ends = ends[ends[:, 0] != ends[:, 1]].astype(np.int32)
    names = (*(flow.names[i] for i in np.flatnonzero(stays)), f"module {module}")
    sizes = np.vstack([flow.topology.sizes[stays], [[180.0, 52.0]]])
    return Topology(names, sizes, ends)


def inverted(before: Layout, after: Layout) -> float:
    """Percentage of pairs in one column before that stand the other way round afterwards."""
    index = {name: i for i, name in enumerate(before.ids)}
    known = np.array([name in index for name in after.ids])
    same = np.array([index[name] for name in after.ids if name in index])
    column, was = before.boxes[same, 0].round(), before.boxes[same, 1]
    now = after.boxes[known, 1]
    pairs = np.triu(column[:, None] == column, 1)
    turned = np.sign(was[:, None] - was) * np.sign(now[:, None] - now) < 0
    return 100 * float((turned & pairs).sum() / pairs.sum())


def seconds(action: Callable[[], object]) -> float:
    """Wall time of one call."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def mean_ratio(pairs: list[tuple[Drawing, Drawing]], of: str) -> float:
    """The geometric mean of ratios, each side raised by one so that zeros compare."""
    ratios = [(getattr(ours, of) + 1) / (getattr(theirs, of) + 1) for ours, theirs in pairs]
    return float(np.exp(np.mean(np.log(ratios))))
