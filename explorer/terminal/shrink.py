"""The command `shrink`: find the smallest case of what is wrong, and write a test of it."""

import sys
from pathlib import Path
from typing import Any

from core.model.case import Assertion, Case, Demand, Draft, Piece, Shrinking, Sought, suggested
from core.model.graph import NodeId
from core.model.project import Project
from core.model.run import Run, RunStatus
from core.session import Dialogue, cases
from explorer.terminal.documents import as_text
from explorer.terminal.history import keeping_history
from explorer.terminal.opening import (
    NotTrusted,
    WrongUse,
    open_project,
    see_that_it_may_run,
    talking_to_a_worker,
)
from explorer.terminal.options import ShrinkOptions
from explorer.terminal.progress import ProgressLine
from explorer.terminal.run import computed
from explorer.terminal.wishes import given_of
from explorer.terminal.wording import case_text, failure_text, run_text


def shrink(options: ShrinkOptions) -> int:
    """Run to the node and shrink what goes into it; return 0, or 1 when the run did not get there.

    Raises:
        WrongUse: what is asked for cannot run, there is nothing to shrink, or a file is there.
    """
    opening = open_project(options.run.project)
    try:  # by naming it, the person has said that it shall run
        see_that_it_may_run(opening, options.run.project.is_trusted or opening.is_named)
    except NotTrusted as error:
        raise WrongUse(f"{error} Add --trust if you trust it, or name the targets.") from error
    if options.test and options.test.exists():
        raise WrongUse(f"{options.test} is there already. Name another file, or remove it.")
    with talking_to_a_worker(opening.project) as dialogue:
        found = _found(options, opening.project, dialogue)
        if isinstance(found, Run):
            text = failure_text(found.failure) if found.failure else ""
            print("\n\n".join(filter(None, (run_text(found), text))))
            return 1
        is_json = options.run.project.is_json
        if found and not is_json:
            print(case_text(found))
        written = _write_test(dialogue, found, options) if options.test else ()
    if is_json:
        document = case_document(found) if found else {"node": options.run.to[0]}
        print(as_text({**document, "written": list(map(str, written))}))
    elif written:
        print("\n".join(f"wrote {file}" for file in written))
    sys.stdout.flush()
    return 0


def _found(options: ShrinkOptions, project: Project, dialogue: Dialogue) -> Case | Run | None:
    """Return the smallest case, None where a sample is wanted, or a run that did not get there."""
    progress = ProgressLine(sys.stderr)
    node = NodeId(options.run.to[0])

    def show(now: Shrinking) -> None:
        progress.say(f"{now.rows:,} of {now.rows_before:,} rows left after {now.calls} tries ...")

    try:
        with keeping_history(project, "shrink", is_kept=options.run.is_kept) as history:
            done = computed(options.run, project, dialogue, progress, history)
            history.finish(done)
        if done.status is not RunStatus.OK and (not done.failure or done.failure.node != node):
            return done
        if options.sample:
            return None
        found = dialogue.shrink(_sought(options), show)
    finally:
        progress.clear()
    if isinstance(found, str):
        raise WrongUse(found)
    return found


def _sought(options: ShrinkOptions) -> Sought:
    node, ancestor = NodeId(options.run.to[0]), _ancestor(options)
    what = options.symptom, options.column
    return Sought(node, *what, ancestor, options.value, options.seconds)


def _ancestor(options: ShrinkOptions) -> NodeId | None:
    return NodeId(options.ancestor) if options.ancestor else None


def case_document(case: Case) -> dict[str, Any]:
    """Return the smallest case, for programs."""
    return {
        "node": case.node,
        "symptom": case.symptom.value if case.symptom else None,
        "column": case.column,
        "from": case.ancestor,
        "item": case.item or None,
        "raised": case.raised or None,
        "inputs": {piece.name: _piece(piece) for piece in case.pieces},
        "result": _piece(case.result) if case.result else None,
        "rows": case.rows,
        "rows_before": case.rows_before,
        "calls": case.calls,
        "seconds": round(case.seconds, 3),
        "ending": case.ending.value,
        "common": list(case.common),
    }


def _piece(piece: Piece) -> dict[str, Any]:
    return {
        "type": piece.type_name,
        "shape": list(piece.shape),
        "shape_before": list(piece.shape_before),
        "text": piece.text or None,
        "columns": list(piece.columns),
        "index": list(piece.index),
        "rows": [list(row) for row in piece.cells],
    }


def _write_test(dialogue: Dialogue, case: Case | None, options: ShrinkOptions) -> tuple[Path, ...]:
    assert options.test is not None
    file, node = options.test.absolute(), NodeId(options.run.to[0])
    asserts = tuple(_assertion(demand, text, node, options) for demand, text in options.asserts)
    if not asserts:
        obvious = suggested(case) if case else Assertion(Demand.EQUALS)
        if obvious is None:
            raise WrongUse("Say what the test shall find, with --assert.")
        asserts = (obvious,)
    draft = dialogue.draft(node, file, asserts, options.sample, _ancestor(options))
    if isinstance(draft, str):
        raise WrongUse(draft)
    return _put_down(draft, file)


def _assertion(demand: Demand, text: str, node: NodeId, options: ShrinkOptions) -> Assertion:
    if demand is Demand.ROWS:
        return Assertion(demand, count=int(text))
    if demand is Demand.EQUALS:
        return Assertion(demand, given=given_of(node, text) if text else None)
    return Assertion(demand, text or options.column)


def _put_down(draft: Draft, file: Path) -> tuple[Path, ...]:
    files = cases.places(draft, file)
    for path in files:
        if path.exists() or path.is_symlink():
            raise WrongUse(f"{path} is there already. Name another file, or remove it.")
    try:
        cases.put_down(files)
    except OSError as error:
        raise WrongUse(f"The test cannot be written: {error}.") from error
    return tuple(files)
