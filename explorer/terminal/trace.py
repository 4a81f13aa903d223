"""The command `trace`: find where something bad in a value began."""

import sys
from collections.abc import Mapping
from typing import Any

from core.comparing import blamed, compare
from core.model.comparison import Comparison
from core.model.graph import Graph, NodeId
from core.model.history import PastOutcome
from core.model.project import Project
from core.model.run import Run, RunStatus
from core.model.tracing import Hop, Suspect, Symptom, Trace, Verdict, is_absent, rerun
from core.session import Dialogue
from explorer.terminal.documents import as_text
from explorer.terminal.history import keeping_history
from explorer.terminal.opening import (
    NotTrusted,
    WrongUse,
    open_project,
    see_that_it_may_run,
    talking_to_a_worker,
)
from explorer.terminal.options import TraceOptions
from explorer.terminal.pastruns import PastRuns, Side, outcome_of
from explorer.terminal.progress import ProgressLine
from explorer.terminal.run import computed
from explorer.terminal.wording import failure_text, run_text, trace_text

_NOW = "now"


def trace(options: TraceOptions) -> int:
    """Run to the node and trace; return 0, or 1 when the run did not end well.

    Raises:
        WrongUse: what is asked for cannot run, or there is nothing to trace.
    """
    opening = open_project(options.run.project)
    try:  # by naming it, the person has said that it shall run
        see_that_it_may_run(opening, options.run.project.is_trusted or opening.is_named)
    except NotTrusted as error:
        raise WrongUse(f"{error} Add --trust if you trust it, or name the targets.") from error
    runs = PastRuns(opening.project)
    try:
        return _traced(options, opening.project, runs)
    finally:
        runs.close()


def _traced(options: TraceOptions, project: Project, runs: PastRuns) -> int:
    progress = ProgressLine(sys.stderr)
    # found before this run is one of the kept ones, and the `last` of them
    kept = runs.kept(options.baseline) if options.baseline else None
    with (
        talking_to_a_worker(project) as dialogue,
        keeping_history(project, "trace", is_kept=options.run.is_kept) as history,
    ):
        try:
            done = computed(options.run, project, dialogue, progress, history)
            if done.status is not RunStatus.OK:
                history.finish(done)
                return _not_run(run_text(done), failure_text(done.failure) if done.failure else "")
            progress.say("tracing ...")
            found = _found(options, dialogue, done)
            good = None
            if options.baseline:
                now = outcome_of(_NOW, done, dialogue, history)
                good = _baseline(options, runs, kept, now)
                found = _since_the_good_run(found, compare(good.outcome, now), options, dialogue)
            if options.is_verifying:
                found = _verified(found, dialogue, done, good, progress)
            if not isinstance(found, str):
                _print(found, dialogue.graph, is_json=options.run.project.is_json)
            history.finish(done)
        finally:
            progress.clear()
    if isinstance(found, str):
        raise WrongUse(found)
    return 0


def _print(found: Trace, graph: Graph, *, is_json: bool) -> None:
    print(as_text(trace_document(found, graph)) if is_json else trace_text(found, graph))
    sys.stdout.flush()


def _found(options: TraceOptions, dialogue: Dialogue, done: Run) -> Trace | str:
    """Return what the worker finds in the values; for a shift it has nothing to go by."""
    node, column, symptom = NodeId(options.run.to[0]), options.column, options.symptom
    if symptom is Symptom.SHIFTED and options.baseline:
        return Trace(node, column, symptom)
    record = dialogue.records(done).get(node) if symptom and not options.rows else None
    if symptom and record and is_absent(symptom, record, column):
        return Trace(node, column, symptom)
    return dialogue.trace(node, options.symptom, options.column, options.rows)


def _baseline(
    options: TraceOptions, runs: PastRuns, kept: PastOutcome | None, now: PastOutcome
) -> Side:
    """Return the good run, made where the name is one of a revision; its values for verifying."""
    if kept:
        return runs.side(kept)
    wanted = None if options.is_verifying else ()
    return runs.made(options.baseline, options.run, now, wanted)


def _since_the_good_run(
    found: Trace | str, comparison: Comparison, options: TraceOptions, dialogue: Dialogue
) -> Trace | str:
    if isinstance(found, str):
        return found
    ranked = blamed(found, comparison, dialogue.graph)
    if not ranked.suspects and options.symptom is Symptom.SHIFTED:
        return f"Nothing that `{found.node}` is made of differs from {options.baseline}."
    return ranked


def _verified(
    found: Trace | str, dialogue: Dialogue, done: Run, good: Side | None, progress: ProgressLine
) -> Trace | str:
    """Return a trace with a verdict on each suspect; says beforehand what runs."""
    if isinstance(found, str):
        return found
    for suspect in found.suspects:
        again = rerun(dialogue.graph, done.nodes, found, suspect.node)
        names = ", ".join(again.nodes)
        beside = ", beside the good run" if good and good.values else ""
        progress.say(f"verifying {suspect.node}: runs {names} ({again.seconds:.1f} s){beside} ...")
        verdict = dialogue.verify(found, suspect.node, good.values if good else None)
        if isinstance(verdict, str):
            verdict = Verdict(None, (verdict,))
        found = found.judged(suspect.node, verdict)
    return found


def trace_document(found: Trace, graph: Graph) -> dict[str, Any]:
    """Return what was found, for programs."""
    return {
        "node": found.node,
        "column": found.column,
        "symptom": found.symptom.value if found.symptom else None,
        "seconds": found.seconds,
        "suspects": [_suspect(suspect, graph) for suspect in found.suspects],
        "path": [_hop(hop) for hop in found.path],
        "missing": sorted(found.missing),
    }


def _suspect(suspect: Suspect, graph: Graph) -> dict[str, Any]:
    return {
        "node": suspect.node,
        "confidence": suspect.confidence.value,
        "evidence": {
            "symptom": suspect.symptom.value,
            "column": suspect.column,
            "reason": suspect.reason,
            "bad": suspect.bad,
            "rows": suspect.rows,
            "share": round(suspect.share, 4),
            "before": [
                {"node": part.parent, "column": part.column, "bad": part.bad, "rows": part.rows}
                for part in suspect.before
            ],
        },
        "source": _source(suspect.node, graph),
        "verified": _verdict(suspect.verdict),
        "examples": [dict(example) for example in suspect.examples],
    }


def _verdict(verdict: Verdict | None) -> Mapping[str, Any] | None:
    if verdict is None:
        return None
    return {"is_verified": verdict.is_verified, "said": verdict.said, "ran": verdict.ran}


def _source(node: NodeId, graph: Graph) -> Mapping[str, Any] | None:
    found = graph.nodes.get(node)
    if found is None or found.source is None:
        return None
    return {
        "file": str(found.source.file),
        "first_line": found.source.first_line,
        "last_line": found.source.last_line,
        "function": found.function,
    }


def _hop(hop: Hop) -> dict[str, Any]:
    return {
        "node": hop.node,
        "column": hop.column,
        "parent": hop.parent,
        "parent_column": hop.parent_column,
        "rows_matched": hop.how,
        "share": round(hop.share, 4),
    }


def _not_run(*texts: str) -> int:
    print("\n\n".join(filter(None, texts)))
    sys.stdout.flush()
    return 1
