"""Which symptoms a value shows that few people mean, when nobody names one.

What is common in healthy data is left out: nulls that came in with the data, the empty first rows
of a lag, long tails, rows that a join or a filter leaves out.
"""
# pyright: basic

from collections.abc import Iterator
from typing import Any

from .flow import Flow
from .symptoms import bad_rows
from .tables import Table
from .walk import Finding, Suspect, follow

_EDGE = 3
"""So many empty rows at the beginning or the end are a lag's."""


def search(flow: Flow, node: str, only: Any = None) -> Finding:
    """Return what is odd in a node's value, in rows where `only` holds, and where it began."""
    table = flow.table(node)
    assert table is not None
    suspects: list[Suspect] = []
    path = []
    for column, symptom in _shown(table):
        found = follow(flow, node, column, symptom, only=only)
        odd = [suspect for suspect in found.suspects if _is_odd(flow, suspect)]
        if odd:
            suspects += odd
            path += found.hops
    best: dict[str, Suspect] = {}
    for suspect in sorted(suspects, key=lambda suspect: -suspect.share):
        best.setdefault(suspect.node, suspect)
    return Finding(tuple(best.values())[:5], tuple(dict.fromkeys(path)))


def _shown(table: Table) -> Iterator[tuple[str | None, str]]:
    for name in table.names:
        for symptom in ("nulls", "infinite"):
            if bad_rows(table, name, symptom).any():
                yield name, symptom
        if table.rows > 2 and table.dtype(name) == "object":
            yield name, "type-changed"
    if len(table.names) > 1 and table.duplicates:
        yield None, "duplicate-rows"
    if len(table.names) == 1 and table.duplicates:
        yield None, "duplicate-index"


def _is_odd(flow: Flow, suspect: Suspect) -> bool:
    if flow.is_source(suspect.node):
        return False
    table = flow.table(suspect.node)
    if table is None or suspect.symptom != "nulls" or suspect.column not in table.names:
        return True
    places = table.np.flatnonzero(table.nulls(suspect.column))
    at_an_edge = (places < _EDGE) | (places >= table.rows - _EDGE)
    return bool(len(places)) and not bool(at_an_edge.all())
