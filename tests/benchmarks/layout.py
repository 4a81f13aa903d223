"""The layout engine against Graphviz `dot` and, where it is installed, fast-sugiyama.

`python -m tests.benchmarks.layout dot 1000 7` runs one peer on one generated dataflow in a
process of its own, as `measure` does, and writes its seconds, crossings and wire length as JSON.
"""

import importlib
import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray

from core.layout import Direction, Layout, Topology, drawn_crossings, place
from core.layout.polishing import polished
from tests.benchmarks.dataflows import Dataflow, dataflow
from tests.benchmarks.figure import Figure, at_most

ASKED_SECONDS = {200: None, 1000: 0.06, 5000: 0.35, 20_000: 1.2, 50_000: 5.0}
COMPARED = (60, 300, 500, 1000)
ASKED_CROSSINGS = {300: 1.05, 500: 1.05, 1000: 1.05}
SEEDS = (7, 8, 9)
PEER_SECONDS = 60.0
EXACT = 100_000_000
STABLE_NODES, DROPPED = 1000, 5


class Drawing(TypedDict):
    """What is compared: seconds to make it, crossings and length of what is drawn."""

    seconds: float
    crossings: float
    length: float


def measure() -> list[Figure]:
    """Times at five sizes, quality as ratios to `dot`, and how stable a change leaves things."""
    peers = {(n, s): peer("dot", n, s) for n in (200, *COMPARED) for s in SEEDS}
    return [*speed(peers), *quality(peers), *stability()]


def speed(peers: dict[tuple[int, int], Drawing | None]) -> list[Figure]:
    """The best wall time of a few runs at each size; the peer is `dot` on the same graph."""
    figures: list[Figure] = []
    for count, asked in ASKED_SECONDS.items():
        topology = dataflow(count).topology
        runs = 5 if count <= 5000 else 2
        best = min(seconds(lambda topology=topology: place(topology)) for _ in range(runs))
        dot = peers.get((count, 7))
        known = None if dot is None else dot["seconds"]
        figures.append(at_most(f"layout of {count:,} nodes (peer: dot)", best, "s", asked, known))
        other = peer("fast_sugiyama", count, 7) if count <= 1000 else None
        if other is not None:
            name = f"layout of {count:,} nodes (peer: fast-sugiyama)"
            figures.append(at_most(name, best, "s", None, other["seconds"]))
    return figures


def quality(peers: dict[tuple[int, int], Drawing | None]) -> list[Figure]:
    """Geometric means over some dataflows of ratios to what `dot` draws."""
    figures: list[Figure] = []
    for count in COMPARED:
        known = [(s, peers[count, s]) for s in SEEDS]
        pairs = [(dataflow(count, seed).topology, dot) for seed, dot in known if dot is not None]
        if not pairs:
            continue
        first = [(drawing_of(place(topology)), dot) for topology, dot in pairs]
        best = [
            (drawing_of(polished(topology, Direction.RIGHT) or place(topology)), dot)
            for topology, dot in pairs
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
    """What dropping a few nodes does to a layout of a thousand, and how long it takes."""
    flow = dataflow(STABLE_NODES)
    before = place(flow.topology)
    kept = np.ones(STABLE_NODES, bool)
    kept[np.random.default_rng(3).choice(STABLE_NODES, DROPPED, replace=False)] = False
    topology = part(flow, kept)
    best = min(seconds(lambda: place(topology, previous=before)) for _ in range(5))
    after = place(topology, previous=before)
    name = f"after dropping {DROPPED} of {STABLE_NODES:,} nodes"
    return [
        at_most(f"order within columns inverted {name}", inverted(before, after), "%", 1.5),
        at_most(f"layout {name}", best, "s", 0.02),
    ]


def part(flow: Dataflow, kept: NDArray[np.bool_]) -> Topology:
    """The topology of some nodes of a dataflow."""
    number = np.cumsum(kept) - 1
    ends = number[flow.edges[kept[flow.edges].all(axis=1)]].astype(np.int32)
    names = tuple(name for name, stays in zip(flow.names, kept, strict=True) if stays)
    return Topology(names, flow.topology.sizes[kept], ends)


def inverted(before: Layout, after: Layout) -> float:
    """Percentage of pairs in one column before that stand the other way round afterwards."""
    index = {name: i for i, name in enumerate(before.ids)}
    same = np.array([index[name] for name in after.ids])
    column, was = before.boxes[same, 0].round(), before.boxes[same, 1]
    now = after.boxes[:, 1]
    pairs = np.triu(column[:, None] == column, 1)
    turned = np.sign(was[:, None] - was) * np.sign(now[:, None] - now) < 0
    return 100 * float((turned & pairs).sum() / pairs.sum())


def seconds(action: Callable[[], object]) -> float:
    """Wall time of one call."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def drawing_of(layout: Layout, took: float = 0.0) -> Drawing:
    """Crossings and length of a layout; what wires share counts once."""
    inner = np.ones(max(len(layout.points) - 1, 0), bool)
    inner[layout.offsets[1:-1] - 1] = False
    pieces = np.hstack([layout.points[:-1][inner], layout.points[1:][inner]]).round(1)
    distinct = np.unique(pieces, axis=0)
    length = np.hypot(distinct[:, 2] - distinct[:, 0], distinct[:, 3] - distinct[:, 1]).sum()
    return Drawing(seconds=took, crossings=drawn_crossings(layout, EXACT), length=float(length))


def mean_ratio(pairs: list[tuple[Drawing, Drawing]], name: str) -> float:
    """The geometric mean of ratios, each side raised by one so that zeros compare."""
    ratios = [(ours[name] + 1) / (theirs[name] + 1) for ours, theirs in pairs]
    return float(np.exp(np.mean(np.log(ratios))))


def peer(name: str, count: int, seed: int) -> Drawing | None:
    """What another engine makes of a dataflow; None where it is missing or takes too long."""
    if name != "dot" and importlib.util.find_spec(name) is None:
        return None
    command = [sys.executable, "-m", "tests.benchmarks.layout", name, str(count), str(seed)]
    try:
        ended = subprocess.run(command, capture_output=True, timeout=PEER_SECONDS, check=True)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    return json.loads(ended.stdout)


def by_dot(topology: Topology) -> Drawing:
    """What `dot` draws by itself, with wires as polylines."""
    pygraphviz: Any = importlib.import_module("pygraphviz")
    cards = [
        f"{i} [width={width / 72:.4f}, height={height / 72:.4f}];"
        for i, (width, height) in enumerate(topology.sizes.tolist())
    ]
    wires = [f"{a} -> {b};" for a, b in topology.edges.tolist()]
    head = (
        "digraph { graph [rankdir=LR, nodesep=0.25, ranksep=0.7, splines=polyline];"
        'node [shape=box, fixedsize=true, label=""]; edge [dir=none, tailport=e, headport=w];'
    )
    graph = pygraphviz.AGraph(string="\n".join([head, *cards, *wires, "}"]))
    started = time.perf_counter()
    answer: bytes = graph.draw(format="plain", prog="dot")
    took = time.perf_counter() - started
    lines: list[Any] = []
    for line in answer.decode().splitlines():
        words = line.split()
        if words[0] == "edge":
            numbers = [float(word) * 72 for word in words[4 : 4 + 2 * int(words[3])]]
            lines.append(np.array(numbers).reshape(-1, 2)[::3])
    return drawing_of(layout_of(lines, Direction.RIGHT), took)


def by_fast_sugiyama(topology: Topology) -> Drawing:
    """What fast-sugiyama draws; it knows no sizes, so that its wire length says nothing."""
    engine: Any = importlib.import_module("fast_sugiyama")
    edges = [(int(a), int(b)) for a, b in topology.edges]
    started = time.perf_counter()
    pieces: Any = engine.from_edges(edges, dummy_vertices=True)
    took = time.perf_counter() - started
    crossings = 0.0
    for positions, _, _, steps in pieces:
        at = dict(positions)
        lines = [np.array([at[a], at[b]], np.float64) for a, b in steps]
        crossings += drawing_of(layout_of(lines, Direction.DOWN))["crossings"]
    return Drawing(seconds=took, crossings=crossings, length=0.0)


def layout_of(lines: list[NDArray[np.float64]], direction: Direction) -> Layout:
    """A layout of wires alone."""
    offsets = np.cumsum([0, *(len(line) for line in lines)])
    points = np.vstack([np.zeros((0, 2)), *lines])
    ends = np.zeros((len(lines), 2), np.int32)
    return Layout((), np.zeros((0, 4)), ends, points, offsets, direction, "peer")


if __name__ == "__main__":
    engine, nodes, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    draw = {"dot": by_dot, "fast_sugiyama": by_fast_sugiyama}[engine]
    sys.stdout.write(json.dumps(draw(dataflow(nodes, seed).topology)) + "\n")
