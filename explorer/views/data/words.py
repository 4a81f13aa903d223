"""What is said below and about a value."""

from html import escape

from core.model.preview import OpaqueView, Preview, TablePage, TreePage
from core.model.run import NodeRun, Status
from core.picture.words import duration
from explorer.theme import Theme
from explorer.views.style import CODE_FAMILY


def footer(preview: Preview, result: NodeRun | None) -> str:
    """Return one line about a value: type, size, nulls, and how long it took."""
    parts = [preview.type_name, *_size(preview)]
    if result and result.seconds is not None and result.status is Status.DONE:
        parts.append(duration(result.seconds))
    if preview.note:
        parts.append(preview.note)
    return "  ·  ".join(parts)


def facts(view: OpaqueView, theme: Theme) -> str:
    """Return what is said of a value that is not shown, as HTML."""
    code = f'font-family:"{CODE_FAMILY}"; font-size:12px'
    cells = "".join(
        f"<tr><td style='padding:2px 24px 2px 0; {code}'>{escape(name)}</td>"
        f"<td style='padding:2px 0; {code}; color:{theme.text_muted}'>{escape(text)}</td></tr>"
        for name, text in view.facts
    )
    said = escape(view.text).replace("\n", "<br>")
    table = f"<table cellspacing='0' cellpadding='0'>{cells}</table>" if cells else ""
    return f"<body style='color:{theme.text}'><p>{said}</p>{table}</body>"


def _size(preview: Preview) -> list[str]:
    content = preview.content
    if isinstance(content, TablePage):
        known = [column.nulls for column in content.columns if column.nulls is not None]
        rows = _counted(content.row_count, "row")
        size = [f"{rows} \u00d7 {_counted(content.column_count, 'column')}"]
        if known and any(known):
            size.append(f"{_share(sum(known) / len(known))} null")
        return size
    if isinstance(content, TreePage):
        return [f"{content.total:,} entries"]
    return [" \u00d7 ".join(f"{n:,}" for n in preview.shape)] if preview.shape else []


def _counted(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def _share(share: float) -> str:
    """Return a share in percent, never rounded to nothing."""
    return f"{share:.1%}" if share >= 0.001 else "<0.1%"
