"""Docstrings as rich text: paragraphs, sections, lists and inline code of Google style and reST."""

import re
from html import escape
from inspect import cleandoc

from explorer.views.widgets import with_code

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_SECTION = re.compile(r"[A-Z][A-Za-z ]{2,20}:$")
_ITEM = re.compile(r"(?:[-*•]|\d+\.)\s+")
_FIELD = re.compile(r":(param|type|return|returns|rtype|raises)\s*([^:]*):\s*")
_NAMED = re.compile(r"(\*{0,2}\w+(?:\s*\([^)]*\))?):\s+")


def prose(doc: str) -> str:
    """Return a docstring as HTML."""
    paragraphs = re.split(r"\n\s*\n", cleandoc(doc))
    return "".join(_paragraph(text) for text in paragraphs if text.strip())


def _paragraph(text: str) -> str:
    lines = text.splitlines()
    head = ""
    if _SECTION.match(lines[0].strip()) and len(lines) > 1:
        head = f"<span style='font-weight:600'>{escape(lines[0].strip())}</span><br>"
        lines = lines[1:]
    entries = _entries(lines)
    is_list = bool(head) or any(map(_begins_entry, lines))
    return f"<p>{head}{('<br>' if is_list else ' ').join(map(_inline, entries))}</p>"


def _entries(lines: list[str]) -> list[str]:
    """Join the lines of each entry of a list; without entries, all lines are joined."""
    first = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    entries: list[str] = []
    for line in lines:
        is_outer = len(line) - len(line.lstrip()) <= first
        if not entries or (is_outer and _begins_entry(line)):
            entries.append(line.strip())
        else:
            entries[-1] += f" {line.strip()}"
    return entries


def _begins_entry(line: str) -> bool:
    text = line.strip()
    return any(pattern.match(text) for pattern in (_ITEM, _FIELD, _NAMED))


def _inline(text: str) -> str:
    text = _FIELD.sub(lambda m: f"`{m[2] or m[1]}`: ", text)
    item = _ITEM.match(text)
    if item and not item[0][0].isdigit():
        text = f"• {text[item.end() :]}"
    return _BOLD.sub(r"<span style='font-weight:600'>\1</span>", with_code(text))
