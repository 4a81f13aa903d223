"""The command `run`: compute nodes, and print how it went and what came out."""

import shutil
import sys
from collections.abc import Iterator, Mapping

from core.model.graph import NodeId
from core.model.preview import Preview
from core.model.project import Project
from core.model.run import Failure, Run, RunStatus
from core.session import Dialogue, Refusal
from explorer.terminal.documents import as_text, run_document
from explorer.terminal.history import History, keeping_history
from explorer.terminal.opening import (
    NotTrusted,
    WrongUse,
    load,
    open_project,
    see_that_it_may_run,
    talking_to_a_worker,
)
from explorer.terminal.options import RunOptions
from explorer.terminal.progress import ProgressLine
from explorer.terminal.values import look_at
from explorer.terminal.wishes import Wish, read_wish
from explorer.terminal.wording import failure_text, printed_text, run_text, value_text

_ALL_COLUMNS = 1_000_000
_READABLE_COLUMNS = 12
_NO_TERMINAL = 1000
"""Characters of a line where no terminal limits it."""


def run(options: RunOptions) -> int:
    """Compute and print; return 0 when all went well, else 1.

    Raises:
        WrongUse: what is asked for cannot run.
    """
    opening = open_project(options.project)
    try:  # by naming it, the person has said that it shall run
        see_that_it_may_run(opening, options.project.is_trusted or opening.is_named)
    except NotTrusted as error:
        raise WrongUse(f"{error} Add --trust if you trust it, or name the targets.") from error
    project = opening.project
    progress = ProgressLine(sys.stderr)
    is_json = options.project.is_json
    with (
        talking_to_a_worker(project) as dialogue,
        keeping_history(project, "run", is_kept=options.is_kept or options.is_good) as history,
    ):
        try:
            done = computed(options, project, dialogue, progress, history)
        finally:
            progress.clear()
        columns = _ALL_COLUMNS if is_json else _READABLE_COLUMNS
        values = look_at(dialogue, done, options.rows, columns)
        printed = _printed(done, dialogue) if options.is_verbose else ""
        parts = (printed, run_text(done), *_told(dialogue, done, values))
        print(as_text(run_document(done, values)) if is_json else "\n\n".join(filter(None, parts)))
        sys.stdout.flush()
        _keep(done, history, progress, is_good=options.is_good)
    return 0 if done.status is RunStatus.OK else 1


def _keep(done: Run, history: History, progress: ProgressLine, *, is_good: bool) -> None:
    """Keep a run, and pin it as good where that is wanted; what it gave is printed by now."""
    number = history.finish(done)
    if not is_good or number is None:
        return
    said = f"Run {number} did not end well, so it was not pinned as good."
    if done.status is RunStatus.OK:
        progress.say("keeping values ...")
        try:
            said = f"Run {number} is pinned as good: {history.pin(done, number).said}."
        finally:
            progress.clear()
    print(f"lineage-explorer: {said}", file=sys.stderr)


def computed(
    options: RunOptions,
    project: Project,
    dialogue: Dialogue,
    progress: ProgressLine,
    history: History,
) -> Run:
    """Load the project and compute what the options ask for; `history` follows it.

    Raises:
        WrongUse: it cannot run so.
    """
    progress.say("loading ...")
    loading = load(dialogue, project)
    targets = tuple(map(NodeId, options.to))
    if loading.was_cancelled:
        return Run(0, targets, status=RunStatus.CANCELLED)
    if loading.exit:
        failure = Failure(None, "", loading.exit.sentence)
        return Run(0, targets, status=RunStatus.DIED, failure=failure)
    wish = read_wish(options, project.inputs, loading)
    history.begin(wish, dialogue)

    def show(run: Run) -> None:
        progress.show(run)
        history.follow(run)

    answer = dialogue.run(
        wish.targets,
        wish.inputs,
        wish.overrides,
        force=options.is_forced,
        on_change=show,
    )
    if isinstance(answer, Refusal):
        raise WrongUse("\n".join(_reasons(answer, wish)))
    return answer


def _reasons(refusal: Refusal, wish: Wish) -> list[str]:
    """Return why a run was refused: for each node a sentence, and what to type for it."""
    given = {*wish.inputs, *wish.overrides, *wish.targets}
    reasons: list[str] = []
    for name, reason in refusal.errors.items():
        about = reason if f"`{name}`" in reason else f"`{name}`: {reason}"
        reasons.append(about if name in given else f"{about} Add --input {name}=VALUE.")
    return reasons or [refusal.message]


def _printed(run: Run, dialogue: Dialogue) -> str:
    texts = (
        printed_text(node, *dialogue.output(part.output))
        for node, part in run.nodes.items()
        if part.output
    )
    return "".join(texts)


def _told(dialogue: Dialogue, run: Run, values: Mapping[NodeId, Preview]) -> Iterator[str]:
    """Yield what is said below the nodes of a run."""
    yield "\n".join(f"note: {notice}" for notice in dialogue.notices)
    if run.failure:
        yield failure_text(run.failure)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _NO_TERMINAL
    for preview in values.values():
        yield value_text(preview, width)
