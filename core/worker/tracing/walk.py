"""Up the graph from a bad value, to where it began.

The frontier of a predicate: nodes whose value shows the symptom in the rows that are followed,
while no parent does. Operators are looked at one by one, as by Grafberger et al., "Data
distribution debugging in machine learning pipelines", VLDB Journal 31, 2022.
"""
# pyright: basic

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from . import columns
from .alignment import Alignment
from .carriers import carriers
from .doubling import Doubling
from .findings import Finding, Hop, Suspect
from .flow import Flow
from .lookups import Clause, Lacking, clause, lacking, odd_entry, odd_labels
from .losing import Losing
from .symptoms import BY_COLUMN, BY_TABLE, SAID, bad_rows
from .tables import Table

_MOST_HOPS = 400
_MOST = 5


class _Site(NamedTuple):
    node: str
    column: str
    symptom: str
    bad: Any
    share: float


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
    holds. `value` is the category in question, for unseen categories.
    """
    table = flow.table(node)
    if table is None:
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
    sites = [_Site(node, name, symptom, bad, 1.0) for name, bad in starts if bad.any()]
    hops: list[Hop] = []
    if not sites and only is None:
        sites, hops = _nearest(flow, [(node, name) for name, _ in starts], symptom)
    suspects, more = _walk(flow, sites)
    return _ranked(suspects, hops + more)


def _rows(flow: Flow, node: str, symptom: str) -> Finding:
    if symptom != "rows-lost":
        doubling = Doubling(flow, node, symptom)
        return _ranked(doubling.suspects, doubling.hops)
    losing = Losing(flow, node)
    sites = [_Site(one.node, one.column, "nulls", one.rows, one.share) for one in losing.keyless]
    suspects, hops = _walk(flow, sites)
    return _ranked(losing.suspects + suspects, losing.hops + hops)


def _nearest(
    flow: Flow, starts: list[tuple[str, str]], symptom: str
) -> tuple[list[_Site], list[Hop]]:
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


def _standing_out(flow: Flow, places: list[tuple[str, str]], symptom: str) -> list[_Site]:
    sites: list[_Site] = []
    for node, column in places:
        table = flow.table(node)
        assert table is not None
        bad = bad_rows(table, column, symptom)
        if bad.any() and table.rows > 1:
            sites.append(_Site(node, column, symptom, bad, 1.0))
    return sites


def _walk(flow: Flow, sites: list[_Site]) -> tuple[list[Suspect], list[Hop]]:
    seen = {(site.node, site.column) for site in sites}
    suspects: list[Suspect] = []
    hops: list[Hop] = []
    while sites and len(hops) < _MOST_HOPS:
        site = sites.pop(0)
        table = flow.table(site.node)
        assert table is not None
        parents = flow.aligned(site.node)
        found = carriers(table, site.column, site.symptom, site.bad, parents)
        explained = max((carrier.share for carrier in found), default=0.0)
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
                    _Site(carrier.parent, carrier.column, carrier.symptom, carrier.rows, share)
                )
        if explained < 0.5:
            suspects.extend(_introduced(site, table, parents, flow, 1 - explained))
    return suspects, hops


def _introduced(
    site: _Site,
    table: Table,
    parents: dict[str, tuple[Table, Alignment]],
    flow: Flow,
    part: float,
) -> list[Suspect]:
    stray = odd_labels(table, site.column, site.bad, parents) if site.symptom == "nulls" else None
    if stray:
        return _stray(flow, site, stray)
    lack = lacking(site.bad, parents)
    said = clause(site.bad, parents)
    here = _suspect(site, table, site.share * part, _reason(site, table, said, lack, flow))
    odd = odd_entry(said, parents) if said is not None else None
    if lack is None and odd is None:
        return [here]
    if lack is None:
        assert said is not None
        assert odd is not None
        reason = f"Its entry for {_listed(said.values)} is unlike the others."
        entry = here._replace(node=odd, column="", kind="entry", rows=(), reason=reason)
        entry = entry._replace(bad_at=None, keys=said.values)
        return [entry, here._replace(share=here.share * 0.9)]
    reason = f"It has no entry for {_listed(lack.values)}, which `{lack.column}` asks for."
    source = here._replace(node=lack.parent, column="", kind="lacking", rows=(), reason=reason)
    source = source._replace(bad_at=None, keys=lack.keys)
    return [source, here._replace(share=here.share * 0.9)]


def _stray(flow: Flow, site: _Site, node: str) -> list[Suspect]:
    """Follow labels of rows that one parent alone has up to where they came in."""
    table = flow.table(site.node)
    assert table is not None
    wanted = table.labels[site.bad]
    while True:
        having = [
            parent
            for parent, (its, _) in flow.aligned(node).items()
            if hasattr(its.labels, "isin") and wanted.isin(its.labels).mean() > 0.95
        ]
        if not having:
            break
        node = having[0]
    text = f"Its rows have labels that nothing else that goes into `{site.node}` has."
    count = int(site.bad.sum())
    return [Suspect(node, "", site.symptom, "introduced", site.share, count, table.rows, (), text)]


def _suspect(site: _Site, table: Table, share: float, reason: str) -> Suspect:
    places = tuple(table.np.flatnonzero(site.bad)[:20].tolist())
    return Suspect(
        site.node,
        site.column,
        site.symptom,
        "introduced",
        share,
        int(site.bad.sum()),
        table.rows,
        places,
        reason,
        site.bad,
    )


def _reason(
    site: _Site, table: Table, said: Clause | None, lack: Lacking | None, flow: Flow
) -> str:
    what = SAID.get(site.symptom, "odd")
    named = site.node if len(table.names) == 1 else site.column
    count = f"{int(site.bad.sum()):,} of {table.rows:,} rows of `{named}` are {what}"
    if flow.is_source(site.node):
        return f"{count}: they came in so."
    text = f"{count}, while what went into them is not."
    if lack is not None:
        return f"{text} `{lack.parent}` has no entry for {_listed(lack.values)}."
    if said is not None:
        return f"{text} They are the rows where `{said.column}` is {_listed(said.values)}."
    return text


def _listed(values: Sequence[str]) -> str:
    quoted = [f"`{value}`" for value in values]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _ranked(suspects: list[Suspect], hops: list[Hop]) -> Finding:
    """Put the likeliest first, one entry a node."""
    best: dict[str, Suspect] = {}
    for suspect in suspects:
        if suspect.node not in best or suspect.share > best[suspect.node].share:
            best[suspect.node] = suspect
    ranked = sorted(best.values(), key=lambda suspect: -suspect.share)
    return Finding(tuple(ranked[:_MOST]), tuple(hops))
