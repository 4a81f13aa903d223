"""The commands `compare` and `checks`: two runs beside each other, and what good ones suggest."""

import sys
from typing import Any

from core.comparing import compare as compared
from core.comparing import suggest
from core.model.comparison import Check
from core.model.graph import NodeId
from core.model.history import PastOutcome
from core.model.record import Record
from core.model.run import RunStatus
from explorer.terminal.comparisons import comparison_document, comparison_text
from explorer.terminal.documents import as_text
from explorer.terminal.opening import (
    NotTrusted,
    WrongUse,
    open_project,
    see_that_it_may_run,
)
from explorer.terminal.options import ChecksOptions, CompareOptions
from explorer.terminal.pastruns import PastRuns, Side


def compare(options: CompareOptions) -> int:
    """Compare and print; return 0, or 1 when a run that was made for it did not end well.

    Raises:
        WrongUse: there is no such run, or it cannot be made.
    """
    opening = open_project(options.run.project)
    runs = PastRuns(opening.project)
    try:
        kept = [runs.kept(name) for name in (options.before, options.after)]
        if None in kept:
            try:  # by naming it, the person has said that it shall run
                see_that_it_may_run(opening, options.run.project.is_trusted or opening.is_named)
            except NotTrusted as error:
                raise WrongUse(f"{error} Add --trust if you trust it.") from error
        like = kept[0] or kept[1]
        before, after = (
            Side(outcome) if outcome else runs.made(name, options.run, like)
            for name, outcome in zip((options.before, options.after), kept, strict=True)
        )
        texts = {**runs.sources(before.outcome, after.outcome), **before.sources, **after.sources}
    finally:
        runs.close()
    found = compared(before.outcome, after.outcome, after.code, texts)
    _print(as_text(comparison_document(found)), comparison_text(found), options.run.project.is_json)
    made = [side.outcome.run for side, past in zip((before, after), kept, strict=True) if not past]
    return 0 if all(run.status is RunStatus.OK for run in made) else 1


def checks(options: ChecksOptions) -> int:
    """Print checks that hold in all good runs; return 0.

    Raises:
        WrongUse: no run is pinned as good, or there is nothing of the node in one.
    """
    runs = PastRuns(open_project(options.project).project)
    try:
        good = runs.good()
    finally:
        runs.close()
    if not good:
        raise WrongUse("No run is pinned as good. Pin one in the window's list of runs.")
    nodes = [NodeId(name) for name in options.nodes] or [*good[0].records]
    for node in nodes:
        if not _records(node, good):
            raise WrongUse(f"No good run has a record of `{node}`.")
    found = {node: suggest(_records(node, good)) for node in nodes}
    document = {
        "runs": [outcome.run.id for outcome in good],
        "nodes": {node: [_check(one) for one in suggested] for node, suggested in found.items()},
    }
    lines = [
        line for node, suggested in found.items() for one in suggested for line in _told(node, one)
    ]
    text = "\n".join(lines or ["None of Hamilton's own checks fits."])
    _print(as_text(document), text, options.project.is_json)
    return 0


def _check(one: Check) -> dict[str, Any]:
    return {"column": one.column, "line": one.line, "reason": one.reason, "runs": one.runs}


def _told(node: NodeId, one: Check) -> tuple[str, str]:
    where = f"{node}, column {one.column}" if one.column else node
    count = f"{one.runs} good run" + ("s" if one.runs > 1 else "")
    return f"# {where}: {one.reason} (in {count})", one.line


def _records(node: NodeId, good: tuple[PastOutcome, ...]) -> list[Record]:
    return [outcome.records[node] for outcome in good if node in outcome.records]


def _print(document: str, text: str, is_json: bool) -> None:
    print(document if is_json else text)
    sys.stdout.flush()
