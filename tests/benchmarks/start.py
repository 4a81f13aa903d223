"""How long a person waits from the start of the process until there is something to see."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.documents import write_document
from tests.benchmarks.figure import Figure, at_most
from tests.benchmarks.installation import installed

ROUNDS = 7
ASKED_SHOWN, ASKED_EXAMPLE = 0.4, 1.8
ASKED_DRAWN = {300: 0.45, 5000: 0.8, 20_000: 1.0}
"""Seconds until graphs of so many nodes are drawn that were opened before."""


def measure() -> list[Figure]:
    """Medians over fresh processes with a warm disk cache and bytecode, offscreen."""
    with tempfile.TemporaryDirectory() as home:
        installed(Path(home) / "program")
        return [*example(Path(home)), *documents(Path(home))]


def example(home: Path) -> list[Figure]:
    """The bundled example."""
    found = starts(home, "demo")
    return [
        at_most("start to window shown", found["window_shown"], "s", ASKED_SHOWN),
        at_most("start to the example's graph drawn", found["graph_drawn"], "s", ASKED_EXAMPLE),
        at_most("start to the worker's graph", found["worker_ready"], "s"),
    ]


def documents(home: Path) -> list[Figure]:
    """Graphs of JSON, as they open by themselves: above 300 nodes a card for each module."""
    figures: list[Figure] = []
    for count, asked in ASKED_DRAWN.items():
        file = write_document(home / f"{count}.json", count)
        drawn = starts(home, str(file))["graph_drawn"]
        figures.append(at_most(f"start to {count:,} nodes of JSON drawn", drawn, "s", asked))
    return figures


def starts(home: Path, *arguments: str) -> dict[str, float]:
    """The medians of the milestones over some starts; the first one does not count."""
    found = [start(home, *arguments) for _ in range(ROUNDS + 1)][1:]
    names = [name for name, value in found[0].items() if value is not None]
    return {name: statistics.median(one[name] for one in found) for name in names}


def start(home: Path, *arguments: str) -> dict[str, float]:
    """The milestones that one fresh process prints, in seconds."""
    picture = ["--timings", "--screenshot", str(home / "window.png")]
    ended = subprocess.run(
        [sys.executable, "-m", "explorer", *arguments, *picture],
        cwd=home / "program",
        env=_environment(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return json.loads(ended.stdout.splitlines()[-1])


def _environment(home: Path) -> dict[str, str]:
    """A home of its own."""
    homes = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    return {
        **os.environ,
        **dict.fromkeys(homes, str(home)),
        "QT_QPA_PLATFORM": "offscreen",
    }
