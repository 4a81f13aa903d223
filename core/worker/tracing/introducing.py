"""What is said of a node that shows a symptom which nothing that goes into it explains."""
# pyright: basic

from collections.abc import Sequence
from typing import Any, NamedTuple

from .alignment import Alignment
from .findings import Suspect
from .flow import Flow
from .lookups import Clause, Lacking, clause, lacking, odd_entry, odd_labels
from .symptoms import SAID, bad_rows
from .tables import Table

_ALL = 0.99

_Parents = dict[str, tuple[Table, Alignment]]


class Site(NamedTuple):
    """A column of a node that shows a symptom in the rows `bad`.

    `share` is the part of the bad rows at the traced node that goes through here.
    """

    node: str
    column: str
    symptom: str
    bad: Any
    share: float


def introduced(
    flow: Flow, site: Site, parents: _Parents, part: float, *, is_picked: bool
) -> list[Suspect]:
    """Return the node, and before it what it lacked where that can be told.

    `part` of its bad rows are not explained by what went in. Where rows were picked only those
    count; else also the ones that are lost before the traced node.
    """
    table = flow.table(site.node)
    assert table is not None
    own = bad_rows(table, site.column, site.symptom)
    every = site.bad | own
    stray = odd_labels(table, site.column, site.bad, parents) if site.symptom == "nulls" else None
    if stray:
        return _stray(flow, site, stray)
    lack, said = lacking(every, parents), clause(every, parents)
    if not table.np.array_equal(every, site.bad):
        lack = lack or lacking(site.bad, parents)
        said = said or clause(site.bad, parents)
    count = int((site.bad if is_picked else every).sum())
    reason = _reason(flow, site, table, part, count)
    here = _suspect(site, table, site.share * part, reason)._replace(bad=count)
    if not own.any():
        return [here._replace(kind="unknown", reason=_farthest(site, table))]
    here = here._replace(reason=f"{reason}{_known(said, lack)}")
    is_figure = site.symptom != "nulls"  # an odd figure makes other figures
    odd = odd_entry(said, parents) if said is not None and is_figure else None
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


def _stray(flow: Flow, site: Site, node: str) -> list[Suspect]:
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


def _suspect(site: Site, table: Table, share: float, reason: str) -> Suspect:
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


def _farthest(site: Site, table: Table) -> str:
    return (
        f"No row of `{_named(site, table)}` is far from all others; the {int(site.bad.sum()):,} "
        "that are farthest out were followed up to here."
    )


def _named(site: Site, table: Table) -> str:
    return site.node if len(table.names) == 1 else site.column


def _reason(flow: Flow, site: Site, table: Table, part: float, bad: int) -> str:
    what = SAID.get(site.symptom, "odd")
    named = _named(site, table)
    is_one = bad == 1
    count = f"{bad:,} of {table.rows:,} rows of `{named}` {'is' if is_one else 'are'} {what}"
    if flow.is_source(site.node):
        return f"{count}: {'it' if is_one else 'they'} came in so."
    if part < _ALL:
        return f"{count}, while what went into {part:.0%} of them is not."
    return f"{count}, while what went into {'it' if is_one else 'them'} is not."


def _known(said: Clause | None, lack: Lacking | None) -> str:
    """Return one more sentence: what the rows have in common, or what they lack."""
    if lack is not None:
        return f" `{lack.parent}` has no entry for {_listed(lack.values)}."
    if said is not None:
        return f" They are the rows where `{said.column}` is {_listed(said.values)}."
    return ""


def _listed(values: Sequence[str]) -> str:
    quoted = [f"`{value}`" for value in values]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
