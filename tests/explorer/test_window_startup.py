"""The command as a process of its own: milestones, pictures, and what it never imports."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import psutil
import pytest
from PySide6.QtGui import QImage

from tests.explorer.rig import FLOW, write

SPY = """
    import json
    import sys
    from explorer.entry import main

    code = main(sys.argv[2:])
    with open(sys.argv[1], "w") as file:
        json.dump(sorted(sys.modules), file)
    sys.exit(code)
"""
FOREIGN = ("hamilton", "pandas", "matplotlib", "polars", "pyarrow")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "LINEAGE_EXPLORER_HOME": str(tmp_path / "home"),
        "QT_QPA_PLATFORM": "offscreen",
    }


def explorer(
    environment: dict[str, str], *arguments: object, cwd: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "explorer", *map(str, arguments)],
        env=environment | {"PYTHONPATH": os.pathsep.join(sys.path)},
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_whole_session_imports_neither_hamilton_nor_anything_of_the_user(
    environment: dict[str, str], tmp_path: Path
) -> None:
    modules, picture = tmp_path / "modules.json", tmp_path / "window.png"
    subprocess.run(
        [
            *(sys.executable, "-c", textwrap.dedent(SPY), modules),
            *("demo", "--run", "--screenshot", picture),
        ],
        env=environment | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=True,
    )

    imported = json.loads(modules.read_text())
    tops = {name.partition(".")[0] for name in imported}
    assert tops.isdisjoint(FOREIGN)
    assert tops.isdisjoint({"loading", "cleaning", "sales", "forecast", "report", "trend"})
    assert (QImage(str(picture)).width(), QImage(str(picture)).height()) == (1440, 900)


def test_the_milestones_come_as_one_line_of_json(
    environment: dict[str, str], tmp_path: Path
) -> None:
    ended = explorer(environment, "demo", "--timings", "--screenshot", tmp_path / "window.png")

    (line,) = ended.stdout.splitlines()
    milestones = json.loads(line)
    assert ended.returncode == 0
    assert list(milestones) == ["window_shown", "graph_drawn", "worker_ready"]
    assert 0 < milestones["window_shown"] < milestones["graph_drawn"] < milestones["worker_ready"]


def test_an_untrusted_folder_is_drawn_and_its_worker_is_never_ready(
    environment: dict[str, str], tmp_path: Path
) -> None:
    write(tmp_path / "flow", "numbers_flow.py", FLOW)
    picture = tmp_path / "window.png"

    ended = explorer(
        environment, "numbers_flow.py", "--timings", "--screenshot", picture, cwd=tmp_path / "flow"
    )

    milestones = json.loads(ended.stdout)
    assert ended.returncode == 0
    assert milestones["graph_drawn"] > 0
    assert milestones["worker_ready"] is None
    assert picture.exists()


def test_nothing_to_open_shows_the_welcome(environment: dict[str, str], tmp_path: Path) -> None:
    picture = tmp_path / "window.png"

    ended = explorer(environment, "--screenshot", picture, cwd=tmp_path)

    assert ended.returncode == 0
    assert picture.exists()


def test_a_picture_that_cannot_be_written_is_said(
    environment: dict[str, str], tmp_path: Path
) -> None:
    ended = explorer(environment, "--screenshot", tmp_path / "no" / "window.png", cwd=tmp_path)

    assert ended.returncode == 1
    assert "could not be written" in ended.stderr


def test_a_polite_kill_closes_the_window_and_leaves_no_process(
    environment: dict[str, str], tmp_path: Path
) -> None:
    process = psutil.Popen(
        [sys.executable, "-m", "explorer", "demo", "--timings"],
        env=environment | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process.stdout:
        process.stdout.readline()
        children = process.children(recursive=True)

        process.send_signal(signal.SIGTERM)

        assert process.wait(timeout=30) == 0
    _, alive = psutil.wait_procs(children, timeout=10)
    assert children
    assert not alive
    assert (tmp_path / "home" / "window.json").exists()
