"""Selected cells as tab-separated values."""

from collections.abc import Iterable

from PySide6.QtCore import QItemSelection

from explorer.views.data.pages import Pages

LIMIT = 200_000
"""Cells that are copied at most."""


def as_tsv(pages: Pages, selection: QItemSelection) -> str:
    """Return the selected cells with the names of their columns; empty without a selection.

    Rows that were never in view have not been fetched and are left out.
    """
    ranges = [selection.at(place) for place in range(selection.count())]
    if not ranges:
        return ""
    columns = sorted({c for part in ranges for c in range(part.left(), part.right() + 1)})
    chosen = [range(part.top(), part.bottom() + 1) for part in ranges]
    rows = _known(pages.known_rows(columns[0]), chosen, max(1, LIMIT // len(columns)))
    heads = (pages.column(column) for column in columns)
    lines = ["\t".join(_flat(head.name) if head else "" for head in heads)]
    lines += ["\t".join(_flat(pages.cell(row, column)) for column in columns) for row in rows]
    return "\n".join(lines)


def _known(known: Iterable[range], chosen: list[range], most: int) -> list[int]:
    """Return the rows that are both known and chosen, in order; never walks the unknown ones."""
    rows: set[int] = set()
    for tile in known:
        for part in chosen:
            rows.update(range(max(tile.start, part.start), min(tile.stop, part.stop)))
    return sorted(rows)[:most]


def _flat(text: str | None) -> str:
    return (text or "").replace("\t", " ").replace("\r", " ").replace("\n", " ")
