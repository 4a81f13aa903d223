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
from core.session import Dialogue, Loading, completed, prepare
from explorer.terminal.arguments import ProjectOptions


class WrongUse(Exception):  # noqa: N818
    """The command cannot be done as it was given; the message is a sentence for the person."""


def open_project(options: ProjectOptions) -> Project:
    """Return the project that the options name.

    Raises:
        WrongUse: a target or the settings are wrong, or there is nothing to open, or its code may
            not run unasked.
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
    if not opening.is_named and not options.is_trusted:
        raise WrongUse(
            f"The targets come from {opening.settings}, and loading them runs their code. "
            "Add --trust if you trust this folder, or name the targets."
        )
    if opening.interpreter.problem:
        raise WrongUse(opening.interpreter.problem)
    return opening.project


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
