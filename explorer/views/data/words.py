"""What is said below and about a value."""

from html import escape

from core.model.preview import OpaqueView, Preview, TablePage, TreePage
from core.model.run import NodeRun
from explorer.theme import Theme


def footer(preview: Preview, result: NodeRun | None) -> str:
    """Return one line about a value: type, size, nulls, and how long it took."""
    parts = [preview.type_name, *_size(preview)]
    if result and result.seconds is not None:
        parts.append(f"{result.status.value} in {result.seconds:.3g} s")
    if preview.note:
        parts.append(preview.note)
    return "  ·  ".join(parts)


def facts(view: OpaqueView, theme: Theme) -> str:
    """Return what is said of a value that is not shown, as HTML."""
    rows = "".join(
        f"<tr><td style='color:{theme.text_muted}; padding-right:18px'>{escape(name)}</td>"
        f"<td>{escape(text)}</td></tr>"
        for name, text in view.facts
    )
    said = escape(view.text).replace("\n", "<br>")
    table = f"<table cellpadding='3'>{rows}</table>"
    return f"<div style='margin:10px'><p>{said}</p>{table}</div>"


def _size(preview: Preview) -> list[str]:
    content = preview.content
    if isinstance(content, TablePage):
        known = [column.nulls for column in content.columns if column.nulls is not None]
        size = [f"{content.row_count:,} rows x {content.column_count:,} columns"]
        if known and any(known):
            size.append(f"{sum(known) / len(known):.2%} null")
        return size
    if isinstance(content, TreePage):
        return [f"{content.total:,} entries"]
    return [" x ".join(f"{n:,}" for n in preview.shape)] if preview.shape else []
