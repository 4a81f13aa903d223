"""The entries of a menu by which one asks where something in a column began."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu

from core.model.preview import Column
from core.model.record import ColumnProfile
from core.model.tracing import Symptom
from core.picture.symptoms import column_requests, row_requests


def add_requests(
    menu: QMenu,
    column: Column,
    profile: ColumnProfile | None,
    ask: Callable[[str, Symptom], object],
) -> None:
    """Add what can be asked of a column and of its table; `ask` takes "" for a table's rows."""
    for symptom, request in column_requests(column, profile):
        menu.addAction(request).triggered.connect(partial(ask, column.name, symptom))
    menu.addSeparator()
    for symptom, request in row_requests():
        menu.addAction(request).triggered.connect(partial(ask, "", symptom))
