"""Which interpreter runs the user's code. Looks at files only; starts nothing."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.session.system import python_of

_ENVIRONMENT_FOLDERS = (".venv", "venv")
_ACTIVE = ("VIRTUAL_ENV", "CONDA_PREFIX")


@dataclass(frozen=True, slots=True)
class Interpreter:
    """An interpreter, and why it is this one.

    `path` is absolute and not resolved: the link in an environment is what makes Python use that
    environment. It may lead nowhere when a person chose it. `origin` is for people to read.
    """

    path: Path
    origin: str

    @property
    def problem(self) -> str:
        """A sentence when there is no such program; empty when there is."""
        if self.path.is_file() and os.access(self.path, os.X_OK):
            return ""
        return (
            f"There is no interpreter {self.path} ({self.origin}). "
            "Name one with --python, or leave it out to have one found."
        )


def find_interpreter(start: Path, chosen: Path | None = None) -> Interpreter:
    """Return the interpreter for a dataflow in the folder `start`.

    It is the one `chosen` (an interpreter, an environment's folder, or a command), else that of
    `.venv` or `venv` in `start` or above, else of the active environment, else our own.
    """
    if chosen is not None:
        return Interpreter(_chosen(chosen), "chosen")
    return next(_candidates(start), Interpreter(Path(sys.executable), "Lineage Explorer's own"))


def _candidates(start: Path) -> Iterator[Interpreter]:
    for folder in (start, *start.parents):
        for name in _ENVIRONMENT_FOLDERS:
            python = python_of(folder / name)
            if os.path.isfile(python):
                yield Interpreter(python, f"found in {folder / name}")
    for variable in _ACTIVE:
        environment = os.environ.get(variable)
        if environment and os.path.isfile(python := python_of(Path(environment))):
            yield Interpreter(python, f"from {variable}")


def _chosen(path: Path) -> Path:
    given = path.expanduser()
    if given.is_dir():
        return python_of(given.absolute())
    if not given.exists() and len(path.parts) == 1 and (command := shutil.which(str(path))):
        return Path(command)
    return given.absolute()
