"""The command `trace`: find where something bad in a value began."""

import sys
from collections.abc import Mapping
from typing import Any

from core.model.graph import Graph, NodeId
from core.model.run import RunStatus
from core.model.tracing import Hop, Suspect, Trace
from explorer.terminal.arguments import TraceOptions
from explorer.terminal.documents import as_text
from explorer.terminal.opening import (
    NotTrusted,
    WrongUse,
    open_project,
    see_that_it_may_run,
    talking_to_a_worker,
)
from explorer.terminal.progress import ProgressLine
from explorer.terminal.run import computed
from explorer.terminal.wording import failure_text, run_text, trace_text


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
    node = NodeId(options.run.to[0])
    with talking_to_a_worker(opening.project) as dialogue:
        try:
            done = computed(options.run, opening.project, dialogue, progress)
            if done.status is not RunStatus.OK:
                return _not_run(run_text(done), failure_text(done.failure) if done.failure else "")
            progress.say("tracing ...")
            found = dialogue.trace(node, options.symptom, options.column, options.rows)
        finally:
            progress.clear()
        graph = dialogue.graph
    if isinstance(found, str):
        raise WrongUse(found)
    if options.run.project.is_json:
        print(as_text(trace_document(found, graph)))
    else:
        print(trace_text(found, graph))
    sys.stdout.flush()
    return 0


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
        "examples": [dict(example) for example in suspect.examples],
    }


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
