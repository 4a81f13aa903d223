"""Other layout engines on the same dataflows, each in a process of its own, within a time limit.

`python -m tests.benchmarks.peers dot 1000 7` lets one engine place one generated dataflow, and
writes seconds, crossings and wire length as JSON.
"""

import importlib
import importlib.util
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.layout import Direction, Layout, Topology, drawn_crossings
from tests.benchmarks.dataflows import dataflow

LIMIT = 40.0
"""Seconds that an engine may take for a dataflow, its start included."""
MOST_PAIRS = 20_000_000
"""Crossings are counted among so many pairs of pieces, and estimated beyond."""


@dataclass(frozen=True)
class Drawing:
    """What is compared: seconds to make it, crossings and length of what is drawn.

    `length` is None for an engine that knows no sizes of cards, so that its pixels are not ours.
    """

    seconds: float
    crossings: float
    length: float | None


class Peer:
    """An engine beside ours. Where it took too long once, larger dataflows are not tried."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._too_many: int | None = None

    @property
    def is_there(self) -> bool:
        """Whether the engine is installed."""
        return importlib.util.find_spec(MODULES[self.name]) is not None

    def draw(self, count: int, seed: int = 7) -> Drawing | None:
        """What it makes of a dataflow; None where that takes longer than `LIMIT`.

        Raises:
            subprocess.CalledProcessError: the engine failed.
        """
        if self._too_many is not None and count >= self._too_many:
            return None
        command = [sys.executable, "-m", "tests.benchmarks.peers", self.name, str(count), str(seed)]
        try:
            ended = subprocess.run(command, stdout=subprocess.PIPE, timeout=LIMIT, check=True)
        except subprocess.TimeoutExpired:
            self._too_many = count
            return None
        return Drawing(**json.loads(ended.stdout))


def drawing_of(layout: Layout, took: float = 0.0) -> Drawing:
    """Crossings and length of a layout; what wires share counts once."""
    inner = np.ones(max(len(layout.points) - 1, 0), bool)
    inner[layout.offsets[1:-1] - 1] = False
    pieces = np.hstack([layout.points[:-1][inner], layout.points[1:][inner]]).round(1)
    distinct = np.unique(pieces, axis=0)
    length = np.hypot(distinct[:, 2] - distinct[:, 0], distinct[:, 3] - distinct[:, 1]).sum()
    return Drawing(took, drawn_crossings(layout, MOST_PAIRS), float(length))


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
    """What fast-sugiyama draws."""
    engine: Any = importlib.import_module("fast_sugiyama")
    edges = [(int(a), int(b)) for a, b in topology.edges]
    started = time.perf_counter()
    pieces: Any = engine.from_edges(edges, dummy_vertices=True)
    took = time.perf_counter() - started
    crossings = 0.0
    for positions, _, _, steps in pieces:
        at = dict(positions)
        lines = [np.array([at[a], at[b]], np.float64) for a, b in steps]
        crossings += drawing_of(layout_of(lines, Direction.DOWN)).crossings
    return Drawing(took, crossings, None)


def layout_of(lines: list[NDArray[np.float64]], direction: Direction) -> Layout:
    """A layout of wires alone."""
    offsets = np.cumsum([0, *(len(line) for line in lines)])
    points = np.vstack([np.zeros((0, 2)), *lines])
    ends = np.zeros((len(lines), 2), np.int32)
    return Layout((), np.zeros((0, 4)), ends, points, offsets, direction, "peer")


ENGINES = {"dot": by_dot, "fast-sugiyama": by_fast_sugiyama}
MODULES = {"dot": "pygraphviz", "fast-sugiyama": "fast_sugiyama"}

if __name__ == "__main__":
    engine, nodes, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    drawn = ENGINES[engine](dataflow(nodes, seed).topology)
    sys.stdout.write(json.dumps(vars(drawn)) + "\n")
