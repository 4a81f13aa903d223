"""How smoothly the canvas draws: frames, sharpness, hits, light, changes, memory.

Each size runs in a process of its own, offscreen, 1600 by 1000 pixels, and beside it the plain
way, a QGraphicsScene with an item for each node and wire, on the same cards and wires. A
frame is an event and all that the event loop does because of it. Times are processor time of the
GUI thread, so that other programs on the machine count less; `sharp` adds the canvas' own pause.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from typing import TypedDict

import numpy as np
import psutil
from PySide6.QtCore import QEventLoop, QPointF
from PySide6.QtWidgets import QApplication

from core.layout import Layout, place
from core.model.graph import Graph, Node, NodeId, Parameter
from core.model.run import NewNulls, NodeRun, Status
from core.picture import compose
from explorer.views.canvas import Canvas
from tests.benchmarks.dataflows import Dataflow, dataflow
from tests.benchmarks.figure import Figure, at_most
from tests.benchmarks.plain_scene import PlainScene

SIZES = (200, 1_000, 5_000, 20_000, 50_000)
MIDDLE = QPointF(800, 500)
PAUSE = 20.0
"""Milliseconds that the canvas waits for another turn of the wheel."""
MOST_SECONDS = {"canvas": 60, "scene": 20}
_PLACING_SECONDS = 3.0
"""Allowed in addition for making and placing 10,000 nodes."""
CHANGES_A_FRAME = 4
"""200 a second, at 50 frames."""
ASKED = {"pan": 4.0, "zoom": 3.0, "slice": 10.0, "hit": 20.0, "lit": 16.0, "changes": 1.0}


class Measured(TypedDict):
    """Milliseconds, microseconds for `hit`, megabytes for `memory`."""

    drawn: float
    pan_reading: float
    pan_overview: float
    zoom: float
    sharp: float
    slice: float
    hit: float
    lit: float
    changes_reading: float
    changes_overview: float
    memory: float


def measure() -> list[Figure]:
    """Return the figures of all sizes."""
    figures: list[Figure] = []
    for count in SIZES:
        measured, peer = _in_own_process("canvas", count), _in_own_process("scene", count)
        if measured is None:
            figures.append(at_most(f"canvas {count:,}: took longer than it may", 1.0, "", 0.0))
        else:
            figures += _figures(count, Measured(**measured), peer)
    return figures


def _figures(count: int, measured: Measured, peer: dict[str, float] | None) -> list[Figure]:
    without = f", the scene took over {MOST_SECONDS['scene']} s" if peer is None else ""
    asked_sharp = 60.0 if count <= 5_000 else 160.0
    m = measured
    rows = [
        ("first drawing", m["drawn"], "ms", None, "drawn"),
        ("pan, reading, p99", m["pan_reading"], "ms", ASKED["pan"], "pan_reading"),
        ("pan, overview, p99", m["pan_overview"], "ms", ASKED["pan"], "pan_overview"),
        ("zoom, p99", m["zoom"], "ms", ASKED["zoom"], "zoom"),
        ("sharp after rest", m["sharp"], "ms", asked_sharp, None),
        ("longest slice", m["slice"], "ms", ASKED["slice"], None),
        ("hit test", m["hit"], "us", ASKED["hit"], "hit"),
        ("500 upstream lit", m["lit"], "ms", ASKED["lit"] if count == 5_000 else None, None),
        ("changes, reading", m["changes_reading"], "ms a frame", ASKED["changes"], None),
        ("changes, overview", m["changes_overview"], "ms a frame", ASKED["changes"], None),
        ("memory", m["memory"], "MB", 80.0 if count == 50_000 else None, "memory"),
    ]
    return [
        at_most(
            f"canvas {count:,}: {name}{'' if i else without}",
            value,
            unit,
            asked,
            None if peer is None or peer_name is None else peer[peer_name],
        )
        for i, (name, value, unit, asked, peer_name) in enumerate(rows)
    ]


def _in_own_process(what: str, count: int) -> dict[str, float] | None:
    """Return what a process of its own measures; None where that takes too long."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_NO_GUI_THREADPOOL": "1"}
    command = [sys.executable, "-m", "tests.benchmarks.canvas", what, str(count)]
    most = MOST_SECONDS[what] + _PLACING_SECONDS * count / 10_000
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, check=True, timeout=most
        )
    except subprocess.TimeoutExpired:
        return None
    return json.loads(done.stdout)


class Bench:
    """A shown canvas with a dataflow in it."""

    def __init__(self, flow: Dataflow, places: Layout) -> None:
        self.graph, self.places = _graph(flow), places
        before = psutil.Process().memory_info().rss
        self.canvas = Canvas()
        self.canvas.resize(1600, 1000)
        self.canvas.show()
        QApplication.processEvents()
        started = time.thread_time()
        self.picture = compose(self.graph, places, _results(flow))
        self.canvas.show_picture(self.picture)
        self.rest()
        self.drawn = (time.thread_time() - started) * 1000
        self.eye = self.canvas.eye
        self.memory_before = before

    def rest(self) -> list[float]:
        """Wait until the drawing is sharp; return the milliseconds of each turn of the loop."""
        turns: list[float] = []
        while not self.canvas.is_sharp:
            turns.append(_timed(_turn))
        QApplication.processEvents()
        return turns

    def read(self) -> None:
        """Look at the middle of the drawing at natural size."""
        self.eye.set(self.eye.camera.zoomed(1.0, MIDDLE))
        middle = self.places.boxes[len(self.places.ids) // 2, :2].tolist()
        self.eye.set(self.eye.camera.centred(QPointF(*middle), self.canvas.size()))
        self.rest()

    def overview(self) -> None:
        """Look at everything."""
        self.canvas.fit()
        self.canvas.settle()
        self.rest()

    def pan(self) -> list[float]:
        """Return the milliseconds of frames at three speeds."""
        return [
            _frame(lambda way=way: self.eye.pan(way, way / 2))
            for step in (8, 40, 150)
            for way in _there_and_back(step)
        ]

    def zoom(self) -> tuple[list[float], float, float]:
        """Return frames, time until sharp, longest slice."""
        factors = [1.03] * 20 + [1 / 1.03] * 20
        frames = [_frame(lambda f=f: self.eye.zoom(f, MIDDLE, True)) for f in factors]
        slices = self.rest()
        return frames, sum(slices) + PAUSE, max(slices)

    def light(self) -> float:
        """Select the node with about 500 upstream ones; return milliseconds until all is lit."""
        parents = self.picture.faces.wiring.parents
        step = max(1, len(self.places.ids) // 400)
        node = min(
            range(0, len(self.places.ids), step),
            key=lambda i: abs(int(np.count_nonzero(parents.reach(i))) - 500),
        )
        times: list[float] = []
        for chosen in [self.picture.id_of(node), None] * 3:
            started = time.thread_time()
            self.show(self.picture.results, chosen)
            self.rest()
            times.append((time.thread_time() - started) * 1000)
        return float(np.median(times[::2]))

    def show(self, results: Mapping[NodeId, NodeRun], selected: NodeId | None = None) -> None:
        """Compose and show a picture."""
        self.picture = compose(
            self.graph, self.places, results, selected=selected, previous=self.picture
        )
        self.canvas.show_picture(self.picture)

    def changes(self) -> float:
        """Return the milliseconds that changes in view add to a frame of a pan."""
        random = np.random.default_rng(5)
        seen = self.canvas.cards_in_view()
        results = dict(self.picture.results)
        plain, busy = [], []
        for way in _there_and_back(8):
            plain.append(_frame(lambda way=way: self.eye.pan(way, way / 2)))
            for card in random.choice(seen, CHANGES_A_FRAME).tolist():
                status = (Status.RUNNING, Status.DONE, Status.FAILED)[int(random.integers(3))]
                results[self.places.ids[card]] = NodeRun(status, 0.1)
            busy.append(_frame(lambda way=way: self._change(dict(results), way)))
        return float(np.median(busy) - np.median(plain))

    def _change(self, results: dict[NodeId, NodeRun], way: float) -> None:
        self.show(results)
        self.eye.pan(-way, -way / 2)

    def hit(self) -> float:
        """Return microseconds."""
        random = np.random.default_rng(5)
        points = [QPointF(x, y) for x, y in (random.random((500, 2)) * (1600, 1000)).tolist()]
        return _timed(lambda: [self.canvas.node_at(point) for point in points]) / 500 * 1000


def _measured(count: int) -> Measured:
    flow = dataflow(count)
    places = place(flow.topology)
    bench = Bench(flow, places)
    overview = bench.pan()
    bench.rest()
    zoom, sharp, longest = bench.zoom()
    bench.overview()
    lit = bench.light()
    changes_overview = bench.changes()
    bench.read()
    reading = bench.pan()
    bench.rest()
    changes_reading = bench.changes()
    hit = bench.hit()
    memory = (psutil.Process().memory_info().rss - bench.memory_before) / 2**20
    drawn = bench.drawn
    bench.canvas.close()
    return Measured(
        drawn=drawn,
        pan_reading=_p99(reading),
        pan_overview=_p99(overview),
        zoom=_p99(zoom),
        sharp=sharp,
        slice=longest,
        hit=hit,
        lit=lit,
        changes_reading=changes_reading,
        changes_overview=changes_overview,
        memory=memory,
    )


def _scene_measured(count: int) -> dict[str, float]:
    flow = dataflow(count)
    places = place(flow.topology)
    before = psutil.Process().memory_info().rss
    plain = PlainScene(flow, places)
    frames, hits = (4, 4) if len(flow.names) > 5_000 else (30, 100)
    overview = [_timed(lambda: plain.pan(8)) for _ in range(frames)]
    zoom = [_timed(lambda f=f: plain.zoom(f)) for f in [1.03, 1 / 1.03] * (frames // 2)]
    plain.read()
    reading = [_timed(lambda: plain.pan(8)) for _ in range(frames)]
    return {
        "drawn": plain.drawn,
        "pan_reading": _p99(reading),
        "pan_overview": _p99(overview),
        "zoom": _p99(zoom),
        "hit": _timed(lambda: [plain.hit(160 * i, 99 * i) for i in range(hits)]) / hits * 1000,
        "memory": (psutil.Process().memory_info().rss - before) / 2**20,
    }


def _graph(flow: Dataflow) -> Graph:
    parents: list[list[int]] = [[] for _ in flow.names]
    for source, target in flow.edges.tolist():
        parents[target].append(source)
    nodes = {
        NodeId(name): Node(
            NodeId(name),
            type_name=flow.types[i],
            module=f"flow.module_{flow.modules[i]:04}",
            parameters=tuple(Parameter(NodeId(flow.names[p])) for p in parents[i]),
        )
        for i, name in enumerate(flow.names)
    }
    return Graph(nodes)


def _results(flow: Dataflow) -> dict[NodeId, NodeRun]:
    """Return a run in which rows were lost on every other wire, and nulls began on every third."""
    nulls = NewNulls("discount", 0.23)
    runs = [
        NodeRun(
            *(Status.DONE, 0.4, "DataFrame 12,105 x 7", 12_105),
            change=None if i % 2 else -0.03,
            new_nulls=None if i % 3 else nulls,
        )
        for i in range(6)
    ]
    return {NodeId(name): runs[i % 6] for i, name in enumerate(flow.names)}


def _there_and_back(step: float) -> list[float]:
    return ([step] * 15 + [-step] * 15) * 2


def _turn() -> None:
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _timed(act: Callable[[], object]) -> float:
    started = time.thread_time()
    act()
    return (time.thread_time() - started) * 1000


def _frame(act: Callable[[], object]) -> float:
    def frame() -> None:
        act()
        QApplication.processEvents()

    return _timed(frame)


def _p99(times: list[float]) -> float:
    return float(np.percentile(times, 99))


if __name__ == "__main__":
    application = QApplication([])
    act = {"canvas": _measured, "scene": _scene_measured}[sys.argv[1]]
    sys.stdout.write(json.dumps(act(int(sys.argv[2]))))
    sys.stdout.flush()
    os._exit(0)
