"""The command `runs`: which runs are kept; pin one as good, say something of it, forget it."""

import sys
import time
from typing import Any

from core.model.history import KeptValues, PastOutcome, PastRun
from explorer.terminal.documents import as_text
from explorer.terminal.opening import WrongUse, open_project
from explorer.terminal.options import RunsOptions
from explorer.terminal.pastruns import PastRuns
from explorer.terminal.wording import aligned

_MOST_TARGETS = 3


def runs(options: RunsOptions) -> int:
    """Change what is wanted, then list the runs; return 0.

    Raises:
        WrongUse: there is no such run.
    """
    kept = PastRuns(open_project(options.project).project)
    try:
        _change(kept, options)
        listed = kept.listed(options.count)
    finally:
        kept.close()
    if options.project.is_json:
        print(as_text({"runs": [_document(run) for run in listed]}))
    else:
        print("\n".join(aligned([_HEAD, *map(_row, listed)], "")) if listed else "No run is kept.")
    sys.stdout.flush()
    return 0


def _change(kept: PastRuns, options: RunsOptions) -> None:
    if options.pin:
        _pin(kept, _named(kept, options.pin))
    if options.unpin:
        run = _named(kept, options.unpin).run
        kept.change(lambda store: store.mark_good(run.id, is_good=False))
    which, text = options.note
    if which:
        noted = _named(kept, which).run
        kept.change(lambda store: store.annotate(noted.id, text))
    if options.delete:
        gone = _named(kept, options.delete).run
        kept.change(lambda store: store.delete(gone.id))


def _named(kept: PastRuns, name: str) -> PastOutcome:
    found = kept.kept(name)
    if found is None:
        raise WrongUse(f"`{name}` is no run that is kept: name a number, `last` or `good`.")
    return found


def _pin(kept: PastRuns, outcome: PastOutcome) -> None:
    run, records = outcome.run, outcome.records
    kept.change(lambda store: store.mark_good(run.id, is_good=True))
    if run.kept is None:
        none = KeptValues(missing=dict.fromkeys(records, "no longer held"))
        kept.change(lambda store: store.note_kept(run.id, none))
        said = f"run {run.id} is good. Its values are gone with its worker, its figures are kept."
        print(f"lineage-explorer: {said}", file=sys.stderr)


_HEAD = ("run", "", "started", "took", "status", "nodes", "by", "to", "")


def _row(run: PastRun) -> tuple[str, ...]:
    then = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(run.started))
    names = ", ".join(run.targets[:_MOST_TARGETS])
    if len(run.targets) > _MOST_TARGETS:
        names = f"{names}, and {len(run.targets) - _MOST_TARGETS} more"
    good = run.kept.said if run.kept else ""
    return (
        str(run.id),
        "good" if run.is_good else "",
        then,
        "" if run.seconds is None else f"{run.seconds:.2f} s",
        run.status.value,
        str(run.node_count),
        run.circumstances.command or "window",
        names,
        "; ".join(filter(None, (run.note, run.message, good))),
    )


def _document(run: PastRun) -> dict[str, Any]:
    made, kept = run.circumstances, run.kept
    return {
        "id": run.id,
        "started": run.started,
        "seconds": run.seconds,
        "status": run.status.value,
        "targets": list(run.targets),
        "nodes": run.node_count,
        "failed": run.failed,
        "message": run.message,
        "is_good": run.is_good,
        "note": run.note,
        "command": made.command,
        "commit": made.commit,
        "is_dirty": made.is_dirty,
        "python": made.python,
        "config": made.config,
        "inputs": dict(made.inputs),
        "overrides": dict(made.overrides),
        "cut": list(made.cut),
        "values": None
        if kept is None
        else {"kept": list(kept.nodes), "missing": dict(kept.missing), "bytes": kept.size},
    }
