"""The pieces of a case as small tables."""

from html import escape

from core.model.case import Piece
from explorer.theme import Theme

_MOST_COLUMNS, _MOST_ROWS = 8, 10
_LONGEST = 40


def title(piece: Piece) -> str:
    """Return what a piece is and how large, and how large it was."""
    size, before = _size(piece.shape), _size(piece.shape_before)
    was = f", of {before}" if before and before != size else ""
    return f"`{piece.name}`  {piece.type_name} {size}{was}".rstrip()


def table(piece: Piece, theme: Theme) -> str:
    """Return a piece as rich text: a table with its labels, or its text."""
    if not piece.columns:
        return escape(piece.text)
    if piece.is_large_and_whole:
        return f"<span style='color:{theme.text_muted}'>kept whole</span>"
    faint, bad = f"color:{theme.text_muted}", f"color:{theme.failed}"
    names = piece.columns[:_MOST_COLUMNS]
    rows = [_row(("", *names), (faint,) * (len(names) + 1))]
    for label, cells in list(zip(piece.index, piece.cells, strict=True))[:_MOST_ROWS]:
        shown = cells[:_MOST_COLUMNS]
        styles = (faint, *(bad if cell is None else "" for cell in shown))
        rows.append(_row((label, *shown), styles))
    more = len(piece.columns) - len(names), piece.shape[0] - min(len(piece.cells), _MOST_ROWS)
    rest = [
        f"{count:,} more {what}"
        for count, what in zip(more, ("columns", "rows"), strict=True)
        if count > 0
    ]
    tail = f"<div style='{faint}'>and {' and '.join(rest)}</div>" if rest else ""
    return f"<table cellspacing=2>{''.join(rows)}</table>{tail}"


def _row(cells: tuple[str | None, ...], styles: tuple[str, ...]) -> str:
    made = (
        f"<td style='{style}'>{_cell(cell)}&nbsp;&nbsp;&nbsp;</td>"
        for cell, style in zip(cells, styles, strict=True)
    )
    return f"<tr>{''.join(made)}</tr>"


def _cell(text: str | None) -> str:
    if text is None:
        return "<i>null</i>"
    return escape(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2]}…")


def _size(shape: tuple[int, ...]) -> str:
    return " x ".join(f"{length:,}" for length in shape)
