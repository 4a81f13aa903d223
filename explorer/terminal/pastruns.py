"""Runs by the names that a person types: a number, `last`, `good`, `now`, or a git revision."""

import json
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.model.graph import NodeId
from core.model.history import Circumstances, PastOutcome, PastRun
from core.model.project import Project
from core.model.run import Run
from core.reading import function_texts
from core.session import Dialogue
from core.store import NoRevision, RunStore, database_name, export, opened
from explorer.terminal.arguments import as_json
from explorer.terminal.opening import WrongUse, talking_to_a_worker
from explorer.terminal.options import RunOptions
from explorer.terminal.progress import ProgressLine
from explorer.terminal.run import computed
from explorer.userfolder import default_path

_NOW = "now"
_LONGEST_NUMBER = 9
_IN_WINDOW = "Run the dataflow in the window once"


@dataclass(frozen=True)
class Side:
    """One run to compare: what is kept of it, the fingerprints of its nodes, texts of functions."""

    outcome: PastOutcome
    code: Mapping[NodeId, str] = field(default_factory=dict[NodeId, str])
    sources: Mapping[str, str] = field(default_factory=dict[str, str])


class PastRuns:
    """The runs of a project that are kept, and those that a revision of it would make."""

    def __init__(self, project: Project) -> None:
        self._project = project
        path = default_path() / "history" / database_name(project.root)
        self._store: RunStore | None = opened(path)[0] if path.is_file() else None

    def close(self) -> None:
        """Close the file."""
        if self._store:
            self._store.close()

    def kept(self, name: str) -> PastOutcome | None:
        """Return a run that is kept; None when the name is one of a state of the code.

        Raises:
            WrongUse: there is no such run.
        """
        runs = self._store.runs() if self._store else ()
        if name == "last":
            return self._outcome(next(iter(runs), None), f"No run is kept. {_IN_WINDOW}.")
        if name == "good":
            good = next((run for run in runs if run.is_good), None)
            said = f"No run is pinned as good. {_IN_WINDOW}, and pin it in the list of runs."
            return self._outcome(good, said)
        if not name.isdecimal() or len(name) > _LONGEST_NUMBER:
            return None
        known = ", ".join(str(run.id) for run in runs[:5])
        hint = f"The newest are {known}." if known else f"None is kept. {_IN_WINDOW}."
        found = self._store.run(int(name)) if self._store else None
        return self._outcome(found, f"There is no run {name}. {hint}")

    def named(self, name: str, options: RunOptions, like: PastOutcome | None) -> Side:
        """Return a run that is kept, or else make it; see `kept` and `made`.

        Raises:
            WrongUse: there is no such run.
        """
        found = self.kept(name)
        return Side(found) if found else self.made(name, options, like)

    def good(self) -> tuple[PastOutcome, ...]:
        """Return all runs that are pinned as good, newest first."""
        runs = self._store.runs() if self._store else ()
        found = (self._store.outcome(run.id) for run in runs if run.is_good and self._store)
        return tuple(outcome for outcome in found if outcome)

    def sources(self, *outcomes: PastOutcome) -> Mapping[str, str]:
        """Return the texts of the functions of kept runs by fingerprint."""
        codes = {record.code for outcome in outcomes for record in outcome.records.values()}
        return self._store.sources(codes - {""}) if self._store else {}

    def made(self, name: str, options: RunOptions, like: PastOutcome | None) -> Side:
        """Run the code as it is `now`, or as it was at a revision.

        What is not said by `options` is as in the run `like`: targets, inputs, configuration.

        Raises:
            WrongUse: there is no such revision, or it is not said what to compute.
        """
        options, project = _as_in(like, options, self._project)
        if not options.to and not options.select:
            raise WrongUse(f"Say what to compute to get `{name}`: --to NODE.")
        if name == _NOW:
            return _side(name, options, project)
        with tempfile.TemporaryDirectory(prefix="lineage-explorer-") as folder:
            try:
                then = export(project, name, Path(folder).resolve())
            except NoRevision as error:
                hint = "Runs are named by number, `last`, `good`, `now` or a git revision."
                raise WrongUse(f"{error} {hint}") from error
            return _side(name, options, then)

    def _outcome(self, run: PastRun | None, otherwise: str) -> PastOutcome:
        found = self._store.outcome(run.id) if self._store and run else None
        if found is None:
            raise WrongUse(otherwise)
        return found


def outcome_of(
    name: str, done: Run, dialogue: Dialogue, project: Project, options: RunOptions
) -> PastOutcome:
    """Return what came out of a run as it would be kept, waiting for its records."""
    hello = dialogue.hello
    made_with = Circumstances(
        inputs=_by_node(options.inputs),
        overrides=_by_node(options.overrides),
        config=json.dumps(dict(project.config), sort_keys=True) if project.config else "",
        python=hello.python if hello else "",
        packages=hello.packages if hello else {},
    )
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
        circumstances=made_with,
    )
    return PastOutcome(past, done.nodes, dialogue.records(done))


def _by_node(texts: Mapping[str, str]) -> Mapping[NodeId, str]:
    return {NodeId(name): text for name, text in texts.items()}


def _side(name: str, options: RunOptions, project: Project) -> Side:
    with talking_to_a_worker(project) as dialogue:
        progress = ProgressLine(sys.stderr)
        try:
            done = computed(options, project, dialogue, progress)
            if done.failure and not done.nodes:
                raise WrongUse(f"`{name}` could not be run. {done.failure.message}")
            progress.say("taking records ...")
            outcome = outcome_of(name, done, dialogue, project, options)
        finally:
            progress.clear()
        graph = dialogue.graph
        code = {node.id: node.code for node in graph.nodes.values()}
        return Side(outcome, code, function_texts(graph))


def _as_in(
    like: PastOutcome | None, options: RunOptions, project: Project
) -> tuple[RunOptions, Project]:
    if like is None:
        return options, project
    made = like.run.circumstances
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
