"""Files on the disk that change: told once they rest."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

REST_MILLISECONDS = 80
"""Changes are told when nothing more came for so long: editors write in several steps."""

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
        self._stamps: Mapping[Path, _Stamp | None] = {}
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._stir)
        self._watcher.directoryChanged.connect(self._stir)
        self._rest = QTimer(self, singleShot=True, interval=REST_MILLISECONDS)
        self._rest.timeout.connect(self._look)

    def watch(self, files: Iterable[Path]) -> None:
        """Watch these files from now on, and no others. Files need not exist."""
        if known := [*self._watcher.files(), *self._watcher.directories()]:
            self._watcher.removePaths(known)
        self._stamps = {file: _stamp(file) for file in files}
        self._rest.stop()
        self._attend()

    def _attend(self) -> None:
        """Watch what is there now; a file that was replaced has to be watched anew."""
        folders = {str(file.parent) for file in self._stamps if file.parent.is_dir()}
        files = {str(file) for file, stamp in self._stamps.items() if stamp}
        known = {*self._watcher.files(), *self._watcher.directories()}
        if fresh := (folders | files) - known:
            self._watcher.addPaths(sorted(fresh))

    def _stir(self) -> None:
        self._rest.start()

    def _look(self) -> None:
        before, self._stamps = self._stamps, {file: _stamp(file) for file in self._stamps}
        self._attend()
        different = frozenset(file for file in before if before[file] != self._stamps[file])
        if different:
            self.changed.emit(different)


def _stamp(file: Path) -> _Stamp | None:
    """Return what tells one state of a file from another; None when it is not there."""
    try:
        status = os.stat(file)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
