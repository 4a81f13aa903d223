"""The entries of a menu by which one asks where something in a column began."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu

from core.model.preview import Column
from core.model.record import ColumnProfile
from core.model.tracing import Symptom
from core.picture.symptoms import column_requests, row_requests

_LONGEST = 30
"""Characters of a cell that a menu repeats."""


def add_requests(
    menu: QMenu,
    column: Column,
    profile: ColumnProfile | None,
    ask: Callable[[str, Symptom], object],
    category: str | None = None,
) -> None:
    """Add what can be asked of a column and of its table; `ask` takes "" for a table's rows.

    Given a `category` of the column, that is the one that can be traced.
    """
    for symptom, request in column_requests(column, profile):
        if category is not None and symptom is Symptom.UNSEEN_CATEGORY:
            request = f"Trace where “{plain(category[:_LONGEST])}” came in"
        menu.addAction(request).triggered.connect(partial(ask, column.name, symptom))
    menu.addSeparator()
    for symptom, request in row_requests():
        menu.addAction(request).triggered.connect(partial(ask, "", symptom))


def plain(text: str) -> str:
    """Return a text as a menu shows it: an & would be taken for the mark of a key."""
    return text.replace("&", "&&")
