"""Small cases, from the model to messages and back."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from core.model.case import Assertion, Case, Draft, Ending, Piece, Shrinking, Sought
from core.model.graph import NodeId
from core.model.tracing import Symptom
from core.session.requests import given
from core.worker import messages

_SYMPTOMS = {symptom.value: symptom for symptom in Symptom}
_ENDINGS = {ending.value: ending for ending in Ending}


def request(ticket: int, sought: Sought) -> messages.Shrink:
    """Ask for the smallest case of something."""
    return messages.Shrink(
        ticket,
        sought.node,
        sought.symptom.value if sought.symptom else "",
        sought.column,
        sought.seconds,
        ancestor=sought.ancestor or "",
        value=sought.value,
    )


def draft_request(
    ticket: int,
    node: NodeId,
    file: Path,
    assertions: Iterable[Assertion],
    sample: int = 0,
    ancestor: NodeId | None = None,
) -> messages.DraftTest:
    """Ask for a test that will stand in `file`: of the smallest case, or of `sample` rows.

    These are rows of what goes into the node or, where there is one, of its `ancestor`.
    """
    asserts = tuple(
        messages.AssertRecord(
            one.demand.value, one.column, one.count, given(one.given) if one.given else None
        )
        for one in assertions
    )
    folder, stem = str(file.parent), file.stem
    is_shrunk, rows = not sample, sample or 1
    return messages.DraftTest(ticket, node, folder, stem, asserts, is_shrunk, rows, ancestor or "")


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
        NodeId(event.ancestor) if event.ancestor else None,
        event.nodes,
        event.item,
        event.value,
    )


def draft(event: messages.Drafted, body: bytes) -> Draft:
    """Return a test that a worker has written, with the files that came in the body."""
    files: dict[str, bytes] = {}
    begin = 0
    for file in event.files:
        files[file.name] = body[begin : begin + file.size]
        begin += file.size
    return Draft(event.text, files)


def places(draft: Draft, file: Path) -> dict[Path, bytes]:
    """Return what goes where when a test is put into a file: data beside it, the test last.

    Whatever a worker calls its data, it begins with the name of the test and lies nowhere else.
    """
    beside = {
        file.with_name(Path(name).name): data
        for name, data in draft.files.items()
        if Path(name).name.startswith(f"{file.stem}_")
    }
    return {**beside, file: draft.text.encode()}


def put_down(contents: Mapping[Path, bytes]) -> None:
    """Write files. Where one is a link it is replaced: what it leads to stays as it is.

    Raises:
        OSError: one of them cannot be written.
    """
    for path, data in contents.items():
        if path.is_symlink():
            path.unlink()
        path.write_bytes(data)


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
