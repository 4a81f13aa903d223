"""Frames made long or wide: names of columns became values, or values became names."""
# pyright: basic

from collections.abc import Iterator
from typing import Any

from .alignment import Alignment
from .tables import Table

_MOST_NAMES = 60
_LOOKED_AT = 2_000


def of_that_name(column: str, its: Table, alignment: Alignment) -> Alignment:
    """Return an alignment with those rows of a parent only that became a column of that name.

    Unchanged where the parent has the column itself, or none that holds its name.
    """
    if column in its.names or its.is_mapping or its.rows < 2:
        return alignment
    np = its.np
    for name in its.names:
        if its.kind(name) not in "Oiu" or column not in _words(its, name):
            continue
        is_so = np.array([str(value) == column for value in its.listed(name)], bool)
        return alignment._replace(of_parent=np.where(is_so, alignment.of_parent, -1))
    return alignment


def parts(table: Table, its: Table) -> Iterator[tuple[str, Any]]:
    """Yield columns of a parent that became rows of a value, and which rows those are."""
    for name in table.names:
        if table.kind(name) != "O" or name in its.names:
            continue
        words = _words(table, name).intersection(its.names)
        if len(words) < 2:
            continue
        listed = table.listed(name)
        for word in sorted(words):
            yield word, table.np.array([value == word for value in listed], bool)
        return


def _words(table: Table, name: str) -> set[str]:
    """Return the values of a column as texts; none where there are too many for names."""
    try:
        some = table.sample(name, slice(None, None, max(1, table.rows // _LOOKED_AT))).tolist()
        words = {str(value) for value in some}
    except TypeError:
        return set()
    return words if len(words) <= _MOST_NAMES else set()
