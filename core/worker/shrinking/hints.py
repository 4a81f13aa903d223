"""What is perhaps enough: rows that an exception or a trace names, columns that the code names."""
# pyright: basic

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import CodeType, FunctionType
from typing import Any

from ..tracing.flow import Flow
from ..tracing.symptoms import BY_ROW, bad_rows
from ..tracing.tables import Table, table_of
from .oracles import said_of
from .parts import Part, Selection, taken

_QUOTED = re.compile(r"(['\"`])(.{1,200}?)\1")
_LAST = re.compile(r": ([^:\s]{1,200})$")
_PLACE = re.compile(r"(?:position|row|line|index|at) (\d{1,12})\b")
_MOST_NAMED = 3
_MOST_BELONGING = 50
_MOST_ALONG = 5


def named_rows(
    error: BaseException, arguments: Mapping[str, Any], parts: Sequence[Part]
) -> Iterator[Selection]:
    """Yield the first rows that hold a value named in an exception's text, or are counted in it."""
    said = said_of(error)
    texts = [text for _, text in _QUOTED.findall(said)] + _LAST.findall(said)
    places = list(map(int, _PLACE.findall(said)))
    for part in parts:
        if part.kind != "rows":
            continue
        found = dict.fromkeys(_rows_with(arguments, part, texts))
        found |= dict.fromkeys(place for place in places if place < part.count)
        for row in list(found)[:_MOST_NAMED]:
            yield {part: (row,)}


def _rows_with(arguments: Mapping[str, Any], part: Part, texts: Iterable[str]) -> Iterator[int]:
    for name in part.arguments:
        table = table_of(arguments[name], name)
        if table is None:
            continue
        for text in texts:
            yield from _first_with(table, text)


def _first_with(table: Table, text: str) -> Iterator[int]:
    for column in table.names:
        if table.kind(column) not in "OUST":
            continue
        there = table.array(column) == text
        if getattr(there, "any", bool)():
            yield int(there.argmax())


def marked(flow: Flow, node: str, column: str | None, symptom: str, value: str = "") -> Any:
    """Return which rows of a value have a symptom; None where single rows do not tell."""
    table = flow.table(node)
    if table is None:
        return None
    names = (column,) if column in table.names else table.names
    if symptom == "unseen-category":
        texts = map(str, table.listed(names[0]))
        return table.np.array([text == value for text in texts], bool)
    if symptom not in BY_ROW:
        return None
    return next((bad for n in names if (bad := bad_rows(table, n, symptom)).any()), None)


def bad_and_good(bad: Any) -> tuple[int, int | None]:
    """Return the first row that is marked as bad and one that is not; -1 for none."""
    if bad is None or not bad.any():
        return -1, None
    return int(bad.argmax()), None if bad.all() else int((~bad).argmax())


def belonging(
    flow: Flow, node: str, rows: Iterable[int | None], parts: Sequence[Part]
) -> Selection | None:
    """Return what of the arguments belongs to some rows of a value; None where nothing is known."""
    table = flow.table(node)
    if table is None:
        return None
    marked = table.np.zeros(table.rows, bool)
    marked[[row for row in rows if row is not None and row >= 0]] = True
    found: dict[Part, Sequence[int]] = {}
    for part in parts:
        if part.kind != "rows":
            continue
        name = part.arguments[0]
        its = flow.table(name)
        alignment = flow.alignment(node, name) if its is not None else None
        if its is None or its.rows != part.count or alignment is None:
            continue
        if alignment.how != "unknown":
            places = table.np.flatnonzero(alignment.to_parent(table.np, marked))
            if len(places) <= _MOST_BELONGING:
                found[part] = places.tolist()
    return found or None


def named_columns(
    functions: Iterable[FunctionType],
    texts: Iterable[Any],
    modules: Container[str],
    arguments: Mapping[str, Any],
    parts: Sequence[Part],
) -> Selection:
    """Return the columns whose names stand in the code, of all arguments that have such.

    In that of `functions`, of what they call of the user's `modules`, and in `texts`, which
    decorators hold.
    """
    words = {text for text in texts if isinstance(text, str)}
    for function in _reached(functions, modules):
        words.update(_words(function.__code__))
    found: dict[Part, Sequence[int]] = {}
    for part in parts:
        if part.kind == "columns":
            names = [str(name) for name in arguments[part.arguments[0]].columns]
            kept = [place for place, name in enumerate(names) if name in words]
            if kept:
                found[part] = kept
    return found


def _reached(functions: Iterable[Any], modules: Container[str]) -> Iterable[FunctionType]:
    """Return functions of the user's, and all that these call by name."""
    reached: dict[FunctionType, None] = {}
    pending = list(functions)
    while pending:
        function = pending.pop()
        if not isinstance(function, FunctionType) or function in reached:
            continue
        reached[function] = None
        if function.__module__ in modules:
            names = function.__code__.co_names
            pending += [function.__globals__[n] for n in names if n in function.__globals__]
    return reached


def going_along(arguments: Mapping[str, Any], part: Part, selection: Selection) -> Sequence[int]:
    """Return the first rows of a table that have the same keys as what is left of others."""
    its = table_of(arguments[part.arguments[0]], part.arguments[0])
    if its is None:
        return ()
    others = {p: kept for p, kept in selection.items() if p.kind == "rows" and p != part and kept}
    found = [
        _rows_of_keys(its, key, set(map(str, table.listed(key))))
        for table in _tables_left(arguments, others)
        for key in table.names
    ]
    # what many rows share is no key
    return min((rows for rows in found if 0 < len(rows) <= _MOST_ALONG), key=len, default=())


def _tables_left(arguments: Mapping[str, Any], selection: Selection) -> Iterator[Table]:
    names = {name for part in selection for name in part.arguments}
    left = taken({name: arguments[name] for name in arguments if name in names}, selection)
    for name, value in left.items():
        table = table_of(value, name)
        if table is not None:
            yield table


def _rows_of_keys(its: Table, key: str, wanted: Container[str]) -> list[int]:
    """Return the first rows whose column or label `key` has one of some values."""
    if key in its.names:
        found: Iterable[Any] = its.array(key).tolist()
    elif key in its.index_names and len(its.index_names) == 1:
        found = its.labels.tolist()
    else:
        return []
    rows = (row for row, value in enumerate(found) if str(value) in wanted)
    return list(islice(rows, _MOST_ALONG + 1))


def _words(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    pending = list(code.co_consts)
    while pending:
        part = pending.pop()
        if isinstance(part, str):
            yield part
        elif isinstance(part, (tuple, frozenset)):
            pending.extend(part)
        elif isinstance(part, CodeType):
            yield from _words(part)
