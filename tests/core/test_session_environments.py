"""Interpreters to choose from, found without starting any."""

from pathlib import Path

import pytest

from core.session import interpreters


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX", "CONDA_EXE", "PYENV_ROOT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    return tmp_path / "home"


def environment(folder: Path, settings: str | None = None, version: str = "") -> Path:
    """An environment whose interpreter leaves a trace when it is started."""
    python = folder / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\ntouch {folder}/ran\n")
    python.chmod(0o755)
    if settings is not None:
        (folder / "pyvenv.cfg").write_text(settings)
    if version:
        (folder / "lib" / f"python{version}").mkdir(parents=True)
    return python


def test_environments_of_all_kinds_are_found_and_none_is_started(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flows = tmp_path / "project" / "flows"
    flows.mkdir(parents=True)
    near = environment(tmp_path / "project" / "env", "home = /x\nversion = 3.12.1\n")
    conda = environment(home / "miniconda3" / "envs" / "science", version="3.11")
    listed = environment(tmp_path / "listed")
    (home / ".conda").mkdir()
    (home / ".conda" / "environments.txt").write_text(f"{listed.parent.parent}\n/gone\n")
    poetry = environment(home / ".cache" / "pypoetry" / "virtualenvs" / "flows-1", "version = 3.10")
    plain = environment(home / ".pyenv" / "versions" / "3.13.0", version="3.13")
    active = environment(tmp_path / "away" / "active", "version_info = 3.14.0.final.0")
    monkeypatch.setenv("VIRTUAL_ENV", str(active.parent.parent))

    found = {one.path: one.origin for one in interpreters(flows, home)}

    assert next(iter(found)) == near
    assert found[near] == f"Python 3.12.1 · environment env in {tmp_path / 'project'}"
    assert found[conda] == "Python 3.11 · conda environment science"
    assert found[listed] == "conda environment listed"
    assert found[poetry].startswith("Python 3.10 · environment flows-1")
    assert found[plain] == "Python 3.13 · pyenv"
    assert found[active] == "Python 3.14.0 · the active environment active"
    assert not list(tmp_path.rglob("ran"))


def test_there_is_always_one(home: Path, tmp_path: Path) -> None:
    assert interpreters(tmp_path, home)[-1].origin == "Lineage Explorer's own"
