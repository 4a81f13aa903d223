"""The program as it is where it was installed: with its bytecode."""

import compileall
import shutil
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_PACKAGES = ("core", "explorer", "resources")


def installed(folder: Path) -> Path:
    """Copy the program into a new folder, compiled; a process started there runs the copy."""
    for package in _PACKAGES:
        left_out = shutil.ignore_patterns("__pycache__")
        shutil.copytree(_ROOT / package, folder / package, ignore=left_out)
    compileall.compile_dir(folder, quiet=1)
    return folder
