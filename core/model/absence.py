"""What is said when a trace finds no suspects."""

from core.model.tracing import Symptom, Trace

_STANDING_OUT = (
    "These rows have nothing that stands out from the others: no nulls, no infinite or negative "
    "numbers, none far from the rest."
)
_ODD = (
    "Nothing odd was found in {node}, nor in what it is made of: no infinite numbers, no nulls "
    "that began on the way, no rows that are there twice, no numbers kept as objects."
)
_SAID = {
    Symptom.NULLS: "{where} has no nulls.",
    Symptom.INFINITE: "{where} has no infinite numbers.",
    Symptom.ROWS_LOST: "No rows were lost on the way to {node}, as far as its values are held.",
    Symptom.ROWS_GAINED: "{node} has no more rows than what it is made from.",
    Symptom.DUPLICATE_INDEX: "No label of a row is there twice in {node}.",
    Symptom.DUPLICATE_ROWS: "No row is there twice in {node}.",
    Symptom.NEGATIVE: "{where} has no negative numbers.",
    Symptom.OUT_OF_RANGE: "{where} has no numbers far from the rest.",
    Symptom.CONSTANT: "{where} is not constant, or was so from the beginning.",
    Symptom.TYPE_CHANGED: "{where} has the type that it came with.",
    Symptom.UNSEEN_CATEGORY: "{where} has no values that were not there before.",
    Symptom.OUTLIERS: "{where} has no numbers far from the rest.",
    Symptom.SHIFTED: "Nothing in {where} is known to be shifted. That shows only against a good "
    "run.",
}


def absence(trace: Trace) -> str:
    """Return a sentence or two on a trace without suspects, with names in backticks."""
    if trace.check or (trace.places and not trace.symptom):
        return _STANDING_OUT
    said = _SAID[trace.symptom] if trace.symptom else _ODD
    where = f"`{trace.column}` of `{trace.node}`" if trace.column else f"`{trace.node}`"
    return said.format(node=f"`{trace.node}`", where=where)
