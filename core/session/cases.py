"""Small cases, from the model to messages and back."""

from collections.abc import Iterable
from pathlib import Path

from core.model.case import Assertion, Case, Draft, Ending, Piece, Shrinking
from core.model.graph import NodeId
from core.model.tracing import Symptom
from core.session.requests import given
from core.worker import messages

_SYMPTOMS = {symptom.value: symptom for symptom in Symptom}
_ENDINGS = {ending.value: ending for ending in Ending}


def request(
    ticket: int,
    node: NodeId,
    symptom: Symptom | None = None,
    column: str | None = None,
    seconds: float = 20.0,
) -> messages.Shrink:
    """Ask for the smallest case of a symptom; without one, of the exception that a node raises."""
    return messages.Shrink(ticket, node, symptom.value if symptom else "", column, seconds)


def draft_request(
    ticket: int,
    node: NodeId,
    file: Path,
    assertions: Iterable[Assertion],
    sample: int = 0,
) -> messages.DraftTest:
    """Ask for a test that will stand in `file`: of `sample` rows, or of the smallest case."""
    asserts = tuple(
        messages.AssertRecord(
            one.demand.value, one.column, one.count, given(one.given) if one.given else None
        )
        for one in assertions
    )
    folder, stem = str(file.parent), file.stem
    return messages.DraftTest(ticket, node, folder, stem, asserts, not sample, sample or 1)


def progress(event: messages.Shrinking) -> Shrinking:
    """Return how far a worker has come."""
    return Shrinking(NodeId(event.node), event.rows, event.rows_before, event.calls, event.seconds)


def case(event: messages.Shrunk) -> Case:
    """Return what a worker has found."""
    return Case(
        NodeId(event.node),
        _SYMPTOMS.get(event.symptom),
        event.column,
        tuple(map(_piece, event.pieces)),
        _piece(event.result) if event.result else None,
        event.raised,
        event.calls,
        event.seconds,
        event.rows,
        event.rows_before,
        _ENDINGS.get(event.ending, Ending.BUDGET),
        event.common,
    )


def draft(event: messages.Drafted, body: bytes) -> Draft:
    """Return a test that a worker has written, with the files that came in the body."""
    files: dict[str, bytes] = {}
    begin = 0
    for file in event.files:
        # whatever a worker calls them, they go beside the test and nowhere else
        files[Path(file.name).name] = body[begin : begin + file.size]
        begin += file.size
    return Draft(event.text, files)


def _piece(record: messages.PieceRecord) -> Piece:
    return Piece(
        record.name,
        record.type_name,
        record.shape,
        record.shape_before,
        record.text,
        record.columns,
        record.index,
        record.cells,
    )
