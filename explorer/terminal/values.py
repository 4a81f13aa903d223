"""The values that a run was asked for, as far as they are to be printed."""

from collections.abc import Mapping
from dataclasses import replace

from core.model.graph import NodeId
from core.model.preview import Preview, TablePage, Window
from core.model.run import Run
from core.session import Dialogue

_PAGE_ROWS = 1000
_PAGE_COLUMNS = 200


def look_at(dialogue: Dialogue, run: Run, rows: int, columns: int) -> Mapping[NodeId, Preview]:
    """Return a look at each target that has a value, with at most so many rows and columns."""
    previews: dict[NodeId, Preview] = {}
    for node in run.targets:
        if node in run.nodes and run.nodes[node].status.has_value:
            preview = _look(dialogue, node, rows, columns)
            if preview:
                previews[node] = preview
    return previews


def _look(dialogue: Dialogue, node: NodeId, rows: int, columns: int) -> Preview | None:
    preview = _band(dialogue, node, Window(0, min(rows, _PAGE_ROWS)), columns)
    if not preview or not isinstance(preview.content, TablePage):
        return preview
    table = preview.content
    wanted = min(rows, table.row_count)
    while (missing := wanted - len(table.cells)) > 0:
        window = Window(len(table.cells), min(missing, _PAGE_ROWS))
        more = _band(dialogue, node, window, columns)
        if not more or not isinstance(more.content, TablePage) or not more.content.cells:
            break
        table = _below(table, more.content)
    return replace(preview, content=table)


def _band(dialogue: Dialogue, node: NodeId, window: Window, columns: int) -> Preview | None:
    """Return the rows of a window with their first `columns` columns, joined from pages."""
    preview = dialogue.look(node, replace(window, columns=min(columns, _PAGE_COLUMNS)))
    if not preview or not isinstance(preview.content, TablePage):
        return preview
    table = preview.content
    wanted = min(columns, table.column_count)
    while (missing := wanted - len(table.columns)) > 0:
        at = replace(window, column=len(table.columns), columns=min(missing, _PAGE_COLUMNS))
        more = dialogue.look(node, at)
        if not more or not isinstance(more.content, TablePage) or not more.content.columns:
            break
        table = _beside(table, more.content)
    return replace(preview, content=table)


def _beside(left: TablePage, right: TablePage) -> TablePage:
    cells = tuple((*a, *b) for a, b in zip(left.cells, right.cells, strict=False))
    return replace(left, columns=(*left.columns, *right.columns), cells=cells)


def _below(upper: TablePage, lower: TablePage) -> TablePage:
    return replace(upper, index=(*upper.index, *lower.index), cells=(*upper.cells, *lower.cells))
