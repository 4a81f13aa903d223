"""What commands run, kept in the project's history, where the window shows it too."""

import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager

from core.model.given import Given
from core.model.graph import NodeId
from core.model.history import Circumstances, KeptValues
from core.model.project import Project
from core.model.run import Run, RunStatus
from core.reading import function_texts
from core.session import Dialogue
from core.store import GIGABYTES_FOR_VALUES, Archive, circumstances, database_name
from explorer.terminal.wishes import Wish
from explorer.userfolder import UserFolder, default_path

_SECONDS_BETWEEN = 1.0
"""A run under way is written so often."""


class History:
    """Keeps the run of one command, as far as it is; to be used in the thread that made it.

    Where `is_kept` is false nothing is written.
    """

    def __init__(self, project: Project, command: str, *, is_kept: bool = True) -> None:
        self._project = project
        self._command = command
        self._is_kept = is_kept
        self._archive = Archive()
        self._written_at = 0.0
        self._wish = Wish((), {}, {})
        self._dialogue: Dialogue | None = None
        if is_kept:
            self._archive.open(default_path() / "history" / database_name(project.root))

    def begin(self, wish: Wish, dialogue: Dialogue) -> None:
        """Note what is about to run, by which worker."""
        self._wish, self._dialogue = wish, dialogue
        if self._is_kept:
            self._archive.add_sources(function_texts(dialogue.graph))

    def follow(self, run: Run) -> None:
        """Keep a run as far as it is, now and then, and when it has ended."""
        now = time.monotonic()
        is_over = run.status is not RunStatus.RUNNING
        if self._is_kept and (is_over or now - self._written_at > _SECONDS_BETWEEN):
            self._written_at = now
            self._archive.keep(run, self.made_with)

    def finish(self, run: Run) -> int | None:
        """Keep a run with its records, waiting for them; return its number in the history."""
        if not self._is_kept or self._dialogue is None or not run.nodes:
            return None
        self.follow(run)
        self._archive.record(run.id, self._dialogue.records(run).values())
        return self._archive.number_of(run)

    def pin(self, run: Run, number: int) -> KeptValues:
        """Pin a run as good, with the values that its worker holds."""
        assert self._dialogue
        self._archive.mark_good(number, is_good=True)
        folder = self._archive.values_folder(number)
        left = max(0, _room() - self._archive.kept_size())
        records = self._dialogue.records(run)
        kept = self._dialogue.keep(records, folder, left) if folder else KeptValues()
        self._archive.note_kept(number, kept)
        return kept

    def made_with(self) -> Circumstances:
        """Return what the run is made with."""
        hello = self._dialogue.hello if self._dialogue else None
        python, packages = (hello.python, hello.packages) if hello else ("", {})
        given: tuple[Mapping[NodeId, Given], ...] = (self._wish.inputs, self._wish.overrides)
        return circumstances(self._project, *given, python, packages, self._command)

    def close(self) -> None:
        """Close the file; say when it could not be used."""
        if self._archive.trouble:
            sys.stderr.write(f"note: {self._archive.trouble}\n")
        self._archive.close()


@contextmanager
def keeping_history(project: Project, command: str, *, is_kept: bool = True) -> Generator[History]:
    """Keep what a command runs of a project."""
    history = History(project, command, is_kept=is_kept)
    try:
        yield history
    finally:
        history.close()


def _room() -> int:
    """Return how many bytes of values of good runs the person lets a project keep."""
    folder = UserFolder(default_path())
    return folder.number("settings", "good_gigabytes", GIGABYTES_FOR_VALUES, 10_000) << 30
