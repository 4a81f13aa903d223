"""The life of the worker process: its start, its signs of life, its end."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from core.model.graph import NodeId
from core.model.project import Project
from core.model.run import RunStatus
from core.session import Exit, Received, ValueFolder, died, has_room
from core.worker.messages import Beat, Event, Hello
from explorer.controllers.offers import CHOOSE_INTERPRETER, RESTART
from explorer.controllers.preview import recorded
from explorer.link import WorkerLink
from explorer.settings import SettingsStore
from explorer.state import Banner, State, Store, WorkerStatus

_IDLE_MILLISECONDS = 4000
"""So long nothing happens before a spare worker is started."""
_PATIENCE_MILLISECONDS = 3000
"""An interpreter that has not answered by then is worth a word."""


class WorkerController(QObject):
    """Starts and ends the worker, and says why it ended."""

    replaced = Signal()
    """A worker that had to be killed is gone, and another is wanted in its place."""

    def __init__(
        self, store: Store, link: WorkerLink, settings: SettingsStore, values: ValueFolder
    ) -> None:
        super().__init__()
        self._store = store
        self._link = link
        self._settings = settings
        self._values = values
        self._why_replaced = ""
        self._obituary: Banner | None = None
        self._rest = QTimer(self, singleShot=True, interval=_IDLE_MILLISECONDS)
        self._rest.timeout.connect(self._warm)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self._tell_of_silence)
        link.received.connect(self._receive)
        link.ended.connect(self._end)
        store.changed.connect(self._follow)
        settings.changed.connect(self._follow_settings)

    def start(self, project: Project, *, keeps_values: bool = False) -> None:
        """Start a worker for the project; one that is there is ended first.

        Where one has died, or with `keeps_values`, the values that took long outlive it; else the
        new one starts clean.
        """
        if not keeps_values and self._store.state.worker is not WorkerStatus.DEAD:
            self._values.renew()
        self.stop()
        self._link.start(project.interpreter, project.root)
        self._patience.start()
        is_over = self._store.state.banner is self._obituary
        self._store.update(
            worker=WorkerStatus.STARTING,
            worker_note="Starting Python",
            banner=None if is_over else self._store.state.banner,
        )

    def stop(self) -> None:
        """End the worker, if there is one; a run that is under way is cancelled."""
        self._link.leave()
        self._why_replaced = ""
        self._store.update(
            **self._after(Exit(code=None, was_asked=True)),
            worker=WorkerStatus.NONE,
            worker_note="",
            memory=0,
            **self._recorded_previews(),
        )

    def replace(self, why: str) -> None:
        """Kill the worker and ask for another. `why` is a sentence for the person."""
        self._why_replaced = why
        self._link.kill()

    def _follow(self, old: State, state: State) -> None:
        if state.worker is not old.worker:
            if state.worker is WorkerStatus.READY:
                self._rest.start()
            else:
                self._rest.stop()
            if state.worker is not WorkerStatus.STARTING:
                self._patience.stop()

    def _follow_settings(self) -> None:
        if not self._settings.settings.has_spare:
            self._link.cool()
        elif self._store.state.worker is WorkerStatus.READY:
            self._rest.start()

    def _warm(self) -> None:
        project = self._store.state.project
        if project and self._settings.settings.has_spare and has_room():
            self._link.warm(project.interpreter, project.root)

    def _tell_of_silence(self) -> None:
        project = self._store.state.project
        if project and self._store.state.worker is WorkerStatus.STARTING:
            text = f"{project.interpreter} has not answered for 3 seconds. It may be slow to start."
            actions = (RESTART, CHOOSE_INTERPRETER)
            self._obituary = Banner("warning", text, actions)
            self._store.update(banner=self._obituary)

    def _receive(self, batch: Iterable[Received]) -> None:
        for event, _ in batch:
            self._take(event)

    def _take(self, event: Event) -> None:
        match event:
            case Hello():
                state = self._store.state
                if state.worker is WorkerStatus.STARTING:
                    self._store.update(
                        worker=WorkerStatus.LOADING,
                        worker_note=f"Importing with Python {event.python}",
                        banner=None if state.banner is self._obituary else state.banner,
                    )
            case Beat():
                self._store.update(memory=event.memory)
            case _:
                return

    def _end(self, exit: Exit) -> None:
        why, self._why_replaced = self._why_replaced, ""
        actions = (RESTART,) if exit.was_ready else (RESTART, CHOOSE_INTERPRETER)
        self._obituary = None if why else Banner("error", exit.sentence, actions)
        self._store.update(
            **self._after(exit),
            worker=WorkerStatus.DEAD,
            worker_note="",
            memory=0,
            **self._recorded_previews(),
            banner=self._obituary or Banner("info", why),
        )
        if why:
            self.replaced.emit()

    def _recorded_previews(self) -> dict[str, object]:
        """Return what was looked at, marked: it stays, though its values are gone."""
        state = self._store.state
        previews = {node: recorded(preview) for node, preview in state.previews.items()}
        return {"previews": previews, "preview": previews.get(state.selected or NodeId(""))}

    def _after(self, exit: Exit) -> dict[str, object]:
        """Return what a run that is under way leaves behind when its worker ends."""
        state = self._store.state
        if state.run is None or state.run.status is not RunStatus.RUNNING:
            return {}
        run = died(state.run, exit, state.graph)
        return {"run": run, "results": {**state.results, **run.nodes}}
