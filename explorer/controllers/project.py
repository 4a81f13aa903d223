"""Which project is open, and whether it may run."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.layout import Direction
from core.model.given import GivenJson
from core.model.graph import NodeId
from core.model.project import Json, Project
from core.session import Opening, prepare
from explorer.background import Background
from explorer.controllers import offers
from explorer.controllers.loading import LoadingController
from explorer.controllers.worker import WorkerController
from explorer.memory import Memory
from explorer.recents import Recent
from explorer.state import Banner, State, Store, TrustQuestion, WorkerStatus

_RESTRICTED = Banner(
    "info",
    "This folder is not trusted yet: its code is shown, and nothing of it runs.",
    (offers.TRUST,),
)
_DOCUMENT = Banner(
    "info",
    "This is a graph from a file, without its code: it can be looked at, and nothing of it runs.",
)
_NOT_THERE = (WorkerStatus.NONE, WorkerStatus.DEAD)


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """What to open: `targets` as typed by someone who stands in `folder`.

    Without targets the settings of the folder name them; with `is_folder`, a folder without
    settings means all modules in it. `is_trusted` says that the person asked for it to run.
    `node` is selected when it is there.
    """

    folder: Path
    targets: tuple[str, ...] = ()
    config: Mapping[str, Json] = field(default_factory=dict[str, Json])
    inputs: Mapping[str, Json] = field(default_factory=dict[str, Json])
    python: Path | None = None
    node: NodeId | None = None
    is_trusted: bool = False
    is_folder: bool = False


class ProjectController(QObject):
    """Opens and reloads; asks for trust before the first line of a project runs."""

    opened = Signal()
    """What was asked for is open, or a banner says why it is not."""

    def __init__(
        self,
        store: Store,
        background: Background,
        memory: Memory,
        worker: WorkerController,
        loading: LoadingController,
    ) -> None:
        super().__init__()
        self._store = store
        self._background = background
        self._memory = memory
        self._worker = worker
        self._loading = loading
        self._request = OpenRequest(Path.cwd())
        self._opening: Opening | None = None
        worker.replaced.connect(self.restart)

    def open(self, request: OpenRequest) -> None:
        """Read the project and, if it is trusted, load it. What was open is closed."""
        self._request = request
        self._prepare(self._show)

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files or folders that were chosen or dropped."""
        if len(paths) == 1 and paths[0].is_dir():
            self.open(OpenRequest(paths[0], is_folder=True))
        elif paths:
            self.open(OpenRequest(paths[0].parent, tuple(map(str, paths))))

    def open_recent(self, recent: Recent) -> None:
        """Open a project as it was opened before."""
        self.open(OpenRequest(recent.folder, recent.targets, is_folder=not recent.targets))

    def reload(self) -> None:
        """Read and load the project afresh; values whose code is unchanged are kept."""
        if self._opening:
            self._prepare(self._show_again)

    def refresh(self) -> None:
        """Read the project again after its files have changed; loads nothing."""
        if self._opening:
            self._prepare(self._show_edit)

    def restart(self, *, keeps_values: bool = False) -> None:
        """Start a fresh worker, if the project may run; previews of the old one stay.

        With `keeps_values` it takes back what took long and is still true.
        """
        project = self._store.state.project
        if not self._opening or not project or not self._store.state.is_trusted:
            return
        if problem := self._opening.interpreter.problem:
            self._store.update(banner=Banner("error", problem, (offers.CHOOSE_INTERPRETER,)))
            return
        self._worker.start(project, keeps_values=keeps_values)
        self._loading.load()

    def choose_interpreter(self, python: Path) -> None:
        """Run the project with another interpreter, now and in later sessions."""
        if self._opening:
            self._memory.choices.remember_python(self._opening.project.root, python)
            self.open(replace(self._request, python=python, node=self._store.state.selected))

    def wake(self) -> None:
        """See that there is a worker: start one, or ask for trust first."""
        state = self._store.state
        if not state.is_trusted:
            self.ask_trust()
        elif state.worker in _NOT_THERE:
            self.restart()

    def ask_trust(self) -> None:
        """Ask whether the folder may run its code."""
        opening = self._opening
        if opening and not opening.project.document and not self._store.state.is_trusted:
            project, interpreter = opening.project, opening.interpreter
            names = tuple(module.name for module in project.modules)
            question = TrustQuestion(project.root, interpreter.path, interpreter.origin, names)
            self._store.update(question=question)

    def trust(self) -> None:
        """The answer is yes: note it, and load."""
        if self._opening:
            project = self._opening.project
            self._memory.trusted.trust(project.root, project.interpreter)
            self._store.update(is_trusted=True, question=None, banner=None)
            self.restart()

    def dismiss(self) -> None:
        """Leave a question unanswered."""
        self._store.update(question=None)

    def _prepare(self, then: Callable[[OpenRequest, Opening], None]) -> None:
        request, choices = self._request, self._memory.choices

        def work() -> Opening:
            opening = _prepared(request)
            chosen = choices.recall(opening.project.root).python
            if request.python or chosen is None:
                return opening
            return _prepared(replace(request, python=chosen))

        self._background.run(work, lambda opening: then(request, opening))

    def _show(self, request: OpenRequest, opening: Opening) -> None:
        if request is not self._request:
            return
        self._opening = opening
        self._worker.stop()
        self._store.update(**_nothing_open(self._store.state.direction))
        if opening.project.is_empty:
            self._store.update(problems=opening.problems, banner=_nothing_found(opening))
            self.opened.emit()
            return
        project = opening.project
        self._memory.recents.add(Recent(project.title, request.folder, request.targets))
        is_trusted = self._may_run(request, opening)
        self._store.update(
            project=project,
            is_trusted=is_trusted,
            inputs={NodeId(name): GivenJson(value) for name, value in project.inputs.items()},
            banner=_notice(project, is_trusted),
        )
        self.restart()
        self._loading.read(opening, request.node)
        self.opened.emit()

    def _show_again(self, request: OpenRequest, opening: Opening) -> None:
        if request is not self._request or opening.project.is_empty:
            return
        if not self._take(request, opening):
            if self._store.state.worker is WorkerStatus.DEAD:
                self.restart()
            else:
                self._loading.load()
        self._loading.read_again(opening)

    def _show_edit(self, request: OpenRequest, opening: Opening) -> None:
        if request is not self._request:
            return
        if opening.project.is_empty:
            why = opening.problems[0].message if opening.problems else "Its modules are gone."
            self._store.update(banner=Banner("warning", f"{why} The graph is of what was there."))
            return
        self._take(request, opening)
        self._loading.read_again(opening)

    def _take(self, request: OpenRequest, opening: Opening) -> bool:
        """Take the project as it is now; return whether that began or ended a worker."""
        before, self._opening = self._store.state.project, opening
        is_other = before is None or before.interpreter != opening.project.interpreter
        was_trusted, is_trusted = self._store.state.is_trusted, self._may_run(request, opening)
        self._store.update(project=opening.project, is_trusted=is_trusted)
        if not is_trusted:
            if was_trusted:
                self._worker.stop()
                self._store.update(banner=_notice(opening.project, is_trusted))
            return True
        if is_other or self._store.state.worker is WorkerStatus.NONE:
            self.restart()
            return True
        return False

    def _may_run(self, request: OpenRequest, opening: Opening) -> bool:
        project = opening.project
        if project.document:
            return False
        return request.is_trusted or self._memory.trusted.trusts(project.root, project.interpreter)


def _prepared(request: OpenRequest) -> Opening:
    """Return the project; a folder without settings of its own means the modules in it."""
    opening = prepare(
        request.targets, request.folder, request.config, request.inputs, request.python
    )
    if request.targets or not request.is_folder:
        return opening
    if opening.settings == request.folder / "pyproject.toml" and opening.project.modules:
        return opening
    return _prepared(replace(request, targets=(str(request.folder),)))


def _notice(project: Project, is_trusted: bool) -> Banner | None:
    """Return what a person should know of a project that does not run."""
    if project.document:
        return _DOCUMENT
    return None if is_trusted else _RESTRICTED


def _nothing_open(direction: Direction) -> dict[str, object]:
    empty = State(direction=direction)
    return {field.name: getattr(empty, field.name) for field in fields(empty)}


def _nothing_found(opening: Opening) -> Banner | None:
    if not opening.problems:
        return None
    return Banner("error", opening.problems[0].message, (offers.OPEN,))
