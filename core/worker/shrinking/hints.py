"""What is perhaps enough: rows that an exception or a trace names, columns that the code names."""
# pyright: basic

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import CodeType
from typing import Any

from ..tracing.flow import Flow
from ..tracing.symptoms import BY_ROW, bad_rows
from ..tracing.tables import Table, table_of
from .oracles import said_of
from .parts import Part, Selection

_QUOTED = re.compile(r"(['\"`])(.{1,200}?)\1")
_LAST = re.compile(r": ([^:\s]{1,200})$")
_PLACE = re.compile(r"(?:position|row|line|index|at) (\d{1,12})\b")
_MOST_NAMED = 3
_MOST_BELONGING = 50


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


def bad_and_good(flow: Flow, node: str, column: str | None, symptom: str) -> tuple[int, int | None]:
    """Return the first row of a value that has a symptom and one that has not; -1 for none."""
    table = flow.table(node)
    if table is None or symptom not in BY_ROW:
        return -1, None
    names = (column,) if column in table.names else table.names
    bad = next((b for b in (bad_rows(table, n, symptom) for n in names) if b.any()), None)
    if bad is None:
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
    functions: Iterable[Any], arguments: Mapping[str, Any], parts: Sequence[Part]
) -> Selection:
    """Return the columns whose names stand in the code, of all arguments that have such."""
    words = set[str]()
    for function in functions:
        code = getattr(function, "__code__", None)
        if isinstance(code, CodeType):
            words.update(_words(code))
    found: dict[Part, Sequence[int]] = {}
    for part in parts:
        if part.kind == "columns":
            names = [str(name) for name in arguments[part.arguments[0]].columns]
            kept = [place for place, name in enumerate(names) if name in words]
            if 0 < len(kept) < len(names):
                found[part] = kept
    return found


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
