"""Which files are the user's own."""

import os
import sysconfig
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

_INSTALLED = {"site-packages", "dist-packages"}


class ProjectFiles:
    """Tells the user's own files from installed ones.

    A file is the project's when it lies below one of the folders, but neither among installed
    packages (of a virtual environment inside the project, say) nor in the standard library.
    """

    def __init__(self, folders: Iterable[str]) -> None:
        self._foreign = {_folder(path) for path in sysconfig.get_paths().values()}
        self._folders = {_folder(folder) for folder in folders} - self._foreign
        self.holds = lru_cache(maxsize=None)(self._holds)

    def _holds(self, path: str) -> bool:
        real = os.path.realpath(path)
        return os.path.isabs(path) and any(self._holds_below(f, real) for f in self._folders)

    def _holds_below(self, folder: str, file: str) -> bool:
        if not file.startswith(folder):
            return False
        if not _INSTALLED.isdisjoint(Path(file[len(folder) :]).parts):
            return False
        return not any(f.startswith(folder) and file.startswith(f) for f in self._foreign)


def _folder(path: str) -> str:
    return os.path.join(os.path.realpath(path), "")
