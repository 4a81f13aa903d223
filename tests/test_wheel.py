"""The wheel in an environment of its own: the command is there, with the files it needs."""

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(command: Sequence[str | Path], **environment: str) -> subprocess.CompletedProcess[str]:
    scrubbed = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [str(part) for part in command],
        env={**scrubbed, **environment},
        cwd=ROOT.anchor,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a new environment that holds the wheel.

    Its dependencies are those of the environment the tests run in, seen through a path file, so
    that the test needs no network.
    """
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder, ROOT]
    built = run(build)
    assert built.returncode == 0, built.stdout + built.stderr
    wheel = next(folder.glob("lineage_explorer-*.whl"))
    environment = folder / "environment"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    put = run([python, "-m", "pip", "install", "-q", "--no-deps", "--no-index", wheel])
    assert put.returncode == 0, put.stderr
    purelib = run([python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"])
    path_file = Path(purelib.stdout.strip()) / "dependencies.pth"
    path_file.write_text(sysconfig.get_paths()["purelib"] + "\n")
    return environment / "bin"


@pytest.mark.slow
def test_the_wheel_runs_its_own_example(installed: Path, tmp_path: Path) -> None:
    command = installed / "lineage-explorer"
    purelib = run([installed / "python", "-c", "import core; print(core.__file__)"])

    shown = run(
        [command, "demo", "--screenshot", tmp_path / "window.png"],
        QT_QPA_PLATFORM="offscreen",
        XDG_DATA_HOME=str(tmp_path / "data"),
        XDG_CONFIG_HOME=str(tmp_path / "config"),
    )

    assert Path(purelib.stdout.strip()).is_relative_to(installed.parent)
    assert shown.returncode == 0, shown.stderr
    assert (tmp_path / "window.png").stat().st_size > 20_000


def test_the_wheel_holds_everything_it_shows(installed: Path) -> None:
    ask = "from explorer.bundled import resources; print(resources())"

    folder = Path(run([installed / "python", "-c", ask]).stdout.strip())

    assert folder.is_relative_to(installed.parent)
    assert list(folder.glob("fonts/*.[ot]tf"))
    assert list(folder.glob("icons/*.svg"))
    assert (folder / "examples" / "data" / "orders.csv").is_file()


def test_a_stranger_that_owns_our_name_is_named_in_one_sentence(
    installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "__init__.py").write_text("raise SystemError('not yours')\n")

    answer = run([installed / "lineage-explorer", "--version"], PYTHONPATH=str(tmp_path))

    assert answer.returncode == 2
    assert "another package owns the name `core`" in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1
