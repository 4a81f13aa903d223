"""Runs by the names that a person types: a number, `last`, `good`, `now`, or a git revision."""

import sys
import tempfile
from collections.abc import Callable, Collection, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.model.graph import NodeId
from core.model.history import PastOutcome, PastRun
from core.model.project import Project
from core.model.run import Run
from core.reading import function_texts
from core.session import Dialogue
from core.store import NoRevision, RunStore, database_name, export, opened
from explorer.terminal.arguments import as_json
from explorer.terminal.history import History, keeping_history
from explorer.terminal.opening import WrongUse, talking_to_a_worker
from explorer.terminal.options import RunOptions
from explorer.terminal.progress import ProgressLine
from explorer.terminal.run import computed
from explorer.userfolder import default_path

_NOW = "now"
_LONGEST_NUMBER = 9
_ROOM = 8 << 30
"""Bytes of values that may be kept while two runs are compared."""
_ONCE = "Run the dataflow once, in the window or by `lineage-explorer run`"


@dataclass(frozen=True)
class Side:
    """One run to compare: what is kept of it, the fingerprints of its nodes, texts of functions.

    `values` is the folder with values of its nodes, None where there are none.
    """

    outcome: PastOutcome
    values: Path | None = None
    code: Mapping[NodeId, str] = field(default_factory=dict[NodeId, str])
    sources: Mapping[str, str] = field(default_factory=dict[str, str])


class PastRuns:
    """The runs of a project that are kept, and those that a revision of it would make."""

    def __init__(self, project: Project) -> None:
        self._project = project
        path = default_path() / "history" / database_name(project.root)
        self._store: RunStore | None = opened(path)[0] if path.is_file() else None
        self._folders = ExitStack()

    def close(self) -> None:
        """Close the file, and forget values of runs that were made."""
        if self._store:
            self._store.close()
        self._folders.close()

    def listed(self, count: int) -> tuple[PastRun, ...]:
        """Return the newest runs, newest first."""
        return self._store.runs(count) if self._store else ()

    def change(self, do: Callable[[RunStore], None]) -> None:
        """Change what is kept."""
        if self._store:
            do(self._store)

    def side(self, outcome: PastOutcome) -> Side:
        """Return a run that is kept, to be compared."""
        has_values = outcome.run.kept is not None and self._store
        folder = self._store.values.folder(outcome.run.id) if has_values and self._store else None
        return Side(outcome, folder)

    def kept(self, name: str) -> PastOutcome | None:
        """Return a run that is kept; None when the name is one of a state of the code.

        Raises:
            WrongUse: there is no such run.
        """
        runs = self._store.runs() if self._store else ()
        if name == "last":
            return self._outcome(next(iter(runs), None), f"No run is kept. {_ONCE}.")
        if name == "good":
            good = next((run for run in runs if run.is_good), None)
            said = f"No run is pinned as good. {_ONCE} --pin."
            return self._outcome(good, said)
        if not name.isdecimal() or len(name) > _LONGEST_NUMBER:
            return None
        known = ", ".join(str(run.id) for run in runs[:5])
        hint = f"The newest are {known}." if known else f"None is kept. {_ONCE}."
        found = self._store.run(int(name)) if self._store else None
        return self._outcome(found, f"There is no run {name}. {hint}")

    def good(self) -> tuple[PastOutcome, ...]:
        """Return all runs that are pinned as good, newest first."""
        runs = self._store.runs() if self._store else ()
        found = (self._store.outcome(run.id) for run in runs if run.is_good and self._store)
        return tuple(outcome for outcome in found if outcome)

    def sources(self, *outcomes: PastOutcome) -> Mapping[str, str]:
        """Return the texts of the functions of kept runs by fingerprint."""
        codes = {record.code for outcome in outcomes for record in outcome.records.values()}
        return self._store.sources(codes - {""}) if self._store else {}

    def made(
        self,
        name: str,
        options: RunOptions,
        like: PastOutcome | None,
        wanted: Collection[NodeId] | None = (),
    ) -> Side:
        """Run the code as it is `now`, or as it was at a revision.

        What is not said by `options` is as in the run `like`: targets, inputs, configuration.
        Values of the nodes that are `wanted` are kept until `close`; None for those of all.

        Raises:
            WrongUse: there is no such revision, or it is not said what to compute.
        """
        options, project = _as_in(like, options, self._project)
        if not options.to and not options.select:
            raise WrongUse(f"Say what to compute to get `{name}`: --to NODE.")
        values = self._folder() if wanted is None or wanted else None
        if name == _NOW:
            return _side(name, options, project, values, wanted)
        with tempfile.TemporaryDirectory(prefix="lineage-explorer-") as folder:
            try:
                then = export(project, name, Path(folder).resolve())
            except NoRevision as error:
                hint = "Runs are named by number, `last`, `good`, `now` or a git revision."
                raise WrongUse(f"{error} {hint}") from error
            return _side(name, replace(options, is_kept=False), then, values, wanted)

    def _folder(self) -> Path:
        made = tempfile.TemporaryDirectory(prefix="lineage-explorer-", ignore_cleanup_errors=True)
        return Path(self._folders.enter_context(made)).resolve()

    def _outcome(self, run: PastRun | None, otherwise: str) -> PastOutcome:
        found = self._store.outcome(run.id) if self._store and run else None
        if found is None:
            raise WrongUse(otherwise)
        return found


def outcome_of(name: str, done: Run, dialogue: Dialogue, history: History) -> PastOutcome:
    """Return what came out of a run as it would be kept, waiting for its records."""
    past = PastRun(
        0,
        done.started,
        done.targets,
        done.status,
        done.seconds,
        len(done.nodes),
        done.failure.node if done.failure else None,
        f"{done.failure.type}: {done.failure.message}" if done.failure else "",
        note=name,
        circumstances=history.made_with(),
    )
    return PastOutcome(past, done.nodes, dialogue.records(done))


def _side(
    name: str,
    options: RunOptions,
    project: Project,
    values: Path | None,
    wanted: Collection[NodeId] | None,
) -> Side:
    with (
        talking_to_a_worker(project) as dialogue,
        keeping_history(project, "compare", is_kept=options.is_kept) as history,
    ):
        progress = ProgressLine(sys.stderr)
        try:
            done = computed(options, project, dialogue, progress, history)
            if done.failure and not done.nodes:
                raise WrongUse(f"`{name}` could not be run. {done.failure.message}")
            progress.say("taking records ...")
            outcome = outcome_of(name, done, dialogue, history)
            if values:
                progress.say("keeping values ...")
                records = outcome.records
                chosen = {n: it for n, it in records.items() if wanted is None or n in wanted}
                dialogue.keep(chosen, values, _ROOM)
            history.finish(done)
        finally:
            progress.clear()
        graph = dialogue.graph
        code = {node.id: node.code for node in graph.nodes.values()}
        return Side(outcome, values, code, function_texts(graph))


def _as_in(
    like: PastOutcome | None, options: RunOptions, project: Project
) -> tuple[RunOptions, Project]:
    if like is None:
        return options, project
    made = like.run.circumstances
    lacking = [name for name in made.cut if name not in {**options.inputs, **options.overrides}]
    if lacking:
        which = f"{lacking[0]}` of run {like.run.id}" if like.run.id else f"{lacking[0]}`"
        raise WrongUse(
            f"The value of `{which} was too long to be kept. Add --input {lacking[0]}=VALUE."
        )
    known = as_json(made.config) if made.config else {}
    config = known if isinstance(known, dict) else {}
    return (
        replace(
            options,
            to=options.to or like.run.targets,
            inputs={**made.inputs, **options.inputs},
            overrides={**made.overrides, **options.overrides},
        ),
        replace(project, config={**config, **project.config, **options.project.config}),
    )
