"""Files on the disk that change: told once they rest."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

REST_MILLISECONDS = 60
"""Changes are told when nothing more came for so long: editors write in several steps."""
LONG_REST_MILLISECONDS = 400
"""The same while a file is gone or empty: it is being replaced, or written from its start."""
_CODE = (".py", ".pyd", ".so")

_Stamp = tuple[int, int, int]


class Watch(QObject):
    """Watches files, and their folders, since editors and git replace files rather than write them.

    A file counts as changed when its size, time or identity differs: not when it was only touched
    by a tool that looks at it.
    """

    changed = Signal(object)
    """Emitted with a frozenset of the Paths that were changed, made or deleted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files: frozenset[Path] = frozenset()
        self._folders: frozenset[Path] = frozenset()
        self._stamps: Mapping[Path, _Stamp | None] = {}
        self._is_patient = False
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._stir)
        self._watcher.directoryChanged.connect(self._stir)
        self._rest = QTimer(self, singleShot=True, interval=REST_MILLISECONDS)
        self._rest.timeout.connect(self._look)

    def watch(self, files: Iterable[Path], folders: Iterable[Path] = ()) -> None:
        """Watch these files from now on, and no others. Files need not exist.

        Of `folders` all code is watched that lies directly in them, also what is made later. What
        has changed since files were watched before is still told.
        """
        self._files, self._folders = frozenset(files), frozenset(folders)
        if gone := {*self._watcher.files(), *self._watcher.directories()} - self._wanted():
            self._watcher.removePaths(sorted(gone))
        known = self._stamps
        self._stamps = {file: known.get(file, _stamp(file)) for file in self._all()}
        self._attend()
        self._stir()

    def _all(self) -> set[Path]:
        listed = (file for folder in self._folders for file in _code_in(folder))
        return {*self._files, *listed}

    def _wanted(self) -> set[str]:
        """Return what to watch of what is there: a file that was replaced has to be anew."""
        folders = {*(file.parent for file in self._files), *self._folders}
        files = (file for file in self._files if file.is_file())
        return {*(str(folder) for folder in folders if folder.is_dir()), *map(str, files)}

    def _attend(self) -> None:
        known = {*self._watcher.files(), *self._watcher.directories()}
        if fresh := self._wanted() - known:
            self._watcher.addPaths(sorted(fresh))

    def _stir(self) -> None:
        self._rest.start(REST_MILLISECONDS)

    def _look(self) -> None:
        now = {file: _stamp(file) for file in self._all().union(self._stamps)}
        if self._may_be_half_done(now) and not self._is_patient:
            self._is_patient = True
            self._rest.start(LONG_REST_MILLISECONDS)
            return
        self._is_patient = False
        before, self._stamps = (
            self._stamps,
            {file: now[file] for file in self._all() if file in now},
        )
        self._attend()
        different = frozenset(file for file, stamp in now.items() if before.get(file) != stamp)
        if different:
            self.changed.emit(different)

    def _may_be_half_done(self, now: Mapping[Path, _Stamp | None]) -> bool:
        """Whether a file that had something in it is gone, or has nothing in it now."""
        changed = (file for file, stamp in self._stamps.items() if stamp and stamp != now[file])
        return any(not (now[file] or (0, 0))[1] for file in changed)


def _code_in(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return [Path(entry.path) for entry in entries if entry.name.endswith(_CODE)]
    except OSError:
        return []


def _stamp(file: Path) -> _Stamp | None:
    """Return what tells one state of a file from another; None when it is not there."""
    try:
        status = os.stat(file)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
