"""Keep what runs and what comes out of it, and find what was kept."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer

from core.model.graph import Graph, NodeId
from core.model.history import Circumstances, PastOutcome, PastRun
from core.model.project import Project
from core.model.record import Record
from core.model.run import NodeRun, Run, RunStatus
from core.reading import function_texts
from core.session import Received, enriched, record
from core.store import Archive, circumstances, database_name
from core.worker.messages import Hello, Recorded
from explorer.background import Background
from explorer.link import WorkerLink
from explorer.state import Banner, Origin, State, Store

_log = logging.getLogger(__name__)
_SECONDS_BETWEEN = 1.0
"""A run under way is written so often."""
_REST_MILLISECONDS = 250
"""Functions are read so long after they were loaded: before a run, which would wait for it."""
_Found = TypeVar("_Found")


class RecordingController(QObject):
    """Writes runs and records into the project's history, on a thread of its own."""

    def __init__(self, store: Store, link: WorkerLink, folder: Path) -> None:
        super().__init__()
        self._store = store
        self._folder = folder
        self._archive = Archive()
        self._background = Background(self)
        self._project: Project | None = None
        self._written: Run | None = None
        self._written_at = 0.0
        self._made_with: Callable[[], Circumstances] = Circumstances
        self._hello: Hello | None = None
        self._trouble = ""
        self._sourced = Graph()
        self._rest = QTimer(self, singleShot=True, interval=_REST_MILLISECONDS)
        self._rest.timeout.connect(self._keep_sources)
        link.received.connect(self._receive)
        # queued: nothing may be written while a change is being shown
        store.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    def show(self, run: PastRun | None) -> None:
        """Look at a run of earlier; None: at the last one again."""
        last = self._store.state.run
        if run is None or (last and last.started == run.started):
            self._store.update(past=None)
        else:
            self._background.run(lambda: self._archive.outcome(run.id), self._show)

    def mark_good(self, run: PastRun, is_good: bool) -> None:
        """Pin a run as good, for later ones to be compared with; or no longer."""
        self._change(partial(self._archive.mark_good, run.id, is_good=is_good))

    def annotate(self, run: PastRun, note: str) -> None:
        """Replace the note of a run."""
        self._change(partial(self._archive.annotate, run.id, note))

    def delete(self, run: PastRun) -> None:
        """Forget a run."""
        past = self._store.state.past
        if past and past.run.id == run.id:
            self._store.update(past=None)
        self._change(partial(self._archive.delete, run.id))

    def refresh(self) -> None:
        """Show runs that other windows and the terminal have kept meanwhile."""
        if self._project:
            self._background.run(self._archive.runs, self._show_history)

    def change(self, act: Callable[[Archive], object]) -> None:
        """Change what is kept, on the thread that keeps it, and show the history as it is then."""
        self._change(lambda: act(self._archive))

    def look_up(self, work: Callable[[Archive], _Found], then: Callable[[_Found], None]) -> None:
        """Work on what is kept, on the thread that keeps it; `then` is called on this one."""
        self._background.run(lambda: work(self._archive), then)

    def close(self) -> None:
        """Write what is still to be written, and close the file."""
        self._rest.stop()
        self._follow_run()
        self._background.run(self._archive.close, lambda _: None)
        self._background.finish()

    def _receive(self, batch: Iterable[Received]) -> None:
        found: dict[int, dict[NodeId, Record]] = {}
        for event, _ in batch:
            if isinstance(event, Hello):
                self._hello = event
            elif isinstance(event, Recorded):
                new = {NodeId(told.node): record(told) for told in event.records}
                found.setdefault(event.ticket, {}).update(new)
        for ticket, new in found.items():
            self._take(ticket, new)

    def _take(self, ticket: int, new: Mapping[NodeId, Record]) -> None:
        self._show_records(ticket, new)
        self._follow_run()  # it must be there before its records
        self._do(partial(self._archive.record, ticket, tuple(new.values())))

    def _show_records(self, ticket: int, new: Mapping[NodeId, Record]) -> None:
        state = self._store.state
        run = state.run
        is_of_run = run is not None and run.id == ticket
        if not is_of_run:  # of a value that was taken back: the run that made it told more
            new = _unlike(state.records, new)
        records = {**state.records, **new}
        changes: dict[str, object] = {"records": records}
        if run and is_of_run:
            parts = dict(_told_more(run, new, records))
            still = {node: part for node, part in parts.items() if node in state.results}
            if parts:
                changes["run"] = run.with_nodes(parts)
                changes["results"] = {**state.results, **still}
        self._store.update(**changes)

    def _follow(self) -> None:
        state = self._store.state
        if state.project is not self._project:
            self._turn_to(state.project)
        if state.origin is Origin.LOADED and state.graph is not self._sourced:
            self._rest.start()
        self._follow_run()

    def _turn_to(self, project: Project | None) -> None:
        is_other = project is None or self._project is None or project.root != self._project.root
        self._project = project
        if not is_other:
            return
        self._written, self._sourced = None, Graph()
        none: Mapping[NodeId, Record] = {}
        self._store.update(records=none, history=(), past=None)
        if project:
            path = self._folder / database_name(project.root)
            self._change(lambda: self._archive.open(path))

    def _keep_sources(self) -> None:
        """Keep the texts of the functions that are loaded now, once."""
        graph = self._store.state.graph
        if graph is not self._sourced and self._project:
            self._sourced = graph
            self._do(lambda: self._archive.add_sources(function_texts(graph)))

    def _follow_run(self) -> None:
        run, before = self._store.state.run, self._written
        if run is None or run is before or self._project is None:
            return
        is_new = before is None or before.id != run.id
        has_ended = run.status is not RunStatus.RUNNING
        now = time.monotonic()
        if not (is_new or has_ended) and now - self._written_at < _SECONDS_BETWEEN:
            return
        if is_new:
            self._made_with = partial(_made_with, self._store.state, self._hello)
            self._store.update(past=None)
            self._keep_sources()
        self._written, self._written_at = run, now
        keep = partial(self._archive.keep, run, self._made_with)
        is_known_to_have_ended = before is not None and before.status is run.status and not is_new
        (self._do if is_known_to_have_ended else self._change)(keep)

    def _do(self, act: Callable[[], object]) -> None:
        """Have something written."""
        self._background.run(act, lambda _: self._warn())

    def _change(self, act: Callable[[], object]) -> None:
        """Have something written, and show the history as it is then."""
        self._do(act)
        self._background.run(self._archive.runs, self._show_history)

    def _show_history(self, runs: tuple[PastRun, ...]) -> None:
        if runs != self._store.state.history:
            self._store.update(history=runs)

    def _show(self, past: PastOutcome | None) -> None:
        self._store.update(past=past)

    def _warn(self) -> None:
        trouble = self._archive.trouble
        if trouble and trouble != self._trouble:
            _log.warning("%s", trouble)
            if self._store.state.banner is None:
                self._store.update(banner=Banner("warning", trouble))
        self._trouble = trouble


def _unlike(
    known: Mapping[NodeId, Record], new: Mapping[NodeId, Record]
) -> Mapping[NodeId, Record]:
    """Return the records whose value is another than the one that is known."""
    return {n: it for n, it in new.items() if n not in known or known[n].content != it.content}


def _told_more(
    run: Run, new: Mapping[NodeId, Record], known: Mapping[NodeId, Record]
) -> Iterator[tuple[NodeId, NodeRun]]:
    """Return the parts of a run that records tell more of than was known."""
    for node, made in new.items():
        part = run.nodes.get(node)
        if part and part.status.has_value:
            more = enriched(part, made, known)
            if more.nulls or more.change or more.memory:
                yield node, more


def _made_with(state: State, hello: Hello | None) -> Circumstances:
    """Return what a run that has just begun is made with. Any thread."""
    python, packages = (hello.python, hello.packages) if hello else ("", {})
    return circumstances(state.project, state.inputs, state.overrides, python, packages)
