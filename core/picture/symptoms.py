"""What can be asked about something bad, as menus say it."""

from collections.abc import Iterator

from core.model.preview import Column
from core.model.record import ColumnProfile
from core.model.tracing import Symptom

WHOLE_REQUESTS = {
    Symptom.NULLS: "Trace nulls",
    Symptom.INFINITE: "Trace infinite numbers",
    Symptom.NEGATIVE: "Trace negative numbers",
    Symptom.OUT_OF_RANGE: "Trace numbers out of range",
    Symptom.OUTLIERS: "Trace outliers",
    Symptom.SHIFTED: "Trace shifted columns",
    Symptom.CONSTANT: "Trace constant columns",
    Symptom.TYPE_CHANGED: "Trace changed types",
    Symptom.UNSEEN_CATEGORY: "Trace unseen categories",
    Symptom.ROWS_LOST: "Trace lost rows",
    Symptom.ROWS_GAINED: "Trace gained rows",
    Symptom.DUPLICATE_ROWS: "Trace rows that are there twice",
    Symptom.DUPLICATE_INDEX: "Trace labels that are there twice",
}
"""What can be asked of a whole value: each symptom once."""
OF_ROWS = (
    Symptom.ROWS_LOST,
    Symptom.ROWS_GAINED,
    Symptom.DUPLICATE_ROWS,
    Symptom.DUPLICATE_INDEX,
)
"""Symptoms that are none of a single column."""
_OF_COLUMN = {
    Symptom.OUT_OF_RANGE: "Trace numbers out of range",
    Symptom.OUTLIERS: "Trace outliers",
    Symptom.SHIFTED: "Trace a shift",
    Symptom.CONSTANT: "Trace that it is constant",
    Symptom.TYPE_CHANGED: "Trace its type",
    Symptom.UNSEEN_CATEGORY: "Trace a category",
}
_OF_NUMBERS = (Symptom.OUT_OF_RANGE, Symptom.OUTLIERS)


def column_requests(column: Column, profile: ColumnProfile | None) -> Iterator[tuple[Symptom, str]]:
    """Return what can be asked of a column, with how many cells are so where that is known."""
    yield Symptom.NULLS, _counted(profile.nulls if profile else None, "nulls")
    if column.is_numeric:
        infinite, negative = (profile.infinities, profile.negatives) if profile else (None, None)
        yield Symptom.INFINITE, _counted(infinite, "infinite numbers")
        yield Symptom.NEGATIVE, _counted(negative, "negative numbers")
    for symptom, request in _OF_COLUMN.items():
        if column.is_numeric or symptom not in _OF_NUMBERS:
            yield symptom, request


def row_requests() -> Iterator[tuple[Symptom, str]]:
    """Return what can be asked of the rows of a table."""
    return ((symptom, WHOLE_REQUESTS[symptom]) for symptom in OF_ROWS)


def _counted(count: int | None, what: str) -> str:
    if count is None:
        return f"Trace {what}"
    if count == 1:
        return f"Trace 1 {what.removesuffix('s')}"
    return f"Trace {count:,} {what}" if count else f"Trace {what} (there are none)"
