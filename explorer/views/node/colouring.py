"""The colours of Python source, token by token."""

import builtins
import io
import keyword
import token
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

_BUILTINS = frozenset(dir(builtins))
_DECORATOR = "decorator's @"
"""Stands for an @ that is no operator."""
_STRINGS = {
    getattr(token, name)
    for name in ("STRING", "FSTRING_START", "FSTRING_MIDDLE", "FSTRING_END")
    if hasattr(token, name)
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `start` to `end` of line `line` (all from 0) play a `role`.

    Roles are those of the theme's code colours: keyword, string, number, comment, decorator,
    definition, builtin; and `name` for any other name.
    """

    line: int
    start: int
    end: int
    role: str
    text: str = ""


def stretches(source: str) -> Iterator[Stretch]:
    """Yield the coloured parts of a source text, as far as it can be read."""
    before = ""
    at_line_start = True
    try:
        for piece in tokenize.generate_tokens(io.StringIO(source).readline):
            role = _role(piece, before, at_line_start)
            if role:
                yield from _split(piece, role)
            if _goes_on(piece, before):
                continue
            before = _DECORATOR if role == "decorator" else piece.string
            if piece.type not in (token.INDENT, token.DEDENT, token.NL, tokenize.COMMENT):
                at_line_start = piece.type == token.NEWLINE
    except (tokenize.TokenError, SyntaxError):
        return


def _goes_on(piece: tokenize.TokenInfo, before: str) -> bool:
    """Tell whether what follows is still the dotted name of a decorator."""
    return before is _DECORATOR and (piece.type == token.NAME or piece.string == ".")


def _role(piece: tokenize.TokenInfo, before: str, at_line_start: bool) -> str:
    if piece.type == tokenize.COMMENT:
        return "comment"
    if piece.type in _STRINGS:
        return "string"
    if piece.type == token.NUMBER:
        return "number"
    if piece.type == token.NAME:
        return _name_role(piece.string, before)
    return "decorator" if piece.string == "@" and at_line_start else ""


def _name_role(name: str, before: str) -> str:
    if before is _DECORATOR:
        return "decorator"
    if before in ("def", "class"):
        return "definition"
    if keyword.iskeyword(name):
        return "keyword"
    return "builtin" if name in _BUILTINS and before != "." else "name"


def _split(piece: tokenize.TokenInfo, role: str) -> Iterator[Stretch]:
    (first, start), (last, end) = piece.start, piece.end
    if first == last:
        yield Stretch(first - 1, start, end, role, piece.string)
        return
    lines = piece.string.split("\n")
    for i, text in enumerate(lines):
        begin = start if i == 0 else 0
        yield Stretch(first - 1 + i, begin, begin + len(text), role, text)
