"""Files on the disk that change: told once they rest."""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from explorer.background import Background

REST_MILLISECONDS = 60
"""Changes are told when nothing more came for so long: editors write in several steps."""
LONG_REST_MILLISECONDS = 400
"""The same while a file is gone or empty: it is being replaced, or written from its start."""
_CODE = (".py", ".pyd", ".so")

_Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Survey:
    """What is there: a stamp of each file asked for, and what of all that can be watched."""

    listed: frozenset[Path]
    """The files that are watched, those found in folders among them."""
    stamps: Mapping[Path, _Stamp | None]
    places: frozenset[str]


class Watch(QObject):
    """Watches files, and their folders, since editors and git replace files rather than write them.

    A file counts as changed when its size, time or identity differs: not when it was only touched
    by a tool that looks at it. The disk is looked through on another thread.
    """

    changed = Signal(object)
    """Emitted with a frozenset of the Paths that were changed, made or deleted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._subject: tuple[frozenset[Path], frozenset[Path]] = (frozenset(), frozenset())
        self._stamps: Mapping[Path, _Stamp | None] = {}
        self._known_folders: frozenset[Path] = frozenset()
        self._is_begun = False
        self._is_patient = False
        self._background = Background(self)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._stir)
        self._watcher.directoryChanged.connect(self._stir)
        self._rest = QTimer(self, singleShot=True, interval=REST_MILLISECONDS)
        self._rest.timeout.connect(lambda: self._survey(self._look, self._stamps))

    def watch(self, files: Iterable[Path], folders: Iterable[Path] = ()) -> None:
        """Watch these files from now on, and no others. Files need not exist.

        Of `folders` all code is watched that lies directly in them, also what is made later. What
        has changed since files were watched before is still told.
        """
        subject = (frozenset(files), frozenset(folders))
        if subject == self._subject and not any(subject):
            return
        self._subject, self._is_begun = subject, False
        self._rest.stop()
        fresh = subject[0].difference(self._stamps)
        self._stamps = {**self._stamps, **{file: _stamp(file) for file in fresh}}
        self._survey(self._begin)

    def close(self) -> None:
        """Watch nothing any more, for good."""
        self._rest.stop()
        self._background.close()

    def _survey(self, then: Callable[[_Survey], None], others: Iterable[Path] = ()) -> None:
        """Look through the disk, unless something else is to be watched by then."""
        subject, others = self._subject, frozenset(others)

        def tell(survey: _Survey) -> None:
            self._learn(survey, subject[1])
            if subject is self._subject:
                then(survey)

        self._background.run(lambda: _surveyed(*subject, others), tell)

    def _learn(self, survey: _Survey, folders: frozenset[Path]) -> None:
        """Know what is in folders that were never looked through; in others a new file is news."""
        known = self._stamps.keys()
        first = {f for f in survey.listed - known if f.parent not in self._known_folders}
        self._stamps = {**self._stamps, **{file: survey.stamps[file] for file in first}}
        self._known_folders |= folders

    def _begin(self, survey: _Survey) -> None:
        self._stamps = {file: self._stamps.get(file) for file in survey.listed}
        self._known_folders = self._subject[1]
        self._is_begun = True
        self._attend(survey.places)
        self._stir()

    def _attend(self, places: frozenset[str]) -> None:
        """Have the system tell of these; a file that was replaced has to be named anew."""
        known = {*self._watcher.files(), *self._watcher.directories()}
        if gone := known - places:
            self._watcher.removePaths(sorted(gone))
        if fresh := places - known:
            self._watcher.addPaths(sorted(fresh))

    def _stir(self) -> None:
        if self._is_begun:
            self._rest.start(REST_MILLISECONDS)

    def _look(self, survey: _Survey) -> None:
        now = survey.stamps
        if self._may_be_half_done(now) and not self._is_patient:
            self._is_patient = True
            self._rest.start(LONG_REST_MILLISECONDS)
            return
        self._is_patient = False
        before = self._stamps
        unseen = {file: stamp for file, stamp in before.items() if file not in now}
        self._stamps = {**unseen, **{file: now[file] for file in survey.listed}}
        self._attend(survey.places)
        different = frozenset(file for file, stamp in now.items() if before.get(file) != stamp)
        if different:
            self.changed.emit(different)

    def _may_be_half_done(self, now: Mapping[Path, _Stamp | None]) -> bool:
        """Whether a file that had something in it is gone, or has nothing in it now."""
        changed = (
            file for file, stamp in self._stamps.items() if stamp and stamp != now.get(file, stamp)
        )
        return any(not (now[file] or (0, 0))[1] for file in changed)


def _surveyed(files: frozenset[Path], folders: frozenset[Path], others: frozenset[Path]) -> _Survey:
    """Return what is there of files, of the code in folders, and of other files; any thread."""
    listed = files.union(*(_code_in(folder) for folder in folders))
    stamps = {file: _stamp(file) for file in listed | others}
    homes = {*(file.parent for file in files), *folders}
    places = (*(folder for folder in homes if folder.is_dir()), *filter(stamps.get, files))
    return _Survey(listed, stamps, frozenset(map(str, places)))


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
