"""The header of a function that does not parse: what can be read of it."""

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

Function = ast.FunctionDef | ast.AsyncFunctionDef

_LONGEST = 60
_WIDEST = 400
"""Lines of a header, and characters of a line, that are looked at."""
_BODY = "\n    pass"
_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_DEFINITION = re.compile(r"(async\s+)?def\s")
_LOOKS_ENDED = re.compile(r"->|:\s*(#.*)?$")
_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)"""
    r"""|(?P<text>'''.*?'''|\"\"\".*?\"\"\"|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")"""
    r"""|(?P<arrow>->)|(?P<open>[(\[{])|(?P<close>[)\]}])""",
    re.DOTALL,
)


def salvaged(lines: Sequence[str]) -> Function | None:
    """Return the function that `lines` begin to define, with an empty body.

    Decorators are kept where they parse. A bracket that is not closed is closed, a colon that is
    missing is put there. None when not even a header can be made out.
    """
    at = next((i for i, line in enumerate(lines) if _DEFINITION.match(line)), None)
    if at is None:
        return None
    decorators = "".join(_sound_decorators(lines[:at]))
    for header in _headers([line[:_WIDEST] for line in lines[at : at + _LONGEST]]):
        if function := _function(decorators + header):
            return function
    return None


def _sound_decorators(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of the decorators that parse; empty lines in place of the others."""
    starts = [i for i, line in enumerate(lines) if line.startswith("@")]
    yield "\n" * (starts[0] if starts else len(lines))
    for start, end in pairwise([*starts, len(lines)]):
        text = "".join(f"{line}\n" for line in lines[start:end])
        yield text if _function(f"{text}def f():{_BODY}") else "\n" * (end - start)


def _function(text: str) -> Function | None:
    try:
        statements = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    only = statements[0] if len(statements) == 1 else None
    return only if isinstance(only, Function) else None


def _headers(lines: Sequence[str]) -> Iterator[str]:
    """Yield what the header may be, the likeliest first."""
    for end in _ends(lines):
        header = "\n".join(lines[:end])
        yield header + _BODY
        yield header
        yield _mended(header) + _BODY


def _ends(lines: Sequence[str]) -> Iterator[int]:
    """Yield after how many lines the header may end."""
    depth = 0
    for end, line in enumerate(lines, 1):
        depth += _depth(line)
        if depth <= 0:
            yield end
            break
    for end, line in enumerate(lines, 1):
        if _LOOKS_ENDED.search(line):
            yield end
            break
    yield 1


def _depth(line: str) -> int:
    tokens = list(_TOKEN.finditer(line))
    return sum(bool(t["open"]) for t in tokens) - sum(bool(t["close"]) for t in tokens)


def _mended(header: str) -> str:
    """Return the header with its brackets closed, before the arrow at the latest, and a colon."""
    parts: list[str] = []
    open_ones: list[str] = []
    at = 0
    for token in _TOKEN.finditer(header):
        parts += header[at : token.start()], _mended_token(token, open_ones)
        at = token.end()
    text = "".join([*parts, header[at:]]).rstrip()
    if open_ones:
        text = text.removesuffix(":").rstrip().rstrip(",") + _closing(open_ones)
    return text if text.endswith(":") else f"{text}:"


def _mended_token(token: re.Match[str], open_ones: list[str]) -> str:
    """Return what a token becomes, and keep account of the brackets that are open."""
    if token["comment"]:
        return ""
    if token["open"]:
        open_ones.append(token[0])
    elif token["arrow"]:
        return f"{_closing(open_ones)} ->"
    elif token["close"]:
        return _closing(open_ones, token[0])
    return token[0]


def _closing(open_ones: list[str], until: str = "") -> str:
    """Close brackets, the innermost first, up to the one that `until` closes, or all."""
    if until and until not in (_CLOSERS[bracket] for bracket in open_ones):
        return ""
    closing = ""
    while open_ones and not (until and closing.endswith(until)):
        closing += _CLOSERS[open_ones.pop()]
    return closing
