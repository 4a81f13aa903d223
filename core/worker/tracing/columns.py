"""Symptoms that a column has as a whole: followed from column to column by name and content."""
# pyright: basic

from collections.abc import Iterator
from typing import Any

from .findings import Hop, Suspect
from .flow import Flow
from .tables import Table

_SAID = {
    "constant": "`{column}` is the same in all {rows:,} rows, while what went into it is not.",
    "type-changed": "`{column}` became {dtype} here.",
    "unseen-category": "`{value}` is in {bad:,} of {rows:,} rows of `{column}` from here on.",
}


def follow(
    flow: Flow, node: str, names: tuple[str, ...], symptom: str, value: object
) -> tuple[list[Suspect], list[Hop]]:
    """Return the suspects and the way to them."""
    table = flow.table(node)
    assert table is not None
    starts = [(node, name) for name in names if has_it(table, name, symptom, value)]
    sites, seen = list(starts), set(starts)
    suspects: list[Suspect] = []
    hops: list[Hop] = []
    while sites:
        node, column = sites.pop(0)
        found = list(_carrying(flow, node, column, symptom, value))
        for parent, other in found:
            hops.append(Hop(node, column, parent, other, "by name", 1.0))
            if (parent, other) not in seen:
                seen.add((parent, other))
                sites.append((parent, other))
        if not found:
            suspects.append(_suspect(flow, node, column, symptom, value))
    return suspects, hops


def _carrying(
    flow: Flow, node: str, column: str, symptom: str, value: object
) -> list[tuple[str, str]]:
    """Return the columns of parents that have the symptom and that the column was made of."""
    tables = {parent: its for parent in flow.parents[node] if (its := flow.table(parent))}
    if symptom == "unseen-category":
        every = [(parent, name) for parent, its in tables.items() for name in its.names]
        return [(p, name) for p, name in every if has_it(tables[p], name, symptom, value)]
    same = [
        (parent, name)
        for parent, its in tables.items()
        for name in its.names
        if name == column or (parent == column and len(its.names) == 1)
    ]
    if same or column in tables:
        return [(p, name) for p, name in same if has_it(tables[p], name, symptom, value)]
    said = [(p, name) for p, names in flow.made_of(node, column).items() for name in names]
    if said and all(has_it(tables[p], name, symptom) for p, name in said):
        return said
    if symptom == "constant":
        mine = flow.table(node)
        assert mine is not None
        return list(_as_constant(tables, mine.array(column)[0]))
    return _renamed(tables, column, flow.table(node))


def _as_constant(tables: dict[str, Table], mine: Any) -> Iterator[tuple[str, str]]:
    """Yield columns that are constant and have the same value, by whatever name."""
    longest = max((its.rows for its in tables.values()), default=0)
    for parent, its in tables.items():
        for name in its.names if its.rows == longest else ():
            if has_it(its, name, "constant") and _is_near(its.array(name)[0], mine):
                yield parent, name
    if tables and all(len(its.names) == 1 for its in tables.values()):
        long = [(p, its.names[0]) for p, its in tables.items() if its.rows > 1]
        if long and all(has_it(tables[p], name, "constant") for p, name in long):
            yield from long


def _is_near(its: Any, mine: Any) -> bool:
    try:
        return bool(its == mine) or abs(float(its) - float(mine)) <= 1e-6 * abs(float(mine))
    except (TypeError, ValueError):
        return False


def _renamed(tables: dict[str, Table], column: str, mine: Table | None) -> list[tuple[str, str]]:
    """Return what a column of a new name and a changed type was made of."""
    every = [(p, name) for p, its in tables.items() for name in its.names]
    odd = [(p, name) for p, name in every if _is_odd(tables[p], name)]
    if odd or mine is None:
        return odd
    texts = [(p, name) for p, name in every if has_it(tables[p], name, "type-changed")]
    if len(texts) < 2 or all(len(its.names) == 1 for its in tables.values()):
        return texts
    cells = set(map(str, mine.array(column).tolist()))
    return [(p, n) for p, n in texts if not cells.isdisjoint(map(str, tables[p].array(n).tolist()))]


def has_it(table: Table, name: str, symptom: str, value: object = None) -> bool:
    """Whether a column has a symptom as a whole; `value` is the category, for unseen ones."""
    np = table.np
    values = table.array(name)
    if symptom == "constant":
        return table.rows > 1 and _is_constant(np, values)
    if symptom == "type-changed":
        return values.dtype.kind == "O" and _is_text_of_numbers(table, name)
    if values.dtype.kind != "O":
        return False
    wanted = str(value)
    return any(str(v) == wanted for v in set(map(_hashable, values.tolist())))


def _is_odd(table: Table, name: str) -> bool:
    """Whether a column of objects holds numbers that are no texts: few people mean that."""
    values = table.array(name)
    if values.dtype.kind != "O" or table.is_mapping:
        return False
    looked = [v for v in values[:200].tolist() if v is not None]
    return bool(looked) and all(isinstance(v, (int, float)) for v in looked)


def _is_constant(np: Any, values: Any) -> bool:
    if values.dtype.kind == "f":
        there = values[~np.isnan(values)]
        return bool(len(there)) and bool((there == there[0]).all())
    listed = [value for value in values.tolist() if value is not None and value == value]
    return bool(listed) and all(v == listed[0] for v in listed)


def _is_text_of_numbers(table: Table, name: str) -> bool:
    """Whether a column of objects holds what looks like numbers, times or truth values."""
    looked = [v for v in table.array(name)[:200].tolist() if v is not None]
    return bool(looked) and all(not isinstance(v, str) or _looks_typed(v) for v in looked)


def _looks_typed(text: str) -> bool:
    plain = text.strip().lower()
    if plain in ("true", "false", "nan", "nat", "none", "<na>"):
        return True
    return bool(plain) and plain[0] in "+-.0123456789" and plain[-1] in ".0123456789"


def _hashable(value: Any) -> Any:
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def _suspect(flow: Flow, node: str, column: str, symptom: str, value: object) -> Suspect:
    table = flow.table(node)
    assert table is not None
    bad = table.rows
    if symptom == "unseen-category":
        bad = sum(str(cell) == str(value) for cell in table.array(column).tolist())
    named = node if len(table.names) == 1 else column
    reason = _SAID[symptom].format(
        column=named, rows=table.rows, dtype=table.dtype(column), value=value, bad=bad
    )
    if not flow.parents[node]:
        reason = f"{reason} Nothing is upstream of it."
    return Suspect(node, column, symptom, "introduced", 1.0, bad, table.rows, (), reason)
