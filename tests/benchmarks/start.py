"""How long a person waits from the start of the process until there is something to see."""

import json
import os
import statistics
import subprocess
import sys
import tempfile

from tests.benchmarks.figure import Figure, at_most

ROUNDS = 7


def measure() -> list[Figure]:
    """Medians over fresh processes with a warm disk cache, offscreen, of the bundled example."""
    with tempfile.TemporaryDirectory() as home:
        milestones = [start(home) for _ in range(ROUNDS + 1)][1:]

    def median(name: str) -> float:
        return statistics.median(float(one[name]) for one in milestones)

    return [
        at_most("start to window shown", median("window_shown"), "s", 0.4),
        at_most("start to the example's graph drawn", median("graph_drawn"), "s", 1.8),
        at_most("start to the worker's graph", median("worker_ready"), "s"),
    ]


def start(home: str) -> dict[str, float]:
    """The milestones that one fresh process prints."""
    ended = subprocess.run(
        [
            sys.executable,
            "-m",
            "explorer",
            "demo",
            "--timings",
            "--screenshot",
            os.path.join(home, "window.png"),
        ],
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_DATA_HOME": home,
            "XDG_CONFIG_HOME": home,
            "XDG_CACHE_HOME": home,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return json.loads(ended.stdout.splitlines()[-1])
