"""What records of every node cost, and how fast the history of runs is."""

import shutil
import statistics
import tempfile
import time
from pathlib import Path

from core.model.graph import NodeId
from core.model.history import Circumstances
from core.model.record import ColumnKind, ColumnProfile, Record
from core.model.run import NodeRun, Status
from core.store import RunStore, opened
from core.worker.messages import Execute, Given, Recorded, RunEnded
from explorer.bundled import resources
from tests.benchmarks.figure import Figure, at_most
from tests.benchmarks.running import EXAMPLE_INPUTS, EXAMPLE_MODULES, seconds
from tests.core import worker_rig
from tests.core.worker_rig import Rig

ROUNDS = 21
RUNS, NODES = 250, 40
_QUIET = 1.0
"""Seconds without a record after which there are no more."""
_HUGE = """
import numpy as np
import pandas as pd


def huge(seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    rows = 1_000_000
    floats = {f"f{i}": rng.normal(size=rows) for i in range(12)}
    whole = {f"i{i}": rng.integers(0, 1000, rows) for i in range(4)}
    words = rng.choice(["tea", "coffee", "cocoa"], (4, rows))
    return pd.DataFrame(floats | whole | {f"s{i}": words[i] for i in range(4)})
"""


def measure() -> list[Figure]:
    """Ratios of runs with and without records, and times of the store."""
    with tempfile.TemporaryDirectory() as folder:
        return [
            *_of_the_example(Path(folder)),
            _of_a_huge_frame(Path(folder)),
            *_of_the_store(Path(folder)),
        ]


def _of_the_example(folder: Path) -> list[Figure]:
    project = resources() / "examples" / "roastery"
    recording, bare = Rig(cwd=project), _rig_without_records(project, folder)
    try:
        for rig in (recording, bare):
            rig.load(project, *EXAMPLE_MODULES, config={"rate_source": "daily"})
        pairs: list[tuple[float, float, float]] = []
        for _ in range(ROUNDS):
            told = seconds(lambda: _run(recording))
            cost = _cost(recording)
            pairs.append((told, seconds(lambda: _run(bare)), cost))
    finally:
        recording.close()
        bare.close()
    pairs = pairs[2:]
    ratio = statistics.median(ours / theirs for ours, theirs, _ in pairs)
    share = statistics.median(cost / theirs for _, theirs, cost in pairs)
    return [
        at_most("run of the example with records / without", ratio, "x", 1.1),
        at_most("processor time of the records after it / run", share, "x"),
    ]


def _of_a_huge_frame(folder: Path) -> Figure:
    (folder / "huge_flow.py").write_text(_HUGE)
    rig = Rig(cwd=folder)
    try:
        rig.load(folder, "huge_flow")
        rig.send(Execute(rig.ticket(), ("huge",), {"seed": Given(json=1)}))
        rig.next(RunEnded, 60)
        cost = _cost(rig)
    finally:
        rig.close()
    return at_most("record of 1,000,000 x 20, processor time", cost, "s", 2.0)


def _of_the_store(folder: Path) -> list[Figure]:
    store, _ = opened(folder / "history.sqlite")
    columns = tuple(_column(i) for i in range(12))
    began = time.perf_counter()
    for run in range(RUNS):
        _fill(store, run, columns)
    written = (time.perf_counter() - began) / (RUNS * NODES)
    store.close()
    store, _ = opened(folder / "history.sqlite")
    listed = seconds(lambda: _use(store.runs()))
    outcome = statistics.median(seconds(lambda: _use(store.outcome(1))) for _ in range(5))
    store.close()
    return [
        at_most("list the runs of 10,000 records", listed * 1e3, "ms", 50),
        at_most("read one run of 40 records", outcome * 1e3, "ms"),
        at_most("write one record of 12 columns", written * 1e3, "ms", 2),
    ]


def _use(found: object) -> None:
    assert found


def _fill(store: RunStore, run: int, columns: tuple[ColumnProfile, ...]) -> None:
    names = [NodeId(f"node_{i}") for i in range(NODES)]
    id = store.begin(float(run), (names[-1],), Circumstances(packages={"pandas": "3.0"}))
    store.add_nodes(id, {name: NodeRun(Status.DONE, 0.1, "DataFrame", 12) for name in names})
    store.add_records(id, [Record(name, "pd.DataFrame", columns=columns) for name in names])


def _column(place: int) -> ColumnProfile:
    return ColumnProfile(
        *(f"column_{place}", "float64", ColumnKind.NUMBER, place),
        distinct=1000 + place,
        minimum=0.1,
        maximum=9.9,
        quantiles=tuple(place + i / 7 for i in range(9)),
        histogram=tuple(range(20)),
        top=tuple((f"{i / 7:.4f}", 100 - i) for i in range(20)),
        sketch=tuple(place * 10**15 + i * 7**19 for i in range(32)),
    )


def _rig_without_records(project: Path, folder: Path) -> Rig:
    """Return a worker that differs from ours in that it records nothing."""
    copy = folder / "worker"
    shutil.copytree(worker_rig.WORKER, copy, ignore=shutil.ignore_patterns("__pycache__"))
    recorder = copy / "recording" / "recorder.py"
    text, begin = recorder.read_text("utf-8"), "        memory = self.meter.growth()"
    assert begin in text
    recorder.write_text(text.replace(begin, f"        return\n{begin}"), "utf-8")
    return Rig(cwd=project, worker=copy)


def _run(rig: Rig) -> None:
    given = {name: Given(json=value) for name, value in EXAMPLE_INPUTS.items()}
    rig.send(Execute(rig.ticket(), ("morning_report",), given, force=True))
    ended = rig.next(RunEnded)
    assert ended.status == "ok", ended


def _cost(rig: Rig) -> float:
    """The processor time of all records that are still to come."""
    cost = 0.0
    while True:
        try:
            told = rig.next(Recorded, _QUIET)
        except AssertionError:
            return cost
        cost += sum(record.cost for record in told.records)
