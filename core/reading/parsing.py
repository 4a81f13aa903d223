"""From text to the statements of a module, past whatever does not parse."""

import ast
import re
import sys
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from core.reading.header import salvaged

_UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
_MERGE_MARKER = re.compile(r"(<{7}|={7}|>{7}|\|{7})( |$)")
_STATEMENT = re.compile(
    r"@|(def|class|async|import|from|if|for|while|try|with|match|del|raise|assert|type)\b"
    r"|[A-Za-z_][\w.]*(\[[^\]]*\])?\s*([-+*/|&]?=(?!=)|:|\(|,)"
)
"""How a line begins that is a statement of the module, not the middle of one."""
_LINE = re.compile(r"\bline (\d+)")
_DEFINITION = re.compile(r"(@|def\b|async\b|class\b)")
_MOST_LINES = 150
"""Lines that Python is given at a time: it parses them without a pause."""
_MOST_CUTS = 20
_MOST_CHUNKS = 400
_CONTINUED = re.compile(r"(else|elif|except|finally)\b")


@dataclass(frozen=True, slots=True)
class Damage:
    """Lines that do not parse. `line` is where Python stumbles, `reason` what it says.

    `hides` says that there may be names in them which could not be read.
    """

    line: int
    reason: str
    first_line: int
    last_line: int
    hides: bool = True


@dataclass(frozen=True, slots=True)
class Parsed:
    """The statements of a module. Of those in `salvaged` only the header could be read."""

    statements: tuple[ast.stmt, ...]
    damages: tuple[Damage, ...] = ()
    salvaged: tuple[ast.stmt, ...] = ()


def parse(text: str) -> Parsed:
    """Return the statements of a module's text. Never raises.

    A text that does not parse as a whole is taken apart where a line begins a statement; what
    still does not parse is damage, and of a function among it the header is kept.
    """
    with warnings.catch_warnings(action="ignore"):
        try:
            return Parsed(tuple(statements_of(text)))
        except _UNREADABLE:
            return _taken_apart(text.split("\n"))


def statements_of(text: str) -> list[ast.stmt]:
    """Return the statements of a module's text, as `ast.parse` does.

    A long text is parsed in pieces: other threads have their turn in between.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: Python does not take the text.
    """
    try:
        return [statement for piece in _pieces(text) for statement in ast.parse(piece).body]
    except SyntaxError:
        return ast.parse(text).body  # that was inside of a text; or it is wrong as a whole


def _pieces(text: str) -> Iterator[str]:
    """Yield pieces that begin with a definition, each at the line that it has in the text."""
    lines = text.split("\n") if "\r" not in text else [text]
    first = 0
    is_decorated = False
    for i, line in enumerate(lines):
        if not _DEFINITION.match(line):
            continue
        if i - first >= _MOST_LINES and not is_decorated:
            yield "\n" * first + "\n".join(lines[first:i])
            first = i
        is_decorated = line.startswith("@")
    yield "\n" * first + "\n".join(lines[first:])


def python_version() -> str:
    """Return the version of the grammar that files are read by, as text."""
    return f"Python {sys.version_info.major}.{sys.version_info.minor}"


def _taken_apart(lines: list[str]) -> Parsed:
    damages = list(_without_merge_markers(lines))
    statements: list[ast.stmt] = []
    headers: list[ast.stmt] = []
    for part in _parts(lines):
        statements += part.statements
        damages += part.damages
        headers += part.salvaged
    damages.sort(key=lambda damage: damage.line)
    return Parsed(tuple(statements), tuple(damages), tuple(headers))


def _without_merge_markers(lines: list[str]) -> Iterator[Damage]:
    """Empty the lines that mark a conflict of git's, and yield where each conflict begins."""
    markers = [i for i, line in enumerate(lines) if _MERGE_MARKER.match(line)]
    if any(lines[i][0] in "<>" for i in markers):  # a row of = alone may underline a title
        for i in markers:
            if lines[i].startswith("<"):
                yield Damage(i + 1, "it begins a merge conflict", i + 1, i + 1, hides=False)
            lines[i] = ""


def _parts(lines: list[str]) -> Iterator[Parsed]:
    starts = [*_starts(lines), len(lines)]
    at = 0
    while at < len(starts) - 1:
        end = _end_of_text(lines, starts, at)
        statements = _statements(lines, starts[at], starts[end])
        if isinstance(statements, SyntaxError):
            yield _damaged(lines, starts[at], starts[at + 1])
            at += 1
        else:
            yield Parsed(statements)
            at = end


def _starts(lines: Sequence[str]) -> Iterator[int]:
    """Yield where chunks begin: at statements, decorators together with what they decorate."""
    is_decorated = False
    for i, line in enumerate(lines):
        if not _STATEMENT.match(line) or _CONTINUED.match(line):
            continue
        if not is_decorated:
            yield i
        is_decorated = line.startswith("@")


def _end_of_text(lines: Sequence[str], starts: Sequence[int], at: int) -> int:
    """Return the chunk at which a text in triple quotes that begins in chunk `at` ends."""
    quotes = [0, 0]
    for end in range(at + 1, min(at + _MOST_CHUNKS, len(starts))):
        for line in lines[starts[end - 1] : starts[end]]:
            quotes[0] += line.count('"""')
            quotes[1] += line.count("'''")
        if quotes[0] % 2 == 0 and quotes[1] % 2 == 0:
            return end
    return at + 1


def _statements(lines: Sequence[str], first: int, end: int) -> tuple[ast.stmt, ...] | SyntaxError:
    """Parse some lines, with the line numbers they have in the file."""
    try:
        tree = ast.parse("\n".join(lines[first:end]))
    except SyntaxError as error:
        error.lineno = (error.lineno or 1) + first
        return error
    except _UNREADABLE:
        return SyntaxError("it is nested too deeply", ("", first + 1, 1, ""))
    return tuple(ast.increment_lineno(tree, first).body)


def _damaged(lines: Sequence[str], first: int, end: int) -> Parsed:
    """Return what can be had from a chunk that does not parse."""
    error = _statements(lines, first, end)
    line = min(getattr(error, "lineno", None) or first + 1, end)
    damage = Damage(line, _reason(error, first), first + 1, end)
    for cut in islice(_margins(lines, first, end), _MOST_CUTS):
        head = _statements(lines, first, cut)
        if not isinstance(head, SyntaxError):
            return Parsed(head, (damage,))
    if function := salvaged(lines[first:end]):
        ast.increment_lineno(function, first)
        function.end_lineno = _last_line(lines, first, end)
        return Parsed((function,), (replace(damage, hides=False),), (function,))
    return Parsed(_repaired(lines, first, end), (damage,))


def _reason(error: object, first: int) -> str:
    """Return what Python says, with the line numbers of the file."""
    said = getattr(error, "msg", None) or "it cannot be parsed"
    return _LINE.sub(lambda match: f"line {int(match[1]) + first}", said)


def _margins(lines: Sequence[str], first: int, end: int) -> Iterator[int]:
    """Yield the lines inside a chunk that begin at the margin and are not the end of a bracket."""
    for i in range(first + 1, end):
        if lines[i][:1].strip() and lines[i][0] not in ")]}#@" and not _STATEMENT.match(lines[i]):
            yield i


def _repaired(lines: Sequence[str], first: int, end: int) -> tuple[ast.stmt, ...]:
    """Return a statement whose brackets end too late, as it would be if they ended in time."""
    line = lines[first].rstrip().rstrip(",")
    whole = "\n".join(lines[first:end]).rstrip().rstrip(",")
    for text in (f"{whole})", f"{whole}]", f"{whole}" + "}", line, f"{line})", f"{line}]"):
        try:
            return tuple(ast.increment_lineno(ast.parse(text), first).body)
        except _UNREADABLE:
            continue
    return ()


def _last_line(lines: Sequence[str], first: int, end: int) -> int:
    return next((i + 1 for i in range(end - 1, first, -1) if lines[i].strip()), first + 1)
