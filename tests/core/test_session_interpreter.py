"""Which interpreter runs a dataflow."""

import os
import sys
from pathlib import Path

import pytest

from core.session import find_interpreter


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    monkeypatch.delenv("CONDA_PREFIX", raising=False)


def make_environment(folder: Path) -> Path:
    """An environment as `python -m venv` lays it out: its interpreter is a link."""
    python = folder / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    return python


@pytest.mark.parametrize("name", [".venv", "venv"])
def test_the_environment_above_the_target_is_found(tmp_path: Path, name: str) -> None:
    python = make_environment(tmp_path / name)
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)

    found = find_interpreter(deep)

    assert found.path == python
    assert not found.problem
    assert str(tmp_path / name) in found.origin


def test_the_link_of_an_environment_is_not_followed(tmp_path: Path) -> None:
    python = make_environment(tmp_path / ".venv")

    found = find_interpreter(tmp_path, Path(os.path.relpath(python)))

    assert found.path.is_symlink()
    assert found.path.samefile(python)


def test_the_nearest_environment_wins(tmp_path: Path) -> None:
    make_environment(tmp_path / ".venv")
    near = make_environment(tmp_path / "project" / "venv")

    found = find_interpreter(tmp_path / "project")

    assert found.path == near


@pytest.mark.parametrize("variable", ["VIRTUAL_ENV", "CONDA_PREFIX"])
def test_without_one_the_active_environment_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    python = make_environment(tmp_path / "active")
    monkeypatch.setenv(variable, str(tmp_path / "active"))

    found = find_interpreter(tmp_path)

    assert (found.path, found.origin) == (python, f"from {variable}")


def test_an_active_environment_that_is_gone_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "gone"))

    found = find_interpreter(tmp_path)

    assert found.path == Path(sys.executable)


def test_the_chosen_one_wins_over_all(tmp_path: Path) -> None:
    make_environment(tmp_path / ".venv")
    chosen = make_environment(tmp_path / "other")

    assert find_interpreter(tmp_path, chosen).path == chosen
    assert find_interpreter(tmp_path, tmp_path / "other").path == chosen


def test_a_command_is_looked_for_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = make_environment(tmp_path / "some")
    monkeypatch.setenv("PATH", str(python.parent))
    monkeypatch.chdir(tmp_path)

    found = find_interpreter(tmp_path, Path("python"))

    assert found.path == python


def test_a_chosen_one_that_is_not_there_is_told(tmp_path: Path) -> None:
    found = find_interpreter(tmp_path, tmp_path / "nowhere" / "python")

    assert f"There is no interpreter {tmp_path / 'nowhere' / 'python'}" in found.problem
