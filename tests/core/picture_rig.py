"""Small dataflows with hand-made layouts, for tests of the picture and of the canvas."""

from collections.abc import Mapping

import numpy as np

from core.layout import Direction, Layout
from core.model.graph import Graph, Node, NodeId, NodeKind, Parameter
from core.model.run import NodeRun, Status

WIDTH, HEIGHT = 180.0, 52.0
COLUMN, ROW = 260.0, 80.0


def node(id: str, *sources: str, kind: NodeKind = NodeKind.FUNCTION, doc: str = "") -> Node:
    return Node(
        NodeId(id),
        kind,
        type_name="pandas.core.series.Series",
        doc=doc,
        parameters=tuple(Parameter(NodeId(source)) for source in sources),
    )


def graph(*nodes: Node) -> Graph:
    return Graph({node.id: node for node in nodes})


def diamond() -> Graph:
    """`raw` feeds `left` and `right`, which feed `sum`; `other` stands alone."""
    return graph(
        node("raw", kind=NodeKind.INPUT),
        node("left", "raw"),
        node("right", "raw"),
        node("sum", "left", "right"),
        node("other"),
    )


PLACES = {"raw": (0, 1), "left": (1, 0), "right": (1, 2), "sum": (2, 1), "other": (3, 1)}
"""Column and row of each card of the diamond."""


def layout(
    graph: Graph,
    places: Mapping[str, tuple[float, float]] = PLACES,
    direction: Direction = Direction.RIGHT,
) -> Layout:
    """Place cards by column and row (turned round when the data flows down)."""
    ids = tuple(str(id) for id in graph.nodes)
    index = {id: i for i, id in enumerate(ids)}
    steps = np.array([places[id] for id in ids], np.float64).reshape(-1, 2)
    if direction is Direction.DOWN:
        steps = steps[:, ::-1]
    corners = steps * (COLUMN, ROW)
    boxes = np.hstack([corners, np.tile([WIDTH, HEIGHT], (len(ids), 1))])
    edges = np.array([(index[e.source], index[e.target]) for e in graph.edges], np.int32).reshape(
        -1, 2
    )
    sources, targets = boxes[edges[:, 0]], boxes[edges[:, 1]]
    if direction is Direction.RIGHT:
        starts, ends = sources[:, :2] + (WIDTH, HEIGHT / 2), targets[:, :2] + (0, HEIGHT / 2)
    else:
        starts, ends = sources[:, :2] + (WIDTH / 2, HEIGHT), targets[:, :2] + (WIDTH / 2, 0)
    points = np.stack([starts, ends], axis=1).reshape(-1, 2)
    offsets = np.arange(len(edges) + 1, dtype=np.int64) * 2
    return Layout(ids, boxes, edges, points, offsets, direction, "layered")


def grid(count: int, columns: int = 10) -> tuple[Graph, Layout]:
    """Return a dataflow in which each node reads the one a column before it."""
    names = [f"node_{i}" for i in range(count)]
    nodes = [node(names[i], *([names[i - 1]] if i % columns else [])) for i in range(count)]
    places = {names[i]: (i % columns, i // columns) for i in range(count)}
    made = graph(*nodes)
    return made, layout(made, places)


def done(*ids: str, seconds: float = 0.4) -> dict[NodeId, NodeRun]:
    run = NodeRun(Status.DONE, seconds, "Series 12,480", 12480)
    return {NodeId(id): run for id in ids}
