"""One node in two runs, side by side, as rich text."""

import difflib
from collections.abc import Iterator
from html import escape

from core.model.comparison import Check, CodeChange, ColumnDifference, Difference, Move
from core.model.record import ColumnKind, ColumnProfile, Record, written_time
from core.model.rows import RowsOfNode
from core.picture.words import counted
from explorer.theme import Theme
from explorer.views.compare.rowsheet import rows_section
from explorer.views.style import CODE_FAMILY

_MOST_COLUMNS = 60
_CONTEXT = 3


def document(
    found: Difference, checks: tuple[Check, ...], rows: RowsOfNode | None, theme: Theme
) -> str:
    """Return the sheet of a node as HTML.

    Links `copy:NUMBER` are to copy a check, links `rows:COUNT` ask for examples of rows.
    """
    parts = [
        f"<p style='font-size:14px; font-weight:600'>{escape(found.node)}</p>",
        _line(_reason(found), theme.text),
        *([_line(found.note, theme.warned)] if found.note else []),
        *([_code(found.code, theme)] if found.code else []),
        *_rows(found, rows, theme),
        *_values(found, theme),
        *_checks(checks, theme),
    ]
    return f"<body style='color:{theme.text}'>{''.join(parts)}</body>"


def _reason(found: Difference) -> str:
    words = found.said[:1].upper() + found.said[1:]
    if found.is_first:
        return f"{words}. Nothing that goes in differs: it begins here."
    if found.is_different and found.score > 0:
        return f"{words}. It moved further than what goes in (by {found.score:.2f})."
    if found.is_different:
        return f"{words}. It passes on what came in."
    return f"{words}."


def _line(text: str, colour: str) -> str:
    return f"<p style='color:{colour}; margin:2px 0 6px 0'>{escape(text)}</p>"


def _heading(title: str, theme: Theme) -> str:
    style = f"color:{theme.text_muted}; font-size:11px; font-weight:600; margin:14px 0 3px 0"
    return f"<p style='{style}'>{title}</p>"


def _values(found: Difference, theme: Theme) -> Iterator[str]:
    before, after = found.before, found.after
    if before is None or after is None:
        return
    yield _heading("Value", theme)
    rows = [
        ("", "good run", "this run", ""),
        ("type", before.type_name, after.type_name, ""),
        ("size", _size(before), _size(after), ""),
        *(("", move.before, move.after, _strong(move, theme)) for move in found.moves),
    ]
    yield _table(rows, theme)
    if before.columns and after.columns:
        yield _heading("Columns", theme)
        yield _table([_HEAD, *_profiles(found, before, after, theme)], theme)


_HEAD = ("", "null", "different", "mean", "from", "to", "what moved")


def _profiles(
    found: Difference, before: Record, after: Record, theme: Theme
) -> Iterator[tuple[str, ...]]:
    moved = {column.name: column for column in found.columns}
    names = list(dict.fromkeys(column.name for column in (*before.columns, *after.columns)))
    names.sort(key=lambda name: name not in moved)
    for name in names[:_MOST_COLUMNS]:
        old, new = before.column(name), after.column(name)
        cells = [
            _pair(left, right, theme)
            for left, right in zip(_figures(old), _figures(new), strict=True)
        ]
        yield (escape(name), *cells, _moves(moved.get(name), old, new, theme))
    if len(names) > _MOST_COLUMNS:
        yield (f"and {counted(len(names) - _MOST_COLUMNS, 'more column')}", *[""] * 6)


def _figures(profile: ColumnProfile | None) -> tuple[str, ...]:
    if profile is None:
        return ("", "", "", "", "")
    return (
        "" if profile.nulls is None else f"{profile.nulls:,}",
        "" if profile.distinct is None else f"{profile.distinct:,}",
        *(_told(one, profile) for one in (profile.mean, profile.minimum, profile.maximum)),
    )


def _told(value: float | None, profile: ColumnProfile) -> str:
    """Return a figure of a column; of texts only their lengths are known, which say little."""
    if value is None or profile.kind is ColumnKind.TEXT:
        return ""
    return written_time(value) if profile.kind is ColumnKind.TIME else f"{value:,.5g}"


def _pair(before: str, after: str, theme: Theme) -> str:
    if before == after:
        return f"<span style='color:{theme.text_muted}'>{escape(after)}</span>"
    return f"<span style='color:{theme.text_muted}'>{escape(before)} →</span> {escape(after)}"


def _moves(
    column: ColumnDifference | None,
    before: ColumnProfile | None,
    after: ColumnProfile | None,
    theme: Theme,
) -> str:
    if before is None or after is None:
        word = "new" if before is None else "gone"
        return f"<span style='color:{theme.failed}'>{word}</span>"
    return "<br>".join(_strong(move, theme) for move in column.telling[:3]) if column else ""


def _strong(move: Move, theme: Theme) -> str:
    colour = theme.failed if move.strength >= 0.5 else theme.warned
    return (
        f"<span style='color:{colour if move.is_large else theme.text}'>{escape(move.said)}</span>"
    )


def _size(record: Record) -> str:
    return " x ".join(f"{length:,}" for length in record.shape)


def _rows(found: Difference, rows: RowsOfNode | None, theme: Theme) -> Iterator[str]:
    before, after = found.before, found.after
    if before is None or after is None or not found.is_different:
        return
    if before.rows is None and after.rows is None:
        return
    yield _heading("Rows", theme)
    if before.bag and before.bag == after.bag:
        said = "The rows are the same, in another order or with other labels."
        yield _line(said, theme.text)
    yield rows_section(rows, theme)


def _table(rows: list[tuple[str, ...]], theme: Theme) -> str:
    head, *body = rows
    style = f"color:{theme.text_muted}; font-size:11px; padding:1px 14px 2px 0"
    lines = ["".join(f"<td style='{style}'>{cell}</td>" for cell in head)]
    lines += [
        "".join(f"<td style='padding:1px 14px 1px 0; font-size:12px'>{cell}</td>" for cell in row)
        for row in body
    ]
    return "<table cellspacing='0'>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def _code(code: CodeChange, theme: Theme) -> str:
    head = _heading("Code", theme)
    if not code.before or not code.after:
        return head + _line("The text of the good run's code was not kept.", theme.text_faint)
    old, new = code.before.splitlines(), code.after.splitlines()
    if old == new:
        said = "Its function is the same; something that it uses changed."
        return head + _line(said, theme.text_faint)
    lines = list(difflib.unified_diff(old, new, n=_CONTEXT, lineterm=""))[2:]
    colours = {"+": theme.done, "-": theme.failed, "@": theme.text_faint}
    shown = "".join(
        f"<div style='color:{colours.get(line[:1], theme.text)}'>{escape(line)}</div>"
        for line in lines
        if not line.startswith("@@")
    )
    style = f'font-family:"{CODE_FAMILY}"; font-size:12px; white-space:pre'
    return f"{head}<div style='{style}'>{shown}</div>"


def _checks(checks: tuple[Check, ...], theme: Theme) -> Iterator[str]:
    if not checks:
        return
    yield _heading("Checks that would have held", theme)
    if checks[0].column:
        said = "Hamilton's own checks look at series: make a column a node to check it."
        yield _line(said, theme.text_faint)
    link = f"color:{theme.accent}; text-decoration:none"
    code, faint = f"font-family:{CODE_FAMILY}; font-size:12px", f"color:{theme.text_faint}"
    for number, check in enumerate(checks):
        where = f"{escape(check.column)}: " if check.column else ""
        runs = counted(check.runs, "good run")
        yield (
            f"<p style='margin:3px 0'>{where}<span style='{code}'>{escape(check.line)}</span>"
            f" &nbsp;<a href='copy:{number}' style='{link}'>Copy</a><br>"
            f"<span style='{faint}; font-size:12px'>{escape(check.reason)}; "
            f"tested on {runs}</span></p>"
        )
