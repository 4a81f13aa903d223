"""What the commands print with `--json`: a contract, described in the README."""

import json
import math
from collections.abc import Mapping
from typing import Any

from core.model.graph import NodeId
from core.model.preview import Column, Preview, TablePage
from core.model.run import CheckResult, Failure, Run
from explorer.terminal.wording import preview_text


def as_text(document: Mapping[str, Any]) -> str:
    """Return a document as JSON in ASCII, so that it prints on any terminal."""
    return json.dumps(document, indent=2, allow_nan=False)


def run_document(run: Run, values: Mapping[NodeId, Preview]) -> dict[str, Any]:
    """Return how a run went and the values that were asked for."""
    return {
        "status": run.status.value,
        "nodes": {
            id: {
                "status": part.status.value,
                "seconds": part.seconds,
                "summary": part.summary,
                "message": part.message,
            }
            for id, part in run.nodes.items()
        },
        "values": {node: _value(preview) for node, preview in values.items()},
        "checks": [_check(check) for check in run.checks],
        "error": _error(run.failure) if run.failure else None,
    }


def _check(check: CheckResult) -> dict[str, Any]:
    return {
        "node": check.node,
        "check": check.check,
        "passed": check.passed,
        "importance": check.importance,
        "message": check.message,
        "rows": list(check.rows),
        "row_count": check.row_count,
    }


def _error(failure: Failure) -> dict[str, Any]:
    return {
        "node": failure.node,
        "type": failure.type,
        "message": failure.message,
        "frames": [
            {"file": str(frame.file), "line": frame.line, "function": frame.function}
            for frame in failure.frames
        ],
        "arguments": dict(failure.arguments),
    }


def _value(preview: Preview) -> dict[str, Any]:
    page = preview.content
    document: dict[str, Any] = {
        "kind": preview.kind,
        "type": preview.type_name,
        "shape": list(preview.shape),
        "columns": [],
        "dtypes": [],
        "rows": [],
    }
    if not isinstance(page, TablePage):
        return document | {"text": preview_text(preview)}
    return document | {
        "columns": [column.name for column in page.columns],
        "dtypes": [column.dtype for column in page.columns],
        "index": list(page.index),
        "rows": [_row(cells, page.columns) for cells in page.cells],
    }


def _row(cells: tuple[str | None, ...], columns: tuple[Column, ...]) -> list[Any]:
    return [_cell(cell, column) for cell, column in zip(cells, columns, strict=True)]


def _cell(cell: str | None, column: Column) -> str | float | bool | None:
    """Return a number or truth value as such where JSON has it, else the text."""
    dtype = column.dtype.lower()
    if cell is None:
        return None
    if dtype.startswith("bool") and cell.lower() in ("true", "false"):
        return cell.lower() == "true"
    return _number(cell, is_whole="int" in dtype) if column.is_numeric else cell


def _number(text: str, *, is_whole: bool) -> str | float:
    try:
        number = int(text) if is_whole else float(text)
    except ValueError:
        return text
    return number if math.isfinite(number) else text
