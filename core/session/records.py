"""From what a worker tells to the model. Words that the model does not know become plain ones."""

from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import TypeVar

from core.model.graph import (
    Form,
    FormKind,
    Graph,
    Node,
    NodeId,
    NodeKind,
    Parameter,
    SourceSpan,
)
from core.model.preview import (
    Column,
    Content,
    ImageView,
    OpaqueView,
    Preview,
    TablePage,
    TextView,
    TreeEntry,
    TreePage,
    Window,
)
from core.model.problem import Problem, ProblemKind
from core.model.run import CheckResult, Failure, Frame, OutputSpan
from core.worker import messages

_Word = TypeVar("_Word", bound=Enum)


def graph(records: Iterable[messages.NodeRecord]) -> Graph:
    """Return the graph that the records describe, in their order."""
    return Graph({NodeId(record.id): node(record) for record in records})


def node(record: messages.NodeRecord) -> Node:
    """Return a node."""
    file = record.file
    return Node(
        id=NodeId(record.id),
        kind=_word(NodeKind, record.kind, NodeKind.FUNCTION),
        type_name=record.type_name,
        module=record.module,
        function=record.function,
        doc=record.doc,
        tags=record.tags,
        source=SourceSpan(Path(file), record.first_line, record.last_line) if file else None,
        parameters=tuple(
            Parameter(NodeId(part.source), part.type_name, part.optional, part.default)
            for part in record.parameters
        ),
        code=record.code,
        form=_form(record.form) if record.form else None,
        checked=NodeId(record.checked) if record.checked is not None else None,
        has_side_effects=record.has_side_effects,
    )


def problem(record: messages.ProblemRecord) -> Problem:
    """Return a problem."""
    return Problem(
        kind=_word(ProblemKind, record.kind, ProblemKind.INTERNAL),
        message=record.message,
        file=Path(record.file) if record.file else None,
        line=record.line,
        node=NodeId(record.node) if record.node is not None else None,
        function=record.function,
        detail=record.detail,
    )


def failure(record: messages.FailureRecord) -> Failure:
    """Return why a run failed."""
    return Failure(
        node=NodeId(record.node) if record.node is not None else None,
        type=record.type,
        message=record.message,
        frames=tuple(
            Frame(Path(part.file), part.line, part.function, part.text) for part in record.frames
        ),
        arguments=record.arguments,
        traceback=record.traceback,
    )


def check(event: messages.CheckEnded) -> CheckResult:
    """Return the result of a check."""
    return CheckResult(
        node=NodeId(event.node),
        check=NodeId(event.check),
        passed=event.passed,
        importance=event.importance,
        message=event.message,
        rows=event.rows,
        row_count=event.row_count,
    )


def output(record: messages.OutputRecord) -> OutputSpan:
    """Return where a node's output lies."""
    return OutputSpan(
        stdout=(record.stdout_from, record.stdout_to),
        stderr=(record.stderr_from, record.stderr_to),
    )


def preview(event: messages.Peeked, body: bytes) -> Preview:
    """Return a look at a value; `body` are the bytes that came with the event."""
    content = _content(event, body)
    is_whole = not isinstance(content, OpaqueView)
    return Preview(
        node=NodeId(event.node),
        kind=event.kind if is_whole else "opaque",
        type_name=event.type_name,
        shape=event.shape,
        content=content,
        note=event.note,
    )


def _content(event: messages.Peeked, body: bytes) -> Content:
    if event.kind == "table" and event.table:
        return _table(event.table)
    if event.kind == "tree" and event.tree:
        return _tree(event.tree)
    if event.kind == "image" and len(event.shape) == 2:
        return ImageView(body, *event.shape)
    if event.kind == "text":
        return TextView(event.text, event.is_cut)
    return OpaqueView(event.text, event.facts)


def _table(record: messages.TableRecord) -> TablePage:
    return TablePage(
        window=Window(record.row, record.rows, record.column, len(record.columns)),
        row_count=record.row_count,
        column_count=record.column_count,
        columns=tuple(
            Column(part.name, part.dtype, part.nulls, part.is_numeric) for part in record.columns
        ),
        index=record.index,
        cells=record.cells,
        index_name=record.index_name,
    )


def _tree(record: messages.TreeRecord) -> TreePage:
    entries = (
        TreeEntry(part.key, part.type_name, part.text, part.child_count) for part in record.entries
    )
    return TreePage(record.path, record.first, record.total, tuple(entries))


def _form(record: messages.FormRecord) -> Form:
    kind = _word(FormKind, record.kind, FormKind.TEXT)
    return Form(kind, record.choices, record.default, record.optional)


def _word(kind: type[_Word], word: str, default: _Word) -> _Word:
    try:
        return kind(word)
    except ValueError:
        return default
