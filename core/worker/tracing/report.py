"""From a request to trace to what is told of it."""
# pyright: basic

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..kinds import kinds_of, type_name
from ..messages import BeforeRecord, FigureRecord, HopRecord, Peek, SuspectRecord, Trace, Traced
from ..spelling import Speller
from ..tables import table as window
from ..texts import one_line
from ..values import Held
from .findings import Finding, Suspect
from .flow import Flow
from .search import search
from .sight import Sight
from .symptoms import BY_ROW, ZERO, bad_rows
from .tables import Table
from .walk import follow

_EXAMPLES = 5
_COLUMNS = 40


class UntraceableError(Exception):
    """Something cannot be traced as it was asked for. The message is a sentence."""


def report(request: Trace, sight: Sight) -> Traced:
    """Find where a symptom began, and tell it with figures and example rows.

    Raises:
        UntraceableError: what was asked for makes no sense for the value; says why.
    """
    began = time.monotonic()
    flow, held = sight.flow(), sight.held
    request = replace(request, node=sight.written(request.node))
    found = find(flow, request, held[request.node].shown)
    missing = tuple(node for node in _upstream(sight.parents, request.node) if node not in held)
    return Traced(
        request.ticket,
        request.node,
        tuple(_told(flow, suspect, held) for suspect in found.suspects),
        tuple(HopRecord(*hop) for hop in found.hops),
        time.monotonic() - began,
        missing,
        tuple(_figures(flow, found)),
    )


def find(flow: Flow, request: Trace, value: Any) -> Finding:
    """Find where a symptom of a node's `value` began.

    Raises:
        UntraceableError: what was asked for makes no sense for the value; says why.
    """
    table = flow.table(request.node)
    only = _only(request, table, value) if table is not None else None
    if not request.symptom:
        return search(flow, request.node, only, request.column)
    if table is None:
        return Finding((), ())
    asked = category(request, table, value) if request.symptom == "unseen-category" else None
    return follow(flow, request.node, request.column, request.symptom, asked, only)


def category(request: Trace, table: Table, value: Any) -> str | None:
    """Return the category that a trace of an unseen one is about: most of the rows have it.

    Raises:
        UntraceableError: the request does not say which.
    """
    only = _only(request, table, value)
    if only is None or request.column not in table.names:
        raise UntraceableError("Say which: a column, and the rows that have the category.")
    values = Counter(map(str, table.array(request.column)[only].tolist()))
    return max(values, key=values.__getitem__, default=None)


def _only(request: Trace, table: Table, value: Any) -> Any:
    """Return which rows are to be followed; None for all."""
    if request.rows:
        return _rows(value, request.rows)
    if not request.places:
        return None
    only = table.np.zeros(table.rows, bool)
    only[[place for place in request.places if place < table.rows]] = True
    return only


def _rows(value: Any, expression: str) -> Any:
    if "pandas.DataFrame" not in kinds_of(value):
        raise UntraceableError("Rows can only be picked in a DataFrame of pandas.")
    try:
        picked = value.eval(expression)
        return picked.to_numpy(bool, na_value=False)
    except Exception as error:
        said = one_line(f"{type_name(error)}: {error}", 200)
        raise UntraceableError(f"`{expression}` does not pick rows ({said}).") from error


def _figures(flow: Flow, found: Finding) -> Iterator[FigureRecord]:
    """Yield how much of it each node on the way shows, by the first column that was followed."""
    if not found.suspects:
        return
    first = found.suspects[0]
    columns = {first.node: first.column}
    for hop in found.hops:
        for node, column in ((hop.node, hop.column), (hop.parent, hop.parent_column)):
            columns[node] = columns.get(node) or column
    for node, column in columns.items():
        table = flow.table(node)
        if table is None or table.is_mapping or table.rows < 2:
            continue
        symptom = "infinite" if first.symptom == ZERO else first.symptom
        is_counted = symptom in BY_ROW and column in table.names
        bad = int(bad_rows(table, column, symptom).sum()) if is_counted else 0
        yield FigureRecord(node, column if is_counted else "", symptom, bad, table.rows)


def _upstream(parents: Mapping[str, Sequence[str]], node: str) -> list[str]:
    seen = list(parents.get(node, ()))
    for name in seen:
        seen += [parent for parent in parents.get(name, ()) if parent not in seen]
    return seen


def _told(flow: Flow, suspect: Suspect, held: Mapping[str, Held]) -> SuspectRecord:
    table = flow.table(suspect.node)
    is_one = table is not None and len(table.names) == 1
    return SuspectRecord(
        suspect.node,
        suspect.node if is_one and suspect.column else suspect.column,
        "infinite" if suspect.symptom == ZERO else suspect.symptom,
        "input" if flow.is_source(suspect.node) else suspect.kind,
        suspect.share,
        suspect.bad,
        suspect.of,
        suspect.reason,
        tuple(_before(flow, suspect)),
        _examples(flow, held, suspect),
    )


def _before(flow: Flow, suspect: Suspect) -> list[BeforeRecord]:
    """Return how bad the column was in each parent that has it."""
    told: list[BeforeRecord] = []
    if suspect.symptom not in BY_ROW:
        return [
            BeforeRecord(parent, "", 0, its.rows)
            for parent, (its, _) in flow.aligned(suspect.node).items()
        ]
    for parent, (its, _) in flow.aligned(suspect.node).items():
        for name in its.names:
            if name == suspect.column or parent == suspect.column:
                bad = int(bad_rows(its, name, suspect.symptom).sum())
                told.append(BeforeRecord(parent, name, bad, its.rows))
    return told


def _examples(
    flow: Flow, held: Mapping[str, Held], suspect: Suspect
) -> tuple[dict[str, str | None], ...]:
    """Return some bad rows, with what went into them where that is one value a row."""
    if suspect.node not in held:
        return ()
    found: list[dict[str, str | None]] = []
    for row in suspect.rows[:_EXAMPLES]:
        example = _row(held[suspect.node].shown, suspect.node, row)
        for parent, place in _came_from(flow, suspect.node, row):
            for name, text in _row(held[parent].shown, parent, place).items():
                example.setdefault(name, text)
        found.append(example)
    return tuple(filter(None, found))


def _row(value: Any, node: str, row: int) -> dict[str, str | None]:
    request = Peek(0, node, row=row, rows=1, columns=_COLUMNS)
    look = window(value, request, Speller(is_timid=True), {})
    if look is None or look.table is None or not look.table.cells:
        return {}
    columns = look.table.columns
    names = [node] if len(columns) == 1 else [column.name for column in columns]
    return dict(zip(names, look.table.cells[0], strict=False))


def _came_from(flow: Flow, node: str, row: int) -> Iterator[tuple[str, int]]:
    for parent, (its, alignment) in flow.aligned(node).items():
        if alignment.how == "exact" and len(its.names) == 1:
            places = its.np.flatnonzero(alignment.of_parent == alignment.of_value[row])
            if len(places) == 1:
                yield parent, int(places[0])
