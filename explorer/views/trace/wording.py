"""A trace in words."""

from core.model.absence import absence
from core.model.tracing import (
    Before,
    Confidence,
    Figure,
    Rerun,
    Suspect,
    Symptom,
    Trace,
    line,
)
from core.picture.words import duration
from explorer.theme import Theme
from explorer.views.widgets import link

_MOST_NODES = 4
_BAD = {
    Symptom.NULLS: "null",
    Symptom.INFINITE: "infinite",
    Symptom.NEGATIVE: "negative",
    Symptom.OUT_OF_RANGE: "far out",
    Symptom.OUTLIERS: "far out",
}
CONFIDENCE = {
    Confidence.VERIFIED: "verified",
    Confidence.INTRODUCED: "introduced here",
    Confidence.INPUT: "came in here",
    Confidence.UNKNOWN: "not confirmed",
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
_HINT = {
    None: "A single thing can be looked for by Trace only, in the menu Node.",
    Symptom.SHIFTED: "Pin one in the panel Run, then trace again.",
}


def heading(trace: Trace) -> str:
    """Return what was looked for and how long it took."""
    what = SYMPTOM[trace.symptom] if trace.symptom else "Whatever is odd"
    if trace.check:
        what = f"Rows that `{trace.check}` did not pass for"
    elif trace.places and not trace.symptom:
        count = len(trace.places)
        what = "One row" if count == 1 else f"{count:,} rows"
    where = f"`{trace.column}` of `{trace.node}`" if trace.column else f"`{trace.node}`"
    return f"{what} in {where}"


def nothing(trace: Trace) -> str:
    """Return what is said when there are no suspects."""
    is_of_rows = bool(trace.check or trace.places)
    hint = "" if is_of_rows else _HINT.get(trace.symptom, "")
    return f"{absence(trace)} {hint}".rstrip()


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


def way(trace: Trace, theme: Theme) -> str:
    """Return the way from the suspect down to the traced node as rich text, with its figures."""
    nodes = line(trace)
    if len(nodes) < 2:
        return ""
    figures = {one.node: figure(one) for one in trace.figures}
    parts = [f"{link(node, node, theme)} {figures.get(node, '')}".strip() for node in nodes]
    return "The way down: " + " &nbsp;→&nbsp; ".join(parts)


def figure(one: Figure) -> str:
    """Return how much of the symptom a node shows: `2,881 of 12,400 null`."""
    if not one.column:
        return f"{one.rows:,} rows"
    return f"{one.bad:,} of {one.rows:,} {_BAD.get(one.symptom, 'odd')}"


def cost(rerun: Rerun, *, is_running: bool) -> str:
    """Return what verifying runs and how long that took last time, or why nothing runs."""
    if rerun.writing:
        return f"Cannot be verified: `{rerun.writing[0]}` writes to the outside."
    shown = ", ".join(f"`{node}`" for node in rerun.nodes[:_MOST_NODES])
    rest = len(rerun.nodes) - _MOST_NODES
    more = f" and {rest:,} more" if rest > 0 else ""
    if is_running:
        return f"Running {shown}{more} on copies…"
    what = "on copies, and on values of the good run" if rerun.has_good else "on copies"
    return f"Runs {shown}{more} again, {what}: {duration(rerun.seconds)} in the last run."


def as_text(trace: Trace) -> str:
    """Return a trace as plain text, for a message to somebody."""
    lines = [heading(trace)] if trace.suspects else [heading(trace), nothing(trace)]
    for place, suspect in enumerate(trace.suspects, 1):
        lines.append(f"{place}. {suspect.node} ({CONFIDENCE[suspect.confidence]})")
        said = suspect.verdict.said if suspect.verdict else ()
        lines += [f"   {sentence}" for sentence in (suspect.reason, *said)]
    nodes = line(trace)
    figures = {one.node: f" ({figure(one)})" for one in trace.figures}
    if len(nodes) > 1:
        lines.append("The way down: " + " -> ".join(f"{n}{figures.get(n, '')}" for n in nodes))
    return "\n".join(lines).replace("`", "")
