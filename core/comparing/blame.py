"""A trace with a good run beside it: what differs from that run is likelier to be guilty."""

from dataclasses import replace

from core.model.comparison import Comparison, Difference, Metric, Outcome
from core.model.graph import Graph, NodeId
from core.model.record import Record, ValueKind
from core.model.tracing import Confidence, Hop, Suspect, Symptom, Trace

_MOST = 5
_OWN = 0.2
"""The score from which on a node that takes over what differs is suspected as well."""
_FIGURES = {
    Symptom.NULLS: (Metric.NULLS,),
    Symptom.INFINITE: (Metric.INFINITE,),
    Symptom.ROWS_LOST: (Metric.ROWS,),
    Symptom.ROWS_GAINED: (Metric.ROWS,),
    Symptom.DUPLICATE_INDEX: (Metric.DUPLICATES, Metric.ROWS),
    Symptom.DUPLICATE_ROWS: (Metric.DUPLICATES, Metric.ROWS),
    Symptom.NEGATIVE: (Metric.NEGATIVE,),
    Symptom.OUT_OF_RANGE: (Metric.RANGE, Metric.SHIFT),
    Symptom.OUTLIERS: (Metric.RANGE, Metric.SHIFT),
    Symptom.TYPE_CHANGED: (Metric.TYPE,),
    Symptom.UNSEEN_CATEGORY: (Metric.CATEGORIES,),
    Symptom.CONSTANT: (Metric.DISTRIBUTION, Metric.CATEGORIES),
}
"""The figures that a symptom shows in."""
_REASONS = {
    Outcome.CODE: "Its code changed since the good run, what goes in is the same, and something "
    "else comes out{moved}.",
    Outcome.UNEXPLAINED: "Its code and what goes in are as in the good run, and still something "
    "else comes out{moved}. It may read a file, a clock or a service.",
    Outcome.ENVIRONMENT: "Its code and what goes in are as in the good run, but config or packages "
    "are not, and something else comes out{moved}.",
    Outcome.INPUT: "It was handed in, and is not what it was in the good run{moved}.",
}
_BOTH = "Its code and what goes in changed since the good run{moved}."
_HEIR = "What goes in differs from the good run, but this node moved further{moved}."
_AS_BEFORE = "It was so in the good run, too."


def blamed(trace: Trace, comparison: Comparison, graph: Graph) -> Trace:
    """Return a trace whose suspects are ranked by what differs from a good run.

    Nodes that differ while nothing that goes in does come first; those that are as they were come
    last. A node that the trace had not suspected is added.
    """
    above = graph.needed((trace.node,))
    found = [one for one in comparison.different if one.node in above and _is_suspect(one)]
    known = {suspect.node: suspect for suspect in trace.suspects}
    order = {one.node: (_tier(one), *_nearness(one, trace, graph)) for one in found}
    suspects = [_suspect(one, known.get(one.node), trace) for one in found]
    for suspect in trace.suspects:
        if suspect.node not in order:
            one = comparison.nodes.get(suspect.node)
            order[suspect.node] = (5 if one and not one.is_different else 4, 0, False, 0.0)
            suspects.append(_seen_before(suspect) if order[suspect.node][0] == 5 else suspect)
    suspects.sort(key=lambda suspect: order[suspect.node])
    way = _way(suspects[0].node, trace.node, comparison, graph) if suspects else ()
    return replace(trace, suspects=tuple(suspects[:_MOST]), path=(*way, *trace.path))


def _is_suspect(one: Difference) -> bool:
    return one.is_first or one.has_new_code or one.score >= _OWN


def _tier(one: Difference) -> int:
    if one.is_first:
        return 2 if one.outcome is Outcome.INPUT else 0
    return 1 if one.has_new_code else 3


def _nearness(one: Difference, trace: Trace, graph: Graph) -> tuple[int, bool, float]:
    """Return how well a node fits what was traced; lower is better."""
    below = graph.downstream(one.node)
    places = (
        2 * place + (suspect.node != one.node)
        for place, suspect in enumerate(trace.suspects)
        if suspect.node == one.node or suspect.node in below
    )
    wanted = _FIGURES.get(trace.symptom, ()) if trace.symptom else ()
    metrics = {move.metric for move in (*one.moves, *(m for c in one.columns for m in c.moves))}
    fits = not wanted or not metrics.isdisjoint(wanted)
    return next(iter(places), 2 * _MOST), not fits, -one.score


def _suspect(one: Difference, known: Suspect | None, trace: Trace) -> Suspect:
    reason = _reason(one)
    if known:
        return replace(known, reason=f"{known.reason} {reason}")
    is_given = one.outcome is Outcome.INPUT and one.is_first
    sure = Confidence.INTRODUCED if one.is_first else Confidence.UNKNOWN
    symptom = trace.symptom or Symptom.SHIFTED
    column = _column(one, symptom)
    bad = _bad(one.after, column, symptom) if one.after else 0
    return Suspect(
        one.node,
        column,
        symptom,
        Confidence.INPUT if is_given else sure,
        max(one.score, 0.0),
        bad,
        one.after.shape[0] if one.after and bad else 0,
        reason,
    )


def _column(one: Difference, symptom: Symptom) -> str:
    """Return the column in which what moved is what was traced; else the one that moved most."""
    wanted = _FIGURES.get(symptom, ())
    fitting = (c for c in one.columns if any(move.metric in wanted for move in c.moves))
    column = next(fitting, one.columns[0] if one.columns else None)
    is_series = one.after is not None and one.after.kind is ValueKind.COLUMN
    return "" if column is None else str(one.node) if is_series else column.name


def _bad(now: Record, column: str, symptom: Symptom) -> int:
    """Return in how many rows a column shows a symptom, as far as its record counts them."""
    name = "value" if now.kind is ValueKind.COLUMN else column
    profile = next((profile for profile in now.columns if profile.name == name), None)
    if profile is None:
        return 0
    counted = {
        Symptom.NULLS: profile.nulls,
        Symptom.INFINITE: profile.infinities,
        Symptom.NEGATIVE: profile.negatives,
    }
    return counted.get(symptom) or 0


def _reason(one: Difference) -> str:
    parts = [f"`{column.name}`: {column.moves[0].said}" for column in one.columns[:2]]
    parts = [*(move.said for move in one.moves[:1]), *parts]
    moved = f" ({'; '.join(parts)})" if parts else ""
    if one.is_first:
        return _REASONS[one.outcome].format(moved=moved)
    return (_BOTH if one.has_new_code else _HEIR).format(moved=moved)


def _seen_before(suspect: Suspect) -> Suspect:
    return replace(suspect, reason=f"{suspect.reason} {_AS_BEFORE}", confidence=Confidence.UNKNOWN)


def _way(start: NodeId, end: NodeId, comparison: Comparison, graph: Graph) -> tuple[Hop, ...]:
    """Return the shortest way from a node down to another, over nodes that differ if it can."""
    before: dict[NodeId, NodeId] = {start: start}
    pending = [start]
    for node in pending:
        below = sorted(graph.children[node], key=lambda n: not _differs(n, comparison))
        for child in below:
            if child not in before:
                before[child] = node
                pending.append(child)
    if end not in before:
        return ()
    hops: list[Hop] = []
    node = end
    while node != start:
        hops.append(Hop(node, "", before[node], "", "unknown", 0.0))
        node = before[node]
    return tuple(hops)


def _differs(node: NodeId, comparison: Comparison) -> bool:
    one = comparison.nodes.get(node)
    return one is not None and one.is_different
