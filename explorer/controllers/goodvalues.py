"""Values of runs that are pinned as good: kept while the worker still holds them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt

from core.model.graph import NodeId
from core.model.history import KeptValues, PastRun
from core.model.record import Record
from core.model.run import RunStatus
from core.session import Received, Tickets, beside
from core.store import Archive
from core.worker.messages import Refused, ValuesKept
from explorer.controllers.recording import RecordingController
from explorer.link import WorkerLink
from explorer.settings import SettingsStore
from explorer.state import State, Store

_GONE = "no longer held"
_NOTHING: Mapping[NodeId, Record] = {}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where values of a run belong: a folder, what it may take, and the run's records."""

    folder: Path | None
    room: int
    records: Mapping[NodeId, Record]


class GoodValuesController(QObject):
    """Pins runs as good, with their values as far as the worker has them and there is room."""

    def __init__(
        self,
        store: Store,
        link: WorkerLink,
        tickets: Tickets,
        settings: SettingsStore,
        recording: RecordingController,
    ) -> None:
        super().__init__()
        self._store = store
        self._link = link
        self._tickets = tickets
        self._settings = settings
        self._recording = recording
        self._runs: dict[int, tuple[int, Mapping[NodeId, Record]]] = {}
        """The run that each request under way is about: its number in the history, its records."""
        link.received.connect(self._receive)
        # queued: nothing may be written while a change is being shown
        store.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    def mark_good(self, run: PastRun, is_good: bool) -> None:
        """Pin a run as good, for later ones to be compared with; or no longer."""
        self._recording.mark_good(run, is_good)
        if not is_good:
            return
        whole = self._settings.settings.good_gigabytes << 30

        def place(archive: Archive) -> _Place:
            outcome = archive.outcome(run.id)
            left = max(0, whole - archive.kept_size())
            folder = archive.values_folder(run.id) if outcome else None
            return _Place(folder, left, outcome.records if outcome else _NOTHING)

        self._recording.look_up(place, lambda found: self._keep(run, found))

    def _keep(self, run: PastRun, place: _Place) -> None:
        state = self._store.state
        if place.folder is None or state.worker.is_away:
            self._note(run.id, _nothing(place.records))
            return
        ticket = self._tickets.next()
        self._runs[ticket] = (run.id, place.records)
        is_newest = _is_newest(run, state)
        self._link.send(
            beside.keep(ticket, place.records, place.folder, place.room, is_newest=is_newest)
        )

    def _receive(self, batch: Iterable[Received]) -> None:
        for event, _ in batch:
            if isinstance(event, ValuesKept) and event.ticket in self._runs:
                self._note(self._runs.pop(event.ticket)[0], beside.kept(event))
            elif isinstance(event, Refused) and event.ticket in self._runs:
                run, records = self._runs.pop(event.ticket)
                self._note(run, _nothing(records))

    def _follow(self) -> None:
        """Give up what a worker was asked for that is not there any more."""
        if self._runs and self._store.state.worker.is_away:
            lost, self._runs = self._runs, {}
            for run, records in lost.values():
                self._note(run, _nothing(records))

    def _note(self, number: int, kept: KeptValues) -> None:
        self._recording.change(lambda archive: archive.note_kept(number, kept))


def _nothing(records: Mapping[NodeId, Record]) -> KeptValues:
    return KeptValues(missing=dict.fromkeys(records, _GONE))


def _is_newest(run: PastRun, state: State) -> bool:
    """Whether nothing has run since, so that what is held is what the run gave."""
    last = state.run
    is_over = last is not None and last.status is not RunStatus.RUNNING
    return is_over and last is not None and last.started == run.started
