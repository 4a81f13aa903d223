"""A trace in words."""

from core.model.tracing import Before, Confidence, Suspect, Symptom, Trace, line

CONFIDENCE = {
    Confidence.VERIFIED: "verified",
    Confidence.INTRODUCED: "introduced here",
    Confidence.INPUT: "came in here",
    Confidence.UNKNOWN: "unknown",
}
SYMPTOM = {
    Symptom.NULLS: "Nulls",
    Symptom.INFINITE: "Infinite numbers",
    Symptom.ROWS_LOST: "Lost rows",
    Symptom.ROWS_GAINED: "Gained rows",
    Symptom.DUPLICATE_INDEX: "Labels that are there twice",
    Symptom.DUPLICATE_ROWS: "Rows that are there twice",
    Symptom.NEGATIVE: "Negative numbers",
    Symptom.OUT_OF_RANGE: "Numbers out of range",
    Symptom.CONSTANT: "A column that is constant",
    Symptom.TYPE_CHANGED: "A changed type",
    Symptom.UNSEEN_CATEGORY: "An unseen category",
    Symptom.OUTLIERS: "Outliers",
    Symptom.SHIFTED: "A shifted column",
}
_NOTHING = {
    None: "Nothing odd was found in `{node}`: no infinite numbers, no nulls that began on the way, "
    "no rows that are there twice, no numbers kept as objects.",
}


def heading(trace: Trace) -> str:
    """Return what was looked for and how long it took."""
    what = SYMPTOM[trace.symptom] if trace.symptom else "Whatever is odd"
    where = f"`{trace.column}` of `{trace.node}`" if trace.column else f"`{trace.node}`"
    return f"{what} in {where}"


def nothing(trace: Trace) -> str:
    """Return what is said when there are no suspects."""
    if trace.symptom is None:
        return _NOTHING[None].format(node=trace.node)
    return (
        f"`{trace.node}` does not show this, or not in a way that can be followed. "
        "Swapped labels, and changes of unit within the usual range, cannot be seen in figures."
    )


def before(part: Before) -> str:
    """Return how it was in a parent."""
    where = f"`{part.parent}`"
    if not part.column:
        return f"{part.rows:,} rows in {where}"
    return f"{part.bad:,} of {part.rows:,} in {where}"


def after(suspect: Suspect) -> str:
    """Return how it is in a suspect."""
    if not suspect.column:
        return ""
    return f"{suspect.bad:,} of {suspect.rows:,} rows of `{suspect.column}`"


def way(trace: Trace) -> str:
    """Return the way from the suspect down to the traced node, as far as it is one line."""
    nodes = line(trace)
    return " → ".join(f"`{node}`" for node in nodes) if len(nodes) > 1 else ""
