"""A look at a value: all that a `Peeked` says of it."""
# pyright: basic

from dataclasses import dataclass

from .messages import TableRecord, TreeRecord

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Look:
    """See `messages.Peeked`. `png` is the picture of an image."""

    kind: str
    shape: tuple[int, ...] = ()
    table: TableRecord | None = None
    tree: TreeRecord | None = None
    text: str = ""
    is_cut: bool = False
    facts: Facts = ()
    png: bytes = b""
