"""What colours, legend and minimap cost at 50,000 nodes, in processor time of the GUI thread.

In a process of its own, offscreen. A frame is what legend and minimap paint while one pans.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from core.layout import Direction, Layout
from core.model.graph import Graph, Node, NodeId, Parameter
from core.model.run import NodeRun, Run, Status
from core.picture import ColourBy, Spotlight, colouring, compose
from core.picture.critical import slowest_path
from explorer.views.canvas import Canvas
from explorer.views.legend import Legend
from explorer.views.minimap import Minimap
from tests.benchmarks.figure import Figure, at_most

COUNT, MODULES, COLUMNS = 50_000, 2_000, 224
FRAME = 16.0
"""Milliseconds after which a person sees that something stood still."""
PANE = 0.2


def measure() -> list[Figure]:
    """Return the figures."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.benchmarks.colours"]
    done = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=120)
    measured: dict[str, float] = json.loads(done.stdout)
    return [
        at_most(f"colours {COUNT:,}: {name}", value, "ms", PANE if "a frame" in name else FRAME)
        for name, value in measured.items()
    ]


def _measured() -> dict[str, float]:
    random = np.random.default_rng(5)
    graph = _graph()
    times = random.lognormal(-3, 2, COUNT).tolist()
    results = {
        id: NodeRun(Status.DONE, seconds, "", int(seconds * 1000))
        for id, seconds in zip(graph.nodes, times, strict=True)
    }
    found = {
        f"colour by {by.value}": _timed(lambda by=by: colouring(graph, by, results))
        for by in (ColourBy.STATUS, ColourBy.MODULE, ColourBy.SECONDS, ColourBy.ROWS)
    }
    modules, layout = colouring(graph, ColourBy.MODULE, results), _grid(graph)
    plain = compose(graph, layout, results)
    found["compose with other colours"] = _timed(
        lambda: compose(graph, layout, results, previous=plain, colouring=modules)
    )
    picture = compose(graph, layout, results, previous=plain, colouring=modules)
    some = Spotlight(modules.nodes_in(entry.title for entry in modules.entries[:5]))
    found["light five classes"] = _timed(
        lambda: compose(graph, layout, results, previous=picture, colouring=modules, spotlight=some)
    )
    run = Run(1, (), results)
    found["find the slowest path"] = _timed(lambda: slowest_path(graph, run))
    canvas = Canvas()
    canvas.resize(1600, 1000)
    minimap, legend = Minimap(canvas), Legend(canvas)
    minimap.show_picture(picture)
    legend.fold(False)
    legend.show_colouring(modules, "", frozenset())
    drawn = QPixmap(400, 400)

    def paint() -> None:
        minimap.refresh()
        minimap.render(drawn)

    def pan() -> None:
        minimap.show_view(QRectF(float(random.random() * 9000), 0, 3000, 2000))
        minimap.render(drawn)
        legend.render(drawn)

    found["paint the minimap"] = _timed(paint)
    found["minimap and legend, a frame"] = _timed(pan, 50)
    return found


def _graph() -> Graph:
    """Each node reads the two before it and one far before."""
    names = [NodeId(f"node_{i}") for i in range(COUNT)]
    return Graph(
        {
            id: Node(
                id,
                module=f"package.module_{i % MODULES}",
                parameters=tuple(Parameter(names[i - k]) for k in (1, 2, 300) if i >= k),
            )
            for i, id in enumerate(names)
        }
    )


def _grid(graph: Graph) -> Layout:
    place = np.arange(COUNT)
    boxes = np.tile([0.0, 0.0, 180.0, 52.0], (COUNT, 1))
    boxes[:, 0], boxes[:, 1] = place % COLUMNS * 260.0, place // COLUMNS * 80.0
    edges, points = np.empty((0, 2), np.int32), np.empty((0, 2))
    offsets = np.zeros(1, np.int64)
    return Layout(tuple(graph.nodes), boxes, edges, points, offsets, Direction.RIGHT, "layered")


def _timed(act: Callable[[], object], count: int = 5) -> float:
    """Return the median of some times in milliseconds, the first left out."""
    times: list[float] = []
    for _ in range(count + 1):
        started = time.thread_time()
        act()
        times.append((time.thread_time() - started) * 1000)
    return float(np.median(times[1:]))


if __name__ == "__main__":
    application = QApplication([])
    sys.stdout.write(json.dumps(_measured()))
    sys.stdout.flush()
    os._exit(0)
