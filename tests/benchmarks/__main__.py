"""Measure what is claimed: `python -m tests.benchmarks [name ...]`.

Each module beside this one has `measure() -> list[Figure]`. Prints one table and writes
build/bench.json. Figures are ratios between things run in turn, counted work, or times on this
machine; a figure that misses what was asked is marked, and the command still ends well.
"""

import importlib
import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.figure import Figure

FOLDER = Path(__file__).parent
BUILD = FOLDER.parent.parent / "build"


def topics() -> list[str]:
    """Names of the modules that measure something, in order."""
    return sorted(
        file.stem for file in FOLDER.glob("*.py") if "def measure(" in file.read_text("utf-8")
    )


def table(figures: Iterable[Figure]) -> str:
    """The figures as aligned text."""
    rows = [("", "figure", "value", "asked", "peer")]
    for figure in figures:
        mark = {True: "ok", False: "MISS", None: ""}[figure["ok"]]
        asked = "" if figure["asked"] is None else f"{figure['asked']:g}"
        peer = "" if figure["peer"] is None else f"{figure['peer']:.4g}"
        rows.append((mark, figure["name"], f"{figure['value']:.4g} {figure['unit']}", asked, peer))
    widths = [max(len(row[i]) for row in rows) for i in range(5)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def main() -> int:
    """Measure the topics named on the command line, or all."""
    wanted = sys.argv[1:] or topics()
    figures: list[Figure] = []
    for topic in wanted:
        started = time.perf_counter()
        measured = importlib.import_module(f"tests.benchmarks.{topic}").measure()
        figures.extend(measured)
        print(f"\n{topic} ({time.perf_counter() - started:.0f} s)\n{table(measured)}", flush=True)
    BUILD.mkdir(exist_ok=True)
    (BUILD / "bench.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    missed = sum(figure["ok"] is False for figure in figures)
    print(f"\n{len(figures)} figures, {missed} missed; written to build/bench.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
