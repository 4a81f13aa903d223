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
from core.model.tracing import Hop, Suspect, Symptom, Trace, Verdict, rerun
from core.session import Dialogue
from explorer.terminal.documents import as_text
from explorer.terminal.opening import (
    NotTrusted,
    WrongUse,
    open_project,
    see_that_it_may_run,
    talking_to_a_worker,
)
from explorer.terminal.options import TraceOptions
from explorer.terminal.pastruns import PastRuns, outcome_of
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
    progress = ProgressLine(sys.stderr)
    with talking_to_a_worker(opening.project) as dialogue:
        try:
            done = computed(options.run, opening.project, dialogue, progress)
            if done.status is not RunStatus.OK:
                return _not_run(run_text(done), failure_text(done.failure) if done.failure else "")
            progress.say("tracing ...")
            found = _found(options, dialogue)
            graph = dialogue.graph
            if options.baseline:
                now = outcome_of(_NOW, done, dialogue, opening.project, options.run)
                comparison = _comparison(options, opening.project, now)
                found = _since_the_good_run(found, comparison, options, graph)
            if options.is_verifying:
                found = _verified(found, dialogue, done, progress)
        finally:
            progress.clear()
    if isinstance(found, str):
        raise WrongUse(found)
    if options.run.project.is_json:
        print(as_text(trace_document(found, graph)))
    else:
        print(trace_text(found, graph))
    sys.stdout.flush()
    return 0


def _found(options: TraceOptions, dialogue: Dialogue) -> Trace | str:
    """Return what the worker finds in the values; for a shift it has nothing to go by."""
    node = NodeId(options.run.to[0])
    if options.symptom is Symptom.SHIFTED and options.baseline:
        return Trace(node, options.column, options.symptom)
    return dialogue.trace(node, options.symptom, options.column, options.rows)


def _comparison(options: TraceOptions, project: Project, now: PastOutcome) -> Comparison:
    runs = PastRuns(project)
    try:
        good = runs.named(options.baseline, options.run, now)
        return compare(good.outcome, now)
    finally:
        runs.close()


def _since_the_good_run(
    found: Trace | str, comparison: Comparison, options: TraceOptions, graph: Graph
) -> Trace | str:
    if isinstance(found, str):
        return found
    ranked = blamed(found, comparison, graph)
    if not ranked.suspects and options.symptom is Symptom.SHIFTED:
        return f"Nothing that `{found.node}` is made of differs from {options.baseline}."
    return ranked


def _verified(
    found: Trace | str, dialogue: Dialogue, done: Run, progress: ProgressLine
) -> Trace | str:
    """Return a trace with a verdict on each suspect; says beforehand what runs."""
    if isinstance(found, str):
        return found
    for suspect in found.suspects:
        again = rerun(dialogue.graph, done.nodes, found, suspect.node)
        names = ", ".join(again.nodes)
        progress.say(f"verifying {suspect.node}: runs {names} ({again.seconds:.1f} s) ...")
        verdict = dialogue.verify(found, suspect.node)
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
