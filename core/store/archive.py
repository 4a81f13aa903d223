"""The store of the project that is open, with the runs of this session under their own numbers."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from core.model.graph import NodeId
from core.model.history import Circumstances, KeptValues, PastOutcome, PastRun
from core.model.record import Record
from core.model.run import NodeRun, Run, RunStatus
from core.store.opening import opened
from core.store.runstore import RunStore

_Result = TypeVar("_Result")


class Archive:
    """Keeps what this session runs, and finds what was kept. To be used in any one thread.

    `trouble` is a sentence for the person when the file was damaged or cannot be used, else
    empty; nothing is raised for that.
    """

    def __init__(self) -> None:
        self.trouble = ""
        self._path: Path | None = None
        self._store: RunStore | None = None
        self._known: dict[int, tuple[int, Run]] = {}
        """By the number of a run in this session: its number in the store, and what is kept."""

    def open(self, path: Path) -> None:
        """Turn to the file of a project, closing the one before."""
        self.close()
        self._path = path
        self._store, self.trouble = opened(path)
        self._attempt(lambda store: store.prune(), 0)

    def close(self) -> None:
        """Close the file."""
        if self._store:
            self._store.close()
        self._store = None
        self._known.clear()

    def keep(self, run: Run, made_with: Callable[[], Circumstances]) -> None:
        """Keep a run as far as it is: its nodes that have ended since the last call, its end.

        `made_with` is asked once, when the run is new.
        """
        self._attempt(lambda store: self._keep(store, run, made_with), None)

    def number_of(self, run: Run) -> int | None:
        """Return the number that a run of this session has in the store, None when not kept."""
        number, _ = self._known.get(run.id, (None, run))
        return number

    def record(self, run: int, records: Iterable[Record]) -> None:
        """Keep records of nodes of a run of this session; of a run not kept, nothing."""
        if run in self._known:
            number, _ = self._known[run]
            self._attempt(lambda store: store.add_records(number, records), None)

    def add_sources(self, texts: Mapping[str, str]) -> None:
        """Keep the texts of functions by fingerprint."""
        self._attempt(lambda store: store.add_sources(texts), None)

    def sources(self, codes: Iterable[str]) -> Mapping[str, str]:
        """Return the texts of functions by fingerprint, as far as they are kept."""
        return self._attempt(lambda store: store.sources(codes), {})

    def runs(self) -> tuple[PastRun, ...]:
        """Return the newest runs, newest first."""
        return self._attempt(lambda store: store.runs(), ())

    def outcome(self, number: int) -> PastOutcome | None:
        """Return what is kept of a run, by its number in the store."""
        return self._attempt(lambda store: store.outcome(number), None)

    def mark_good(self, number: int, *, is_good: bool) -> None:
        """Pin a run as good, or no longer."""
        self._attempt(lambda store: store.mark_good(number, is_good=is_good), None)

    def values_folder(self, number: int) -> Path | None:
        """Return where workers keep the values of a run; None where that cannot be."""
        return self._attempt(lambda store: store.values.folder(number), None)

    def kept_size(self) -> int:
        """Return how many bytes the values of good runs take."""
        return self._attempt(lambda store: store.kept_size(), 0)

    def note_kept(self, number: int, kept: KeptValues) -> None:
        """Note which values of a good run workers have kept."""
        self._attempt(lambda store: store.note_kept(number, kept), None)

    def annotate(self, number: int, note: str) -> None:
        """Replace the note of a run."""
        self._attempt(lambda store: store.annotate(number, note), None)

    def delete(self, number: int) -> None:
        """Forget a run."""
        self._attempt(lambda store: store.delete(number), None)

    def _keep(self, store: RunStore, run: Run, made_with: Callable[[], Circumstances]) -> None:
        if run.id in self._known:
            number, before = self._known[run.id]
            old = before.nodes
        else:
            number = store.begin(run.started, run.targets, made_with())
            old = dict[NodeId, NodeRun]()
        ended = {
            node: part
            for node, part in run.nodes.items()
            if part.status.has_ended and old.get(node) is not part
        }
        if ended:
            store.add_nodes(number, ended)
        if run.status is not RunStatus.RUNNING:
            store.end(_end_of(number, run))
            store.prune()
        self._known[run.id] = number, run

    def _attempt(self, do: Callable[[RunStore], _Result], otherwise: _Result) -> _Result:
        """Return what `do` returns; a file that fails in between is opened afresh."""
        if self._store is None:
            return otherwise
        try:
            return do(self._store)
        except (sqlite3.Error, ValueError) as error:
            self.trouble = f"The history of runs could not be used: {error}."
            path = self._path
            self.close()
            if path:
                self._store, trouble = opened(path)
                self.trouble = trouble or self.trouble
            return otherwise


def _end_of(number: int, run: Run) -> PastRun:
    failure = run.failure
    return PastRun(
        number,
        run.started,
        status=run.status,
        seconds=run.seconds,
        failed=failure.node if failure else None,
        message=f"{failure.type}: {failure.message}" if failure else "",
    )
