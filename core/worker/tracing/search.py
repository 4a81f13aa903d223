"""Which symptoms a value shows that few people mean, when nobody names one.

What is common in healthy data is left out: nulls that came in with the data, the empty first rows
of a lag, long tails, rows that a join or a filter leaves out.
"""
# pyright: basic

import time
from collections.abc import Iterator, Mapping
from typing import Any

from .findings import Finding, Hop, Suspect
from .flow import Flow
from .symptoms import bad_rows, badness
from .tables import Table
from .walk import standing_out

_USUAL = 0.75
_FAR = 1.5
"""Spreads from the middle below which no number stands out, for rows that were picked by hand."""
_EDGE = 3
"""So many empty rows at the beginning or the end are a lag's."""
_SECONDS = 0.7
"""No further node is looked at after so long: an answer takes at most a second."""


def search(flow: Flow, node: str, only: Any = None, column: str | None = None) -> Finding:
    """Return what is odd in a node's value, in rows where `only` holds, and where it began.

    With some rows only, what is asked is what these rows are that others are not. Where the value
    itself shows nothing, as texts and small tables do, the nearest odd one upstream is told of.
    """
    table = flow.table(node)
    if only is not None and table is not None:
        return _of_rows(flow, node, table, only, column)
    found = _of_all(flow, node, table) if table is not None else Finding((), ())
    return found if found.suspects else _above(flow, node)


def _above(flow: Flow, node: str) -> Finding:
    """Return what is odd in the nearest node upstream that shows something, and the way there."""
    began = time.monotonic()
    ways: dict[str, Hop] = {}
    places = [node]
    for place in places:  # grows as it is walked: the nearest first
        table = flow.table(place) if place != node else None
        found = _of_all(flow, place, table) if table is not None else None
        if found and found.suspects:
            return Finding(found.suspects, (*_way(ways, node, place), *found.hops), place)
        if time.monotonic() - began > _SECONDS:
            break
        for parent in flow.parents[place]:
            if parent not in ways:
                ways[parent] = Hop(place, "", parent, "", "unknown", 1.0)
                places.append(parent)
    return Finding((), ())


def _way(ways: Mapping[str, Hop], node: str, place: str) -> list[Hop]:
    """Return the hops from a node up to a place, in this order."""
    hops: list[Hop] = []
    while place != node:
        hops.append(ways[place])
        place = ways[place].node
    return hops[::-1]


def _of_all(flow: Flow, node: str, table: Table) -> Finding:
    suspects: list[Suspect] = []
    path: list[Hop] = []
    for name, symptom in _shown(table):
        found = standing_out(flow, node, name, symptom)
        odd = [suspect for suspect in found.suspects if _is_odd(flow, suspect)]
        if odd:
            suspects += odd
            path += found.hops
    return _joined(suspects, path)


def _joined(suspects: list[Suspect], path: list[Hop]) -> Finding:
    best: dict[str, Suspect] = {}
    for suspect in sorted(suspects, key=lambda suspect: -suspect.share):
        best.setdefault(suspect.node, suspect)
    return Finding(tuple(best.values())[:5], tuple(dict.fromkeys(path)))


def _of_rows(flow: Flow, node: str, table: Table, only: Any, column: str | None) -> Finding:
    suspects: list[Suspect] = []
    path: list[Hop] = []
    for name in table.names if column is None or column not in table.names else (column,):
        symptom = _of_these(table, name, only)
        if symptom:
            found = standing_out(flow, node, name, symptom, only=only)
            suspects += found.suspects
            path += found.hops
    return _joined(suspects, path)


def _of_these(table: Table, name: str, only: Any) -> str:
    """Return the symptom that most of some rows show and few others; empty for none."""
    for symptom in ("nulls", "infinite", "negative"):
        bad = bad_rows(table, name, symptom)
        if only.any() and bad[only].mean() > 0.5 and (only.all() or bad[~only].mean() < 0.5):
            return symptom
    figures = badness(table, name, "outliers")
    if figures is None or only.all() or not only.any():
        return ""
    usual = float(table.np.quantile(figures[~only], _USUAL))
    return "out-of-range" if float(table.np.median(figures[only])) > max(usual, _FAR) else ""


def _shown(table: Table) -> Iterator[tuple[str | None, str]]:
    for name in table.names:
        for symptom in ("nulls", "infinite"):
            if bad_rows(table, name, symptom).any():
                yield name, symptom
        if table.rows > 2 and table.dtype(name) == "object":
            yield name, "type-changed"
    if len(table.names) > 1 and table.duplicates and not _has_labels_of_its_own(table):
        yield None, "duplicate-rows"
    if len(table.names) == 1 and table.duplicates:
        yield None, "duplicate-index"


def _has_labels_of_its_own(table: Table) -> bool:
    """Whether rows that are equal are apart by their labels, such as days: numbers only count."""
    kind = getattr(getattr(table.labels, "dtype", None), "kind", "i")
    return kind not in "iu" and bool(getattr(table.labels, "is_unique", False))


def _is_odd(flow: Flow, suspect: Suspect) -> bool:
    if flow.is_source(suspect.node):
        return False
    table = flow.table(suspect.node)
    if table is None or suspect.symptom != "nulls" or suspect.column not in table.names:
        return True
    places = table.np.flatnonzero(table.nulls(suspect.column))
    at_an_edge = (places < _EDGE) | (places >= table.rows - _EDGE)
    return bool(len(places)) and not bool(at_an_edge.all())
