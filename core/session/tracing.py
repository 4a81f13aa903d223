"""Traces, from the model to messages and back."""

from pathlib import Path

from core.model.graph import NodeId
from core.model.tracing import (
    Before,
    Confidence,
    Figure,
    Hop,
    Suspect,
    Symptom,
    Trace,
    Verdict,
)
from core.worker import messages

_CONFIDENCE = {
    "introduced": Confidence.INTRODUCED,
    "input": Confidence.INPUT,
    "unknown": Confidence.UNKNOWN,
}
_SYMPTOMS = {symptom.value: symptom for symptom in Symptom}


def request(
    ticket: int,
    node: NodeId,
    symptom: Symptom | None = None,
    column: str | None = None,
    rows: str = "",
    places: tuple[int, ...] = (),
    check: NodeId | None = None,
) -> messages.Trace:
    """Ask where something bad in a value began; without a symptom, for all of them.

    `rows` is an expression over the columns of a frame: only rows where it holds are followed; or
    else those at `places`, counted from 0, or those that `check` did not pass for.
    """
    asked = symptom.value if symptom else ""
    return messages.Trace(ticket, node, asked, column, rows, places, check or "")


def verification(
    ticket: int, trace: Trace, suspect: NodeId, good: Path | None = None
) -> messages.Verify:
    """Ask whether a suspect is where it began, by running nodes again.

    `good` is the folder with the values of a good run.
    """
    only = (trace.rows, trace.places, trace.check)
    asked = request(0, trace.node, trace.symptom, trace.column, *only)
    return messages.Verify(ticket, asked, suspect, str(good) if good else "")


def verdict(event: messages.Verified) -> Verdict:
    """Return what came of running nodes again."""
    known = {"verified": True, "not": False}
    ran = tuple(map(NodeId, event.ran))
    return Verdict(known.get(event.outcome), event.said, ran, event.seconds)


def trace(event: messages.Traced, asked: messages.Trace) -> Trace:
    """Return what a worker has found."""
    return Trace(
        NodeId(event.node),
        asked.column,
        _SYMPTOMS.get(asked.symptom),
        tuple(_suspect(found) for found in event.suspects if found.symptom in _SYMPTOMS),
        tuple(
            Hop(
                NodeId(hop.node),
                hop.column,
                NodeId(hop.parent),
                hop.parent_column,
                hop.how,
                hop.share,
            )
            for hop in event.path
        ),
        event.seconds,
        frozenset(map(NodeId, event.missing)),
        asked.rows,
        asked.places,
        NodeId(asked.check) if asked.check else None,
        tuple(
            Figure(NodeId(one.node), one.column, _SYMPTOMS[one.symptom], one.bad, one.rows)
            for one in event.figures
            if one.symptom in _SYMPTOMS
        ),
    )


def _suspect(found: messages.SuspectRecord) -> Suspect:
    return Suspect(
        NodeId(found.node),
        found.column,
        _SYMPTOMS[found.symptom],
        _CONFIDENCE.get(found.kind, Confidence.INTRODUCED),
        found.share,
        found.bad,
        found.rows,
        found.reason,
        tuple(Before(NodeId(b.parent), b.column, b.bad, b.rows) for b in found.before),
        found.examples,
    )
