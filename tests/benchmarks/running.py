"""What running through the worker costs on top of Hamilton itself."""

import importlib
import statistics
import sys
import tempfile
import time
import timeit
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hamilton import driver

from core.worker import codec
from core.worker.messages import (
    Execute,
    Given,
    NodeEnded,
    OutputRecord,
    Recorded,
    RunEnded,
    RunStarted,
)
from explorer.bundled import resources
from tests.benchmarks.figure import Figure, at_most
from tests.core.worker_rig import Rig

TRIVIAL = 1000
ROUNDS = 15
EXAMPLE_MODULES = ("loading", "cleaning", "sales", "forecast", "report")
EXAMPLE_INPUTS = {"top_n": 10, "currency": "EUR"}


def measure() -> list[Figure]:
    """Ratios of a whole run, request to answer, to `Driver.execute` in turn with it."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "trivial.py").write_text(trivial_flow(TRIVIAL))
        trivial = ratio(Path(folder), ("trivial",), (f"n{TRIVIAL}",), {"n0": 1}, {})
    example = ratio(
        resources() / "examples" / "roastery",
        EXAMPLE_MODULES,
        ("morning_report",),
        EXAMPLE_INPUTS,
        {"rate_source": "daily"},
    )
    return [
        at_most("run of 1,000 trivial nodes / Driver.execute", trivial, "x", 2.0),
        at_most("run of the example / Driver.execute", example, "x", 1.05),
        at_most("an event of a run packed", seconds_to_pack() * 1e6, "µs", 20.0),
    ]


def seconds_to_pack() -> float:
    """What the worker takes to tell of one node."""
    event = NodeEnded(3, "clean", "done", 0.01, "DataFrame 9 x 7", 9, "", OutputRecord(0, 9, 0, 0))
    return min(timeit.repeat(lambda: codec.pack(event), number=1000, repeat=20)) / 1000


def trivial_flow(count: int) -> str:
    """A module of `count` one-line functions in a tree, joined by a last one: all are needed."""
    lines = [
        f"def n{i}(n{i // 2}: int) -> int:\n    return n{i // 2} + 1\n" for i in range(1, count)
    ]
    leaves = [f"n{i}" for i in range((count + 1) // 2, count)]
    parameters = ", ".join(f"{leaf}: int" for leaf in leaves)
    lines.append(f"def n{count}({parameters}) -> int:\n    return {' + '.join(leaves)}\n")
    return "\n\n".join(lines)


def ratio(
    folder: Path,
    modules: tuple[str, ...],
    targets: tuple[str, ...],
    inputs: Mapping[str, Any],
    config: Mapping[str, Any],
) -> float:
    """The median, over rounds, of the worker's seconds to the driver's in the same round."""
    rig = Rig(cwd=folder)
    try:
        rig.load(folder, *modules, config=config)
        given = {name: Given(json=value) for name, value in inputs.items()}
        with importable(folder, modules) as imported:
            flow = driver.Builder().with_modules(*imported).with_config(dict(config)).build()

            def through_hamilton() -> None:
                flow.execute(list(targets), inputs=dict(inputs))

            pairs = [
                (through_the_worker(rig, targets, given), seconds(through_hamilton))
                for _ in range(ROUNDS)
            ]
    finally:
        rig.close()
    return statistics.median(ours / theirs for ours, theirs in pairs[2:])


def through_the_worker(rig: Rig, targets: tuple[str, ...], given: Mapping[str, Given]) -> float:
    """Wall time of a run. Returns when what is recorded after it has come, too: all is quiet."""
    began = time.perf_counter()
    rig.send(Execute(rig.ticket(), targets, dict(given), force=True))
    events = rig.until(RunEnded)
    taken = time.perf_counter() - began
    started, ended = events[0], events[-1]
    assert isinstance(started, RunStarted) and isinstance(ended, RunEnded) and ended.status == "ok"
    left = len(started.waiting) + len(started.given)
    while left > 0:
        left -= len(rig.next(Recorded).records)
    return taken


def seconds(action: Callable[[], None]) -> float:
    """Wall time of one call."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


@contextmanager
def importable(folder: Path, names: tuple[str, ...]) -> Iterator[list[Any]]:
    """The modules of a folder, imported here for as long as the block lasts."""
    before = set(sys.modules)
    sys.path.insert(0, str(folder))
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        yield [importlib.import_module(name) for name in names]
    finally:
        sys.dont_write_bytecode = writes
        sys.path.remove(str(folder))
        for name in set(sys.modules) - before:
            if getattr(sys.modules[name], "__file__", "") and str(folder) in str(
                sys.modules[name].__file__
            ):
                del sys.modules[name]
