"""Which rows of a node differ, as rich text."""

from collections.abc import Iterator
from html import escape

from core.model.rows import RowChange, RowComparison, RowsOfNode
from core.picture.words import counted
from explorer.theme import Theme
from explorer.views.style import CODE_FAMILY
from explorer.views.widgets import link, with_code

_MOST_COLUMNS = 7
_WIDEST = 32
_MORE = 10
_MOST = 1_000


def rows_section(rows: RowsOfNode | None, theme: Theme) -> str:
    """Return what is known of the rows; links `rows:COUNT` ask for so many examples."""
    if rows is None:
        return _line(link("rows:10", "Show which rows differ", theme), theme.text)
    found = rows.comparison
    if found is None:
        said = "The rows are being compared…" if rows.is_waiting else rows.why_not
        return _line(with_code(said), theme.text_muted)
    return "".join(_parts(found, rows, theme))


def _parts(found: RowComparison, rows: RowsOfNode, theme: Theme) -> Iterator[str]:
    yield _line(with_code(f"{found.said}. Matched by {found.matched_by}."), theme.text)
    if found.note:
        yield _line(escape(found.note), theme.text_muted)
    for said in _asides(found):
        yield _line(with_code(said), theme.text_muted)
    groups = (
        ("Changed", found.changed_count, found.changed, theme.warned),
        ("Added", found.added_count, found.added, theme.done),
        ("Removed", found.removed_count, found.removed, theme.failed),
    )
    for title, count, changes, colour in groups:
        if changes:
            of = f" ({len(changes):,} of {count:,})" if count > len(changes) else ""
            head = f"color:{colour}; font-size:12px; font-weight:600; margin:8px 0 2px 0"
            yield f"<p style='{head}'>{title}{of}</p>"
            yield _table(found, changes, theme)
    most = max(count for _, count, _, _ in groups)
    if rows.is_waiting:
        yield _line("More are being looked for…", theme.text_muted)
    elif most > rows.count and rows.count < _MOST:
        wanted = min(_MOST, rows.count * _MORE)
        yield _line(link(f"rows:{wanted}", "Show more rows", theme), theme.text)


def _asides(found: RowComparison) -> Iterator[str]:
    if found.moved:
        parts = ", ".join(f"`{name}` in {count:,}" for name, count in found.moved)
        yield f"Other cells: {parts}."
    if found.rounded:
        yield f"{counted(found.rounded, 'cell')} differ by rounding alone, which does not count."
    for names, when in ((found.only_before, "good run"), (found.only_after, "later run")):
        if names:
            yield f"Only in the {when}: {', '.join(f'`{name}`' for name in names)}."


def _table(found: RowComparison, changes: tuple[RowChange, ...], theme: Theme) -> str:
    names = found.columns[:_MOST_COLUMNS]
    muted = f"color:{theme.text_muted}; font-size:11px; padding:1px 14px 2px 0; white-space:nowrap"
    cell = (
        f'padding:1px 14px 1px 0; font-family:"{CODE_FAMILY}"; font-size:12px; white-space:nowrap'
    )
    head = "".join(f"<td style='{muted}'>{escape(name)}</td>" for name in ("", *names))
    lines = [head]
    for row in changes:
        cells = [_cell(row, place, theme) for place in range(len(names))]
        label = f"<td style='{muted}'>{escape(row.label)}</td>"
        lines.append(label + "".join(f"<td style='{cell}'>{text}</td>" for text in cells))
    return "<table cellspacing='0'>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def _cell(row: RowChange, place: int, theme: Theme) -> str:
    if row.before and row.after and place in row.differing:
        old, new = _short(row.before[place]), _short(row.after[place])
        return (
            f"<span style='color:{theme.text_muted}'>{old} →</span> "
            f"<span style='color:{theme.failed}; font-weight:600'>{new}</span>"
        )
    return _short((row.after or row.before)[place])


def _short(text: str | None) -> str:
    if text is None:
        return "<i>null</i>"
    return escape(text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…")


def _line(html: str, colour: str) -> str:
    return f"<p style='color:{colour}; margin:2px 0 4px 0'>{html}</p>"
