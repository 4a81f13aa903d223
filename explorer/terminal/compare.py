"""The commands `compare` and `checks`: two runs beside each other, and what good ones suggest."""

import sys
from collections.abc import Mapping
from typing import Any

from core.comparing import compare as compared
from core.comparing import suggest
from core.model.comparison import Check
from core.model.graph import NodeId
from core.model.history import PastOutcome
from core.model.project import Project
from core.model.record import Record
from core.model.rows import RowComparison
from core.model.run import RunStatus
from explorer.terminal.comparisons import comparison_document, comparison_text
from explorer.terminal.documents import as_text
from explorer.terminal.opening import (
    NotTrusted,
    WrongUse,
    open_project,
    see_that_it_may_run,
    talking_to_a_worker,
)
from explorer.terminal.options import ChecksOptions, CompareOptions
from explorer.terminal.pastruns import PastRuns, Side
from explorer.terminal.rows import rows_document, rows_texts


def compare(options: CompareOptions) -> int:
    """Compare and print; return 0, or 1 when a run that was made for it did not end well.

    Raises:
        WrongUse: there is no such run, or it cannot be made, or has no such node.
    """
    opening = open_project(options.run.project)
    runs = PastRuns(opening.project)
    nodes = tuple(map(NodeId, options.nodes))
    names = (options.before, options.after)
    try:
        kept = [runs.kept(name) for name in names]
        if None in kept or nodes:
            try:  # by naming it, the person has said that it shall run
                see_that_it_may_run(opening, options.run.project.is_trusted or opening.is_named)
            except NotTrusted as error:
                raise WrongUse(f"{error} Add --trust if you trust it.") from error
        like = kept[0] or kept[1]
        sides = [
            runs.side(outcome) if outcome else runs.made(name, options.run, like, nodes)
            for name, outcome in zip(names, kept, strict=True)
        ]
        texts = runs.sources(*(side.outcome for side in sides))
        rows = _rows(opening.project, nodes, (sides[0], sides[1]), options.run.rows)
    finally:
        runs.close()
    before, after = sides
    texts = {**texts, **before.sources, **after.sources}
    found = compared(before.outcome, after.outcome, after.code, texts)
    document = {**comparison_document(found), **rows_document(rows)}
    text = "\n\n".join([comparison_text(found), *rows_texts(rows)])
    _print(as_text(document), text, options.run.project.is_json)
    made = [side.outcome.run for side, past in zip(sides, kept, strict=True) if not past]
    return 0 if all(run.status is RunStatus.OK for run in made) else 1


def _rows(
    project: Project, nodes: tuple[NodeId, ...], sides: tuple[Side, Side], count: int
) -> Mapping[NodeId, RowComparison | str]:
    """Return which rows of some nodes differ, or a sentence why that cannot be told.

    Raises:
        WrongUse: neither run has such a node.
    """
    found: dict[NodeId, RowComparison | str] = {}
    for node in nodes:
        if not any(node in side.outcome.nodes for side in sides):
            raise WrongUse(f"Neither run has a node `{node}`.")
        if why := next(filter(None, (_why_not(node, side) for side in sides)), ""):
            found[node] = why
    if len(found) < len(nodes):
        with talking_to_a_worker(project) as dialogue:
            for node in nodes:
                if node not in found:
                    folders = sides[0].values, sides[1].values
                    found[node] = dialogue.compare_rows(node, *folders, count)
    return found


def _why_not(node: NodeId, side: Side) -> str:
    """Return why values of a run cannot be looked at, empty when they can."""
    run = side.outcome.run
    if node not in side.outcome.nodes:
        return f"Only one of the runs has `{node}`."
    if side.values is not None:
        why = run.kept.missing.get(node) if run.kept else None
        return f"The value of `{node}` in run {run.id} was not kept: {why}." if why else ""
    return (
        f"The values of run {run.id} were not kept, only their figures. `run --pin` keeps them; "
        "with `now` the code is run again."
    )


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
        raise WrongUse(
            "No run is pinned as good. Pin one in the window's list of runs, or by `run --pin`."
        )
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
