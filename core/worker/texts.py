"""Texts for people: short, on one line where they must be, and always encodable."""

_BREAKS = str.maketrans({"\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"})


def clip(text: str, limit: int) -> str:
    """Return at most `limit` characters of `text`, with what cannot be encoded spelled out."""
    if len(text) > limit:
        text = str.__getitem__(text, slice(limit - 1)) + "…"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def one_line(text: str, limit: int) -> str:
    """Return `text` clipped, with line breaks and tabs spelled out."""
    return clip(text, limit).translate(_BREAKS)


def plural(count: int, noun: str) -> str:
    """Return a number with its noun: "1 item", "12,480 items"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
