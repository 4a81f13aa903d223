"""Up the graph from a bad value, to where it began.

The frontier of a predicate: nodes whose value shows the symptom in the rows that are followed,
while no parent does. Operators are looked at one by one, as by Grafberger et al., "Data
distribution debugging in machine learning pipelines", VLDB Journal 31, 2022.
"""
# pyright: basic

from collections.abc import Iterator
from typing import Any

from . import columns
from .alternatives import with_alternatives
from .carriers import Carrier, carriers
from .doubling import Doubling
from .findings import Finding, Hop, Suspect
from .flow import Flow
from .introducing import Site, introduced
from .losing import Losing
from .symptoms import BY_COLUMN, BY_TABLE, bad_rows, farthest

_MOST_HOPS = 400
_MOST = 5


def follow(
    flow: Flow,
    node: str,
    column: str | None,
    symptom: str,
    value: object = None,
    only: Any = None,
) -> Finding:
    """Find where a symptom of a node began.

    Without a `column` all that show the symptom are followed; of the rows those where `only`
    holds. `value` is the category in question, for unseen categories. Where few nodes stand out,
    others are named that are less than sure.
    """
    found = standing_out(flow, node, column, symptom, value, only)
    return with_alternatives(flow, symptom, found)


def standing_out(
    flow: Flow,
    node: str,
    column: str | None,
    symptom: str,
    value: object = None,
    only: Any = None,
) -> Finding:
    """Find where a symptom of a node began, as `follow` does, only where the data shows it."""
    table = flow.table(node)
    if table is None or symptom == "shifted":  # a shift shows only beside a good run
        return Finding((), ())
    if symptom in BY_TABLE:
        return _rows(flow, node, symptom)
    names = table.names if column is None or column not in table.names else (column,)
    if symptom in BY_COLUMN:
        return _ranked(*columns.follow(flow, node, names, symptom, value))
    starts = [(name, bad_rows(table, name, symptom)) for name in names]
    if only is not None:
        # rows that were picked as far out need not be so by our measure
        is_given = symptom in ("out-of-range", "outliers")
        starts = [(name, only if is_given else bad & only) for name, bad in starts]
    sites = [Site(node, name, symptom, bad, 1.0) for name, bad in starts if bad.any()]
    hops: list[Hop] = []
    if not sites and only is None:
        sites, hops = _nearest(flow, [(node, name) for name, _ in starts], symptom)
    if not sites and only is None and column is not None:
        sites = [
            Site(node, name, symptom, far, 1.0)
            for name in names
            if (far := farthest(table, name, symptom)).any()
        ]
    suspects, more = _walk(flow, sites, is_picked=only is not None)
    return _ranked(suspects, hops + more)


def _rows(flow: Flow, node: str, symptom: str) -> Finding:
    if symptom != "rows-lost":
        doubling = Doubling(flow, node, symptom)
        return _ranked(doubling.suspects, doubling.hops)
    losing = Losing(flow, node)
    sites = [Site(one.node, one.column, "nulls", one.rows, one.share) for one in losing.keyless]
    suspects, hops = _walk(flow, sites)
    return _ranked(losing.suspects + suspects, losing.hops + hops)


def _nearest(
    flow: Flow, starts: list[tuple[str, str]], symptom: str
) -> tuple[list[Site], list[Hop]]:
    """Go up by the names of columns until single rows stand out; else until any column does."""
    hops: list[Hop] = []
    seen = set(starts)
    places = last = starts
    while places:
        last = places
        steps = [step for place in places for step in _by_name(flow, *place)]
        steps = [step for step in steps if (step.parent, step.parent_column) not in seen]
        hops += steps
        places = list(dict.fromkeys((step.parent, step.parent_column) for step in steps))
        seen.update(places)
        sites = _standing_out(flow, places, symptom)
        if sites:
            return sites, hops
    wide = [
        (p, n) for node, _ in last for p, (its, _) in flow.aligned(node).items() for n in its.names
    ]
    hops += [
        Hop(node, column, p, "", "unknown", 1.0)
        for node, column in last
        for p in flow.aligned(node)
    ]
    return _standing_out(flow, wide, symptom), hops


def _by_name(flow: Flow, node: str, column: str) -> Iterator[Hop]:
    for parent, (its, alignment) in flow.aligned(node).items():
        same = [name for name in its.names if name == column or parent == column]
        if same:
            yield Hop(node, column, parent, same[0], alignment.how, 1.0)


def _standing_out(flow: Flow, places: list[tuple[str, str]], symptom: str) -> list[Site]:
    sites: list[Site] = []
    for node, column in places:
        table = flow.table(node)
        assert table is not None
        bad = bad_rows(table, column, symptom)
        if bad.any() and table.rows > 1:
            sites.append(Site(node, column, symptom, bad, 1.0))
    return sites


def _walk(
    flow: Flow, sites: list[Site], *, is_picked: bool = False
) -> tuple[list[Suspect], list[Hop]]:
    seen = {(site.node, site.column) for site in sites}
    suspects: list[Suspect] = []
    hops: list[Hop] = []
    while sites and len(hops) < _MOST_HOPS:
        site = sites.pop(0)
        table = flow.table(site.node)
        assert table is not None
        parents = flow.aligned(site.node)
        made = flow.made_of(site.node, site.column)
        found = carriers(table, site.column, site.symptom, site.bad, parents, made)
        explained = _explained(found)
        for carrier in found:
            hops.append(
                Hop(
                    site.node,
                    site.column,
                    carrier.parent,
                    carrier.column,
                    carrier.alignment.how,
                    carrier.share,
                )
            )
            if (carrier.parent, carrier.column) not in seen:
                seen.add((carrier.parent, carrier.column))
                share = site.share * carrier.share
                sites.append(
                    Site(carrier.parent, carrier.column, carrier.symptom, carrier.rows, share)
                )
        if explained < 0.5:
            part = 1 - explained
            suspects += introduced(flow, site, parents, part, is_picked=is_picked)
    return suspects, hops


def _explained(found: list[Carrier]) -> float:
    """Return which part of the bad rows carriers explain; those of one parent add up."""
    by_parent: dict[str, float] = {}
    for carrier in found:
        by_parent[carrier.parent] = by_parent.get(carrier.parent, 0.0) + carrier.share
    return min(1.0, max(by_parent.values(), default=0.0))


def _ranked(suspects: list[Suspect], hops: list[Hop]) -> Finding:
    """Put the likeliest first, one entry a node."""
    best: dict[str, Suspect] = {}
    for suspect in suspects:
        if suspect.node not in best or suspect.share > best[suspect.node].share:
            best[suspect.node] = suspect
    ranked = sorted(best.values(), key=lambda suspect: -suspect.share)
    return Finding(tuple(ranked[:_MOST]), tuple(hops))
