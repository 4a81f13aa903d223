"""From the start to a verified graph, and from an edit to what it changes, of 300 functions."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from core.model.project import ModuleRef
from core.reading import Shelf, read_modules
from core.worker.messages import Execute, Given, RunEnded
from tests.benchmarks.dataflows import dataflow
from tests.benchmarks.figure import Figure, at_least, at_most
from tests.benchmarks.installation import installed
from tests.core.worker_rig import Rig

FUNCTIONS = 300
ROUNDS = 5
BIG_COLUMNS = 128
BIG_ROWS = 1_000_000
"""A frame of float64 with so many cells has 1 GB."""
BIG = f"""
import numpy as np
import pandas as pd


def big(seed: int) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    return pd.DataFrame({{f"c{{i}}": random.random({BIG_ROWS}) for i in range({BIG_COLUMNS})}})


def narrow(big: pd.DataFrame) -> pd.Series:
    return big["c0"] + big["c1"]


def n0(narrow: pd.Series) -> float:
    return float(narrow.mean())


"""
SCRIPT = """
from hamilton import driver
import flow
print(driver.Builder().with_modules(flow).build().execute(["n299"], inputs={"seed": 1}))
"""


def measure() -> list[Figure]:
    """Medians over fresh processes for the start; over edits in turn for the rest."""
    with tempfile.TemporaryDirectory() as folder:
        return [*_starts(Path(folder)), *_edits(Path(folder)), *_reruns(Path(folder))]


def _starts(folder: Path) -> list[Figure]:
    files = _flow(folder / "start")
    program = installed(folder / "program")
    milestones = [_start(folder, program, files) for _ in range(ROUNDS + 1)][1:]

    def median(name: str) -> float:
        return statistics.median(one[name] for one in milestones)

    return [
        at_most("300 functions: start to drawn", median("graph_drawn"), "s", 0.6),
        at_most("300 functions: start to verified", median("worker_ready"), "s", 1.5),
    ]


def _flow(folder: Path) -> list[Path]:
    folder.mkdir()
    return dataflow(FUNCTIONS).write(folder)


def _start(folder: Path, program: Path, files: list[Path]) -> dict[str, float]:
    """The milestones that one fresh process prints."""
    picture = ["--timings", "--screenshot", str(folder / "window.png")]
    ended = subprocess.run(
        [sys.executable, "-m", "explorer", "--trust", *picture, *map(str, files)],
        cwd=program,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LINEAGE_EXPLORER_HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return json.loads(ended.stdout.splitlines()[-1])


def _edits(folder: Path) -> list[Figure]:
    """From the text on disk to a graph with code, after an edit of one of twelve files."""
    files = _flow(folder / "edits")
    modules = [ModuleRef(file.stem, file) for file in files]
    shelf, text, seconds = Shelf(keeps_whole=True), files[3].read_text(), []
    for number in range(ROUNDS * 2):
        files[3].write_text(f"{text}\n\ndef edited_{number}() -> int:\n    return {number}\n")
        started = time.process_time()
        read_modules(modules, [files[0].parent], with_code=True, shelf=shelf)
        seconds.append(time.process_time() - started)
    afresh = _seconds(lambda: read_modules(modules, [files[0].parent], with_code=True))
    hot = statistics.median(seconds[2:])
    drawn = json.loads(_python(folder, "tests.benchmarks.edits", str(folder / "edits")))
    return [
        at_most(
            "300 functions: read after an edit (peer: all)", 1000 * hot, "ms", peer=1000 * afresh
        ),
        at_most("300 functions: save to drawn", statistics.median(drawn), "ms", 300),
    ]


def _python(folder: Path, module: str, *words: str) -> str:
    home = {"QT_QPA_PLATFORM": "offscreen", "LINEAGE_EXPLORER_HOME": str(folder)}
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(
        command, env={**os.environ, **home}, capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout.splitlines()[-1]


def _reruns(folder: Path) -> list[Figure]:
    """Edit to the end of a run of what it made stale, against a fresh script of the same."""
    home = folder / "rerun"
    home.mkdir()
    (home / "script.py").write_text(SCRIPT)
    text = BIG + "\n\n".join(
        f"def n{i}(n{i - 1}: float) -> float:\n    return n{i - 1} + 1\n"
        for i in range(1, FUNCTIONS)
    )
    flow = home / "flow.py"
    flow.write_text(text)
    script = _seconds(lambda: _script(home))
    rig = Rig(cwd=home)
    try:
        rig.load(home, "flow")
        _run(rig)
        rounds = [_rerun(rig, flow, text, number) for number in range(ROUNDS)]
    finally:
        rig.close()
    ours = statistics.median(rounds)
    name = "edit to re-run beside 1 GB held: times faster than a fresh script"
    return [
        at_most("edit to re-run of one of 300 nodes beside 1 GB", ours, "s", peer=script),
        at_least(name, script / ours, "x", 20),
    ]


def _script(home: Path) -> None:
    subprocess.run([sys.executable, "script.py"], cwd=home, check=True, capture_output=True)


def _rerun(rig: Rig, flow: Path, text: str, number: int) -> float:
    last = f"n{FUNCTIONS - 1}(n{FUNCTIONS - 2}: float) -> float:\n    return n{FUNCTIONS - 2}"
    assert last in text
    flow.write_text(text.replace(last, f"{last} + {number}"))
    started = time.perf_counter()
    rig.load(flow.parent, "flow")
    _run(rig)
    return time.perf_counter() - started


def _run(rig: Rig) -> None:
    rig.send(Execute(rig.ticket(), (f"n{FUNCTIONS - 1}",), {"seed": Given(json=1)}))
    ended = rig.next(RunEnded, timeout=60)
    assert ended.status == "ok", ended


def _seconds(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started
