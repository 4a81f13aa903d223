"""Layers and order by Graphviz `dot`, places and wires by our own engine.

pygraphviz holds the interpreter's lock all the while, and `dot` needs minutes for thousands of
cards: this runs in the helper process only.
"""

from typing import Any

import numpy as np
import pygraphviz  # pyright: ignore[reportMissingTypeStubs]

from core.layout.adjacency import Floats
from core.layout.bundling import settled
from core.layout.diagram import Diagram, diagram
from core.layout.drawing import drawn
from core.layout.lattice import Lattice, dense, lattice, sorted_slots
from core.layout.layout import Direction, Layout, Topology
from core.layout.order import exchanged

ENGINE = "dot"
_INCH = 72.0
_SAMPLES = 8
_LEVEL_PIVOTS = 3000
_HEAD = """digraph {
graph [rankdir=TB, nodesep=0.33, ranksep=0.8];
node [shape=box, fixedsize=true, label=""];
edge [dir=none, tailport=s, headport=n];
"""


def place_by_dot(topology: Topology, direction: Direction) -> Layout:
    """Place cards in the layers and the order that `dot` finds; for up to some 300 cards."""
    prepared = diagram(topology, direction)
    return drawn(prepared, _in_order(prepared), _LEVEL_PIVOTS, ENGINE)


def _in_order(diagram: Diagram) -> Lattice:
    centres, splines = _answer(_question(diagram), len(diagram.cards))
    down = -np.round(centres[:, 1] * _INCH).astype(np.int64)
    cut = lattice(
        dense(diagram.piece, down), diagram.piece, diagram.wires(is_bundled=False), centres[:, 0]
    )
    keys, heights = np.zeros(cut.count), np.zeros(len(cut.columns) - 1)
    keys[cut.cards] = centres[:, 0]
    heights[cut.column[cut.cards]] = centres[:, 1]
    runs = np.column_stack([diagram.edges, cut.first_bend, cut.bend_count]).tolist()
    for source, target, first, count in runs:
        bends = cut.bends[first : first + count]
        keys[bends] = _passes(splines[source, target], heights[cut.column[bends]])
    return settled(cut, exchanged(cut, sorted_slots(cut, keys), 2))[0]


def _question(diagram: Diagram) -> str:
    """The graph in the language of `dot`, always with the flow downwards."""
    cards = [
        f"{i} [width={breadth / _INCH:.4f}, height={depth / _INCH:.4f}];"
        for i, (breadth, depth) in enumerate(zip(diagram.breadth, diagram.depth, strict=True))
    ]
    wires = [f"{source} -> {target};" for source, target in diagram.edges.tolist()]
    return _HEAD + "\n".join([*cards, *wires, "}"])


def _answer(question: str, count: int) -> tuple[Floats, dict[tuple[int, int], Floats]]:
    """The centre of each card, and the control points of each wire, in inches, y up."""
    centres, splines = np.zeros((count, 2)), dict[tuple[int, int], Floats]()
    if count:
        graph: Any = pygraphviz.AGraph(string=question)
        answer: bytes = graph.draw(format="plain", prog="dot")
        for line in answer.decode().splitlines():
            words = line.split()
            if words[0] == "node":
                centres[int(words[1])] = [float(word) for word in words[2:4]]
            elif words[0] == "edge":
                numbers = [float(word) for word in words[4 : 4 + 2 * int(words[3])]]
                splines[int(words[1]), int(words[2])] = np.array(numbers).reshape(-1, 2)
        graph.close()
    return centres, splines


def _passes(spline: Floats, heights: Floats) -> Floats:
    """How far across a spline of cubic pieces runs at some heights."""
    share = np.linspace(0, 1, _SAMPLES + 1)[1:, None]
    points = [spline[:1]]
    for i in range(0, len(spline) - 1, 3):
        a, b, c, d = spline[i : i + 4]
        rest = 1 - share
        points.append(
            rest**3 * a + 3 * rest**2 * share * b + 3 * rest * share**2 * c + share**3 * d
        )
    curve = np.vstack(points)
    return np.interp(-heights, np.maximum.accumulate(-curve[:, 1]), curve[:, 0])
