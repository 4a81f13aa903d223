"""Texts for people: short, on one line where they must be, and always encodable."""

from collections.abc import Sequence

_BREAKS = str.maketrans({"\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"})


def clip(text: str, limit: int) -> str:
    """Return at most `limit` characters of `text`, with what cannot be encoded spelled out."""
    is_cut = len(text) > limit
    text = str.__getitem__(text, slice(limit)).encode("utf-8", "backslashreplace").decode("utf-8")
    return text[: limit - 1] + "…" if is_cut or len(text) > limit else text


def one_line(text: str, limit: int) -> str:
    """Return `text` clipped, with line breaks and tabs spelled out."""
    return clip(text, limit).translate(_BREAKS)


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def plural(count: int, noun: str) -> str:
    """Return a number with its noun: "1 item", "12,480 items"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def size_text(count: int) -> str:
    """Return a number of bytes as a person reads it: "1.5 GB", "640 MB"."""
    return f"{count / 2**30:.1f} GB" if count >= 2**30 else f"{count / 2**20:.0f} MB"
