"""Edits: files that are saved are read again, loaded again, and what they make stale is told."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from core.live import Basis, Changes, Contents, stale
from core.model.given import GivenFile
from core.model.graph import NodeId, NodeKind
from core.model.run import RunStatus, Status
from explorer.controllers.loading import LoadingController
from explorer.controllers.project import ProjectController
from explorer.controllers.run import RunController
from explorer.controllers.viewing import ViewingController
from explorer.link import WorkerLink
from explorer.settings import SettingsStore
from explorer.state import State, Store, WorkerStatus
from explorer.watch import Watch

_BUILT = (".so", ".pyd")
_REST_MILLISECONDS = 250
"""Until then a graph that was just read should be drawn: learning its code takes a moment."""
_MOST_NODES = 4000
"""Of larger dataflows the code is read with the first edit, which tells less of that one."""
_FIXED = (NodeKind.INPUT, NodeKind.CONFIG)


class LiveController(QObject):
    """Keeps the graph, the worker and what is said of results in step with the files."""

    edited = Signal()
    """Files of the project were saved; what that means comes a moment later."""

    def __init__(
        self,
        store: Store,
        settings: SettingsStore,
        link: WorkerLink,
        project: ProjectController,
        loading: LoadingController,
        run: RunController,
        viewing: ViewingController,
    ) -> None:
        super().__init__()
        self._store = store
        self._settings = settings
        self._link = link
        self._project = project
        self._loading = loading
        self._run = run
        self._viewing = viewing
        self._needs_load = False
        self._needs_fresh_worker = self._is_built_anew = False
        self._is_saved = False
        self._bases: dict[NodeId, Basis] = {}
        self._run_basis = self._recall_basis = Basis()
        self._run_at_save: int | None = None
        self._outdated: frozenset[NodeId] | None = None
        self._judged: tuple[object, ...] = ()
        self._rest = QTimer(self, singleShot=True, interval=_REST_MILLISECONDS)
        self._rest.timeout.connect(loading.learn_code)
        self._watch = Watch(self)
        self._watch.changed.connect(self._note_save)
        self._contents = Contents()
        self._given_files = Watch(self)
        self._given_files.changed.connect(self._judge_afresh)
        loading.was_read.connect(self._attend)
        loading.was_reread.connect(self._follow_edit)
        loading.was_loaded.connect(self._note_loaded)
        store.changed.connect(self._note_given)
        store.changed.connect(self._note_run)
        # queued: nothing may be written while a change is being shown
        store.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    @property
    def is_attentive(self) -> bool:
        """Whether an edit would be understood: all code is known as it is now."""
        return bool(self._loading.reading.parts)

    def close(self) -> None:
        """Watch nothing any more, for good."""
        self._rest.stop()
        self._watch.close()
        self._given_files.close()

    def note_recalling(self) -> None:
        """Note what values are computed from that the worker is asked to take back."""
        self._recall_basis = self._basis(self._store.state, self._loading.loaded_reading.parts)

    def note_recalled(self, nodes: Iterable[NodeId]) -> None:
        """Note that these nodes have been given back their values."""
        graph = self._store.state.graph
        behind = {node: graph.upstream(node) for node in nodes}
        found = {*behind, *(node for above in behind.values() for node in above)}
        self._bases.update(dict.fromkeys(found, self._recall_basis))

    def _attend(self) -> None:
        """Watch all that was read, and the folders in which more may be made."""
        files, project = self._loading.reading.files, self._store.state.project
        if project is None or project.document:
            return
        self._learn_soon()
        folders = {module.file.parent for module in project.modules if module.file}
        settings = {path / "pyproject.toml" for path in (project.root, *folders)}
        self._watch.watch(files | settings, folders)

    def _learn_soon(self) -> None:
        """See that the code is known before the first edit; the worker's graph goes before."""
        state = self._store.state
        is_coming = state.worker in (WorkerStatus.STARTING, WorkerStatus.LOADING)
        reading = self._loading.reading  # it comes before the state has its graph
        is_large = len(reading.graph.nodes) > _MOST_NODES
        if not (is_coming or is_large or reading.parts):
            self._rest.start()

    def _note_save(self, files: frozenset[Path]) -> None:
        self._is_built_anew |= any(file.suffix in _BUILT for file in files)
        self._is_saved = True
        self.edited.emit()
        self._project.refresh()

    def _follow_edit(self, changes: Changes) -> None:
        """Have the worker load what was saved; but not what it could not import anyway."""
        self._outdated = None
        self._run_at_save = _run_of(self._store.state)
        self._needs_fresh_worker |= changes.has_side_effects
        self._needs_load = not self._loading.reading.outdated
        if self._needs_load and self._store.state.worker is WorkerStatus.LOADING:
            self._link.interrupt()  # what it imports is no longer what is there
        self._follow()

    def _load_if_due(self, state: State) -> None:
        if not self._needs_load or state.worker not in (WorkerStatus.READY, WorkerStatus.LOADING):
            return
        self._needs_load = False
        if not state.is_trusted:
            return
        if self._needs_fresh_worker or self._is_built_anew:
            # what compiled code does is in no key: nothing of it may come back
            self._project.restart(keeps_values=not self._is_built_anew)
            self._needs_fresh_worker = self._is_built_anew = False
        else:
            self._loading.load()

    def _note_loaded(self, outdated: frozenset[NodeId]) -> None:
        self._learn_soon()
        self._outdated = None if self._needs_load else outdated
        self._follow()
        state = self._store.state
        node = state.graph.nodes.get(state.selected) if state.selected is not None else None
        is_wanted = self._settings.settings.runs_on_save and self._is_saved
        self._is_saved = False
        if is_wanted and node and node.kind not in _FIXED:
            self._run.to_node(node.id)

    def _follow(self) -> None:
        state = self._store.state
        if state.project is None:
            self._rest.stop()
            self._watch.watch(())
            self._given_files.watch(())
            return
        self._load_if_due(state)
        if _run_of(state) != self._run_at_save:
            self._viewing.forget_removed()
        self._judge()

    def _note_run(self, old: State, state: State) -> None:
        """Note what a run that begins is computed from, and what it has computed at its end."""
        run, before = state.run, old.run
        if state.project is None:
            self._bases.clear()
        if run is None or run is before:
            return
        if before is None or before.id != run.id:
            self._run_basis = self._basis(state, self._loading.loaded_reading.parts)
        if run.status is not RunStatus.RUNNING and before and before.status is RunStatus.RUNNING:
            computed = [node for node, part in run.nodes.items() if part.status.has_value]
            self._bases.update(dict.fromkeys(computed, self._run_basis))
            self._outdated = self._outdated and self._outdated.difference(computed)

    def _note_given(self, old: State, state: State) -> None:
        """Watch the files that are handed in."""
        if state.inputs is not old.inputs or state.overrides is not old.overrides:
            given = (*state.inputs.values(), *state.overrides.values())
            self._given_files.watch(one.path for one in given if isinstance(one, GivenFile))

    def _judge_afresh(self) -> None:
        self._judged = ()
        self._follow()

    def _judge(self) -> None:
        """Work out what is stale, when something that it hangs on is another."""
        state, reading = self._store.state, self._loading.reading
        hangs_on = (
            *(state.graph, state.results, state.inputs, state.overrides),
            *(reading, self._outdated),
        )
        if len(hangs_on) == len(self._judged) and all(map(_is, hangs_on, self._judged)):
            return
        self._judged = hangs_on
        found = self._stale(state)
        if found != state.freshness.stale:
            self._store.update(freshness=replace(state.freshness, stale=found))

    def _stale(self, state: State) -> Mapping[NodeId, str]:
        if state.run and state.run.status is RunStatus.RUNNING:
            parts, stale_before = state.run.nodes, state.freshness.stale
            done = {n for n in stale_before if n in parts and parts[n].status is Status.DONE}
            return {n: why for n, why in stale_before.items() if n not in done}
        valued = {n for n, part in state.results.items() if part.status.has_value}
        if valued.isdisjoint(self._bases):
            return {}
        now = self._basis(state, self._loading.reading.parts)
        # also what values came from that are gone themselves
        found = stale(state.graph, self._bases, now, self._outdated)
        return {node: why for node, why in found.items() if node in valued}

    def _basis(self, state: State, parts: Mapping[NodeId, Mapping[str, str]]) -> Basis:
        assert state.project, "nothing is open"
        given = {**state.inputs, **state.overrides}
        return Basis(parts, given, state.project.config, self._contents.of(given.values()))


def _run_of(state: State) -> int | None:
    return state.run.id if state.run else None


def _is(one: object, other: object) -> bool:
    return one is other
