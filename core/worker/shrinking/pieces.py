"""Small values as texts by column, for showing."""
# pyright: basic

from itertools import islice
from typing import Any

from ..describing import brief
from ..kinds import type_name
from ..messages import Peek, PieceRecord
from ..spelling import Speller
from ..tables import table

_ROWS, _COLUMNS = 20, 40


def piece(name: str, value: Any, before: Any) -> PieceRecord:
    """Return a value as a table of texts where it is one, else in a few words.

    `before` is what it was a part of, for its size; None for no such.
    """
    was = () if before is None else shape(before)
    kind, speller = type_name(value), Speller()
    if type(value) is dict:
        cells = tuple((speller.cell(v),) for v in islice(value.values(), _ROWS))
        keys = tuple(speller.inline(key) for key in islice(value, _ROWS))
        return PieceRecord(name, kind, shape(value), was, "", (name,), keys, cells)
    if type(value) in (list, tuple):
        cells = tuple((speller.cell(v),) for v in value[:_ROWS])
        places = tuple(map(str, range(len(cells))))
        return PieceRecord(name, kind, shape(value), was, "", (name,), places, cells)
    look = table(value, Peek(0, name, rows=_ROWS, columns=_COLUMNS), speller, {})
    if look is None or look.table is None:
        text = speller.cell(value) if type(value) is str else brief(value)
        return PieceRecord(name, kind, shape(value), was, text or "")
    page = look.table
    columns = tuple(column.name for column in page.columns)
    columns = columns if len(shape(value)) > 1 else (name,)
    return PieceRecord(name, kind, shape(value), was, "", columns, page.index, page.cells)


def shape(value: Any) -> tuple[int, ...]:
    """Return rows and columns, or the number of items; nothing for single values."""
    found = getattr(value, "shape", None)
    if isinstance(found, tuple):
        return tuple(map(int, found))
    return (len(value),) if type(value) in (list, tuple, dict) else ()
