"""The interpreters of this machine that may run a dataflow. Looks at files only; starts nothing."""

import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from core.session.interpreter import Interpreter
from core.session.system import python_of

_VERSIONS = ("3.10", "3.11", "3.12", "3.13", "3.14")
_CONDA = ("miniconda3", "anaconda3", "miniforge3", "mambaforge", "micromamba")
_KEPT = (".virtualenvs", ".local/share/virtualenvs", ".cache/pypoetry/virtualenvs")
_MOST = 60


def interpreters(start: Path, home: Path | None = None) -> tuple[Interpreter, ...]:
    """Return what could run a dataflow in the folder `start`, the likeliest first.

    These are the environments in the folder and above it, the active one, those of conda,
    virtualenv and poetry, and plain interpreters: pyenv's and those on PATH. `origin` says what
    each one is, with its version where its files tell.
    """
    found: dict[Path, Interpreter] = {}
    for folder, kind in _environments(start, home or Path.home()):
        python = python_of(folder)
        if python.is_file():
            found.setdefault(python, Interpreter(python, _told(folder, kind)))
    for python in _on_path():
        found.setdefault(python, Interpreter(python, f"{_version_in(python.name)}on PATH"))
    own = Path(sys.executable)
    found.setdefault(own, Interpreter(own, "Lineage Explorer's own"))
    return tuple(found.values())[:_MOST]


def _environments(start: Path, home: Path) -> Iterator[tuple[Path, str]]:
    """Yield folders that may be environments, each with what it is."""
    for folder in (start, *start.parents):
        near = (inside for inside in _folders(folder) if (inside / "pyvenv.cfg").is_file())
        yield from ((inside, f"environment {inside.name} in {folder}") for inside in near)
    active = filter(None, map(os.environ.get, ("VIRTUAL_ENV", "CONDA_PREFIX")))
    yield from ((Path(place), f"the active environment {Path(place).name}") for place in active)
    yield from ((folder, f"conda environment {folder.name}") for folder in _conda(home))
    for place in (home / kept for kept in _KEPT):
        yield from ((one, f"environment {one.name} in {place}") for one in _folders(place))
    pyenv = Path(os.environ.get("PYENV_ROOT") or home / ".pyenv")
    yield from ((folder, "pyenv") for folder in reversed(_folders(pyenv / "versions")))


def _conda(home: Path) -> Iterator[Path]:
    with suppress(OSError, UnicodeDecodeError):
        yield from map(Path, (home / ".conda" / "environments.txt").read_text().splitlines())
    roots = [home / name for name in _CONDA] + [Path("/opt/conda")]
    if command := os.environ.get("CONDA_EXE"):
        roots.append(Path(command).parent.parent)
    for root in roots:
        if (root / "conda-meta").is_dir():
            yield root
        yield from _folders(root / "envs")


def _on_path() -> Iterator[Path]:
    for version in reversed(_VERSIONS):
        if python := shutil.which(f"python{version}"):
            yield Path(python)


def _folders(place: Path) -> list[Path]:
    try:
        with os.scandir(place) as entries:
            return sorted(Path(entry.path) for entry in entries if entry.is_dir())
    except OSError:
        return []


def _told(folder: Path, kind: str) -> str:
    return f"{_version(folder)}{kind}"


def _version(folder: Path) -> str:
    """Return the version of Python in an environment, with a separator; empty when not told."""
    try:
        settings = (folder / "pyvenv.cfg").read_text()
    except (OSError, UnicodeDecodeError):
        settings = ""
    if told := re.search(r"^version(?:_info)?\s*=\s*(\d+\.\d+(?:\.\d+)?)", settings, re.MULTILINE):
        return f"Python {told[1]} · "
    names: Iterable[str] = (found.name for found in _folders(folder / "lib"))
    return next((version for name in names if (version := _version_in(name))), "")


def _version_in(name: str) -> str:
    found = re.fullmatch(r"python(\d\.\d+)", name)
    return f"Python {found[1]} · " if found else ""
