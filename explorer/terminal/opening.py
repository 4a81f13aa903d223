"""From the options to a loaded dataflow, or a sentence that says why not."""

import signal
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

from core.model.problem import ProblemKind
from core.model.project import Project
from core.reading import read
from core.session import Dialogue, Loading, Opening, completed, prepare
from explorer.bundled import resources
from explorer.terminal.options import ProjectOptions
from explorer.trust import TrustedFolders
from explorer.userfolder import UserFolder, default_path


class WrongUse(Exception):  # noqa: N818
    """The command cannot be done as it was given; the message is a sentence for the person."""


class NotTrusted(WrongUse):
    """The command would run code of a folder that is not trusted."""


def open_project(options: ProjectOptions) -> Opening:
    """Return the project that the options name; nothing of it has run.

    Raises:
        WrongUse: a target or the settings are wrong, or there is nothing to open.
    """
    opening = prepare(options.targets, Path.cwd(), options.config, {}, options.python)
    if opening.problems:
        raise WrongUse("\n".join(problem.message for problem in opening.problems))
    if document := opening.project.document:
        raise WrongUse(
            f"{document} is a graph that was written to a file: there is no code to load. "
            f"Look at it in the window: lineage-explorer {document}"
        )
    if not opening.project.modules:
        raise WrongUse("Name a target: a .py file, a folder, a package or a dotted module name.")
    return opening


def see_that_it_may_run(opening: Opening, is_trusted: bool) -> None:
    """Pass when there is an interpreter, and a trusted project: `is_trusted`, or in the window.

    Raises:
        WrongUse: there is nothing to run it with.
        NotTrusted: its code may not run unasked.
    """
    if opening.interpreter.problem:
        raise WrongUse(opening.interpreter.problem)
    root, python = opening.project.root, opening.project.interpreter
    trusted = TrustedFolders(UserFolder(default_path()), resources())
    if not is_trusted and not trusted.trusts(root, python):
        raise NotTrusted(f"{root} is not trusted yet, and loading it runs its code with {python}.")


@contextmanager
def talking_to_a_worker(project: Project) -> Generator[Dialogue]:
    """Start a worker for `project` and end it afterwards. Ctrl+C cancels what it is asked for."""

    def cancel(_number: int, _frame: FrameType | None) -> None:
        dialogue.cancel()

    dialogue = Dialogue(project.interpreter, project.root)
    before = signal.signal(signal.SIGINT, cancel)
    try:
        yield dialogue
    finally:
        dialogue.close()
        signal.signal(signal.SIGINT, before)


def load(dialogue: Dialogue, project: Project) -> Loading:
    """Load `project`. The worker may have ended over it: then the exit is in the answer.

    Of modules that cannot be imported, the graph has what their text tells.

    Raises:
        WrongUse: the interpreter cannot run a worker, or has no Hamilton.
    """
    loading = dialogue.load(project)
    if loading.exit and not loading.was_cancelled and not loading.exit.was_ready:
        raise WrongUse(loading.exit.sentence)
    failed = {module.name for module in project.modules} - set(loading.modules)
    missing = [p.message for p in loading.problems if p.kind is ProblemKind.ENVIRONMENT]
    if missing and not loading.graph.nodes:
        raise WrongUse("\n".join(missing))
    if not failed:
        return loading
    return replace(loading, graph=completed(loading.graph, read(project).graph, failed))
