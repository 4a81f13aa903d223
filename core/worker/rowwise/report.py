"""From two values of a node to what is told of their rows."""
# pyright: basic

import sys
import time
from collections.abc import Iterable
from typing import Any

from ..kinds import type_name
from ..messages import CompareRows, Peek, RowRecord, RowsCompared
from ..spelling import Speller
from ..tables import table as window
from ..tracing.tables import Table, table_of
from .changes import Changes, changes
from .matching import Match, match

_MOST_ROWS = 5_000_000
_MOST_COLUMNS = 12
_MOST_EXAMPLES = 1_000


class IncomparableError(Exception):
    """Two values cannot be put beside each other row by row. The message is a sentence."""


def compared(request: CompareRows, before: Any, after: Any) -> RowsCompared:
    """Return which rows differ between two values of a node. Runs code of the values' own.

    Raises:
        IncomparableError: they have no rows, or too many.
    """
    began = time.monotonic()
    tables = _table(before, request.node), _table(after, request.node)
    old, new = tables
    columns = _columns((before, after), tables)
    found = match(old, new, columns)
    made = changes(old, new, found, columns)
    is_changed = old.np.zeros(len(found.before), bool)
    for differs in made.differing:
        is_changed |= differs
    writer = _Examples((before, after), tables, found, made)
    shown = min(request.rows, _MOST_EXAMPLES)
    at = old.np.flatnonzero(is_changed)
    counts = {pair[1]: int(d.sum()) for pair, d in zip(made.columns, made.differing, strict=True)}
    moved = sorted((name for name in counts if counts[name]), key=lambda name: -counts[name])
    known = {name for pair in made.columns for name in pair}
    return RowsCompared(
        request.ticket,
        request.node,
        found.how,
        _note(found, made),
        old.rows,
        new.rows,
        len(found.before) - len(at),
        made.rounded,
        tuple(writer.names),
        tuple(moved),
        tuple(counts[name] for name in moved),
        tuple(name for name in old.names if name not in known),
        tuple(name for name in new.names if name not in known),
        len(at),
        len(found.new),
        len(found.gone),
        tuple(writer.changed(at[:shown].tolist())),
        tuple(writer.added(found.new[:shown].tolist())),
        tuple(writer.removed(found.gone[:shown].tolist())),
        time.monotonic() - began,
    )


def _table(value: Any, node: str) -> Table:
    if "numpy" not in sys.modules:
        raise IncomparableError("Rows can be compared only where numpy is installed.")
    table = table_of(value, node)
    if table is None:
        raise IncomparableError(f"A {type_name(value)} has no rows that could be compared.")
    if table.rows > _MOST_ROWS:
        raise IncomparableError(f"With {table.rows:,} rows this would take too long.")
    return table


def _columns(values: tuple[Any, Any], tables: tuple[Table, Table]) -> tuple[tuple[str, str], ...]:
    """Return the columns that both values have; of two series theirs, whatever the names."""
    old, new = tables
    if len(old.names) == len(new.names) == 1 and not any(hasattr(v, "columns") for v in values):
        return ((old.names[0], new.names[0]),)
    return tuple((name, name) for name in old.names if name in new.names)


def _note(found: Match, made: Changes) -> str:
    if not made.columns:
        return "The two values have no column in common."
    if not len(found.before):
        return "No row of one is in the other."
    if found.is_whole:
        return (
            "No column tells rows apart, so whole rows were looked for: one that changed counts "
            "as one removed and one added."
        )
    return ""


class _Examples:
    """Writes rows as texts, as the data panel shows them; columns that differ come first."""

    def __init__(
        self, values: tuple[Any, Any], tables: tuple[Table, Table], found: Match, made: Changes
    ) -> None:
        self._values = values
        self._tables = tables
        self._found = found
        self._made = made
        counts = [int(differs.sum()) for differs in made.differing]
        order = sorted(
            range(len(counts)),
            key=lambda place: (made.columns[place][1] not in found.keys, -counts[place]),
        )
        self._order = order[:_MOST_COLUMNS]
        self.names = [made.columns[place][1] for place in self._order]
        self._nulls: tuple[dict[Any, float], dict[Any, float]] = ({}, {})

    def changed(self, pairs: Iterable[int]) -> Iterable[RowRecord]:
        """Yield pairs of rows by their number among the pairs."""
        found = self._found
        for pair in pairs:
            old, new = int(found.before[pair]), int(found.after[pair])
            differing = tuple(
                place
                for place, column in enumerate(self._order)
                if self._made.differing[column][pair]
            )
            _, before = self._row(0, old)
            label, after = self._row(1, new)
            yield RowRecord(label, before, after, differing)

    def added(self, rows: Iterable[int]) -> Iterable[RowRecord]:
        """Yield rows of the later value."""
        for row in rows:
            label, cells = self._row(1, row)
            yield RowRecord(label, after=cells)

    def removed(self, rows: Iterable[int]) -> Iterable[RowRecord]:
        """Yield rows of the earlier value."""
        for row in rows:
            label, cells = self._row(0, row)
            yield RowRecord(label, before=cells)

    def _row(self, side: int, row: int) -> tuple[str, tuple[str | None, ...]]:
        """Return the label of a row and its cells."""
        names = [self._made.columns[place][side] for place in self._order]
        request = Peek(0, "", row=row, rows=1, columns=sys.maxsize)
        speller = Speller(is_timid=True)
        look = window(self._values[side], request, speller, self._nulls[side])
        table = self._tables[side]
        if look is None or look.table is None:
            label = table.labels[row] if table.labels is not None else row
            cells = tuple(speller.cell(table.listed(name)[row]) for name in names)
            return speller.cell(label) or "", cells
        label = look.table.index[0]
        texts: dict[str, str | None] = {}
        for column, text in zip(look.table.columns, look.table.cells[0], strict=False):
            texts.setdefault(column.name, text)
        if len(table.names) == 1:
            return label, (look.table.cells[0][0],)
        return label, tuple(texts.get(name) for name in names)
