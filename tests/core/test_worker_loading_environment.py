"""What is missing in the interpreter of the project is said with the command that mends it."""

import subprocess
import sys
from pathlib import Path

import pytest

from core.worker.messages import Execute, Loaded, Peek, Refused
from tests.core.worker_rig import Rig, write


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the interpreter of an environment that has nothing."""
    folder = tmp_path_factory.mktemp("bare")
    command = [sys.executable, "-m", "venv", "--without-pip", str(folder)]
    subprocess.run(command, check=True, timeout=120)
    return folder / "bin" / "python"


def install(python: Path, name: str, files: dict[str, str]) -> Path:
    site = next(python.parents[1].glob("lib/*/site-packages"))
    return write(site, {f"{name}/{file}": text for file, text in files.items()})


def test_without_hamilton_it_says_so_and_lives(bare: Path, tmp_path: Path) -> None:
    rig = Rig(bare, cwd=write(tmp_path, {"flow.py": "def a() -> int: return 1\n"}))

    nodes, loaded = rig.load(tmp_path, "flow")
    rig.send(Execute(rig.ticket(), ("a",)))
    refused = rig.next(Refused)
    rig.send(Peek(rig.ticket(), "a"))
    nothing = rig.next(Refused)
    rig.close()

    assert not nodes
    assert rig.hello.hamilton == ""
    assert rig.hello.executable == str(bare)
    assert rig.hello.problems == loaded.problems
    assert loaded.problems[0].kind == "environment"
    assert loaded.problems[0].message == (
        f"Hamilton is not installed for {bare}. "
        f"Install it: {bare} -m pip install apache-hamilton packaging"
    )
    assert "without Hamilton" in refused.message
    assert nothing.message == "Nothing has been computed yet."


@pytest.mark.parametrize(
    ("version", "words"),
    [("(1, 44, 0)", "1.44.0 is too old"), ("(1, 90, 0)", "is installed but cannot be imported")],
)
def test_a_hamilton_that_cannot_be_used_is_told(
    bare: Path, tmp_path: Path, version: str, words: str
) -> None:
    install(bare, "hamilton", {"__init__.py": "", "version.py": f"VERSION = {version}\n"})
    rig = Rig(bare, cwd=tmp_path)

    _, loaded = rig.load(tmp_path, "flow")
    rig.close()

    assert words in loaded.problems[0].message
    assert f"{bare} -m pip install --upgrade apache-hamilton" in loaded.problems[0].message


def test_a_missing_packaging_is_told_before_frames_fail(bare: Path, tmp_path: Path) -> None:
    install(bare, "hamilton", {"__init__.py": "", "version.py": "VERSION = (1, 90, 0)\n"})
    install(bare, "pandas", {"__init__.py": ""})

    rig = Rig(bare, cwd=tmp_path)
    rig.close()

    assert f"Install it: {bare} -m pip install packaging" in rig.hello.problems[0].message


def test_an_old_hamilton_is_warned_of(bare: Path, tmp_path: Path) -> None:
    install(bare, "hamilton", {"__init__.py": "", "version.py": "VERSION = (1, 60, 2, 'rc0')\n"})

    rig = Rig(bare, cwd=tmp_path)
    rig.close()

    assert rig.hello.hamilton.startswith("1.60.2")
    assert "is old" in rig.hello.problems[0].message


def test_loaded_is_still_an_answer_for_every_ticket(bare: Path, tmp_path: Path) -> None:
    rig = Rig(bare, cwd=tmp_path)

    tickets = [rig.load(tmp_path, "flow")[1] for _ in range(2)]
    rig.close()

    assert [type(answer) for answer in tickets] == [Loaded, Loaded]
    assert tickets[0].ticket != tickets[1].ticket
