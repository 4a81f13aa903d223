"""From the text of a selection to a tree, or to a sentence about what is wrong and where."""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn, TypeAlias

FIELDS = ("tag", "module", "type", "kind", "status", "changed")
"""What may stand before a colon. `name:x` is the same as `x`."""

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<before>\d*\+)
    | (?P<open>\() | (?P<close>\))
    | (?P<text>(?:"[^"]*"|[^\s()+"])+)
    | (?P<quote>")
    )""",
    re.VERBOSE,
)
_AFTER = re.compile(r"(?P<after>\+\d*)")


class SelectionError(ValueError):
    """A selection that cannot be read. `start` and `end` are the characters at fault."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end


@dataclass(frozen=True, slots=True)
class Term:
    """Nodes whose `field` matches `pattern`, in which `*` stands for any text.

    `start` and `end` are where it stands in the text.
    """

    field: str
    pattern: str
    start: int = dataclasses.field(default=0, compare=False)
    end: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Reach:
    """A selection with what lies up to so many hops around it; None means however far."""

    inner: "Selection"
    upstream: int | None = 0
    downstream: int | None = 0


@dataclass(frozen=True, slots=True)
class Not:
    """All nodes but those of `inner`."""

    inner: "Selection"


@dataclass(frozen=True, slots=True)
class And:
    """Nodes in every part."""

    parts: tuple["Selection", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Nodes in at least one part."""

    parts: tuple["Selection", ...]


Selection: TypeAlias = Term | Reach | Not | And | Or


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text. `kind` is before, after, open, close, text, or end.

    A plus right behind a term is `after` (hops downstream), any other is `before` (upstream).
    """

    kind: str
    text: str
    start: int
    end: int


def parse(text: str) -> Selection:
    """Read a selection; `not` binds closest, then `and`, then `or`. Empty text means all nodes.

    Raises:
        SelectionError: it cannot be read.
    """
    if not text.strip():
        return Term("name", "*")
    return _Parser(text).whole()


def tokens(text: str) -> Iterator[Token]:
    """Yield the pieces of a text, then one of kind end.

    Raises:
        SelectionError: a quotation mark is not closed.
    """
    at, end = 0, len(text.rstrip())
    last = ""
    while at < end:
        is_behind_term = last in ("text", "close")
        match = (is_behind_term and _AFTER.match(text, at)) or _TOKEN.match(text, at)
        assert match and match.lastgroup, "every character but white space begins a token"
        start = match.start(match.lastgroup)
        if match.lastgroup == "quote":
            raise SelectionError("This quotation mark is not closed.", start, end)
        yield Token(match.lastgroup, match[match.lastgroup], start, match.end())
        at, last = match.end(), match.lastgroup
    yield Token("end", "", end, end)


class _Parser:
    """Recursive descent over the tokens of one text."""

    def __init__(self, text: str) -> None:
        self._tokens = tuple(tokens(text))
        self._at = 0

    def whole(self) -> Selection:
        found = self._either()
        token = self._next
        if token.kind == "close":
            self._refuse(token, "This parenthesis closes nothing.")
        if token.kind != "end":
            self._refuse(token, f"Put `and` or `or` before `{token.text}`.")
        return found

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._next
        self._at += token.kind != "end"
        return token

    def _takes_word(self, word: str) -> bool:
        is_there = self._next.kind == "text" and self._next.text == word
        self._at += is_there
        return is_there

    def _either(self) -> Selection:
        parts = [self._both()]
        while self._takes_word("or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _both(self) -> Selection:
        parts = [self._negated()]
        while self._takes_word("and"):
            parts.append(self._negated())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _negated(self) -> Selection:
        return Not(self._negated()) if self._takes_word("not") else self._reach()

    def _reach(self) -> Selection:
        upstream: int | None = 0
        downstream: int | None = 0
        if self._next.kind == "before":
            upstream = _hops(self._take().text)
        inner = self._term()
        if self._next.kind == "after":
            downstream = _hops(self._take().text)
        return inner if upstream == downstream == 0 else Reach(inner, upstream, downstream)

    def _term(self) -> Selection:
        token = self._take()
        if token.kind == "open":
            inner = self._either()
            if self._next.kind == "end":
                self._refuse(token, "This parenthesis is not closed.")
            self._close()
            return inner
        if token.kind == "end":
            self._refuse(token, "Something is missing here: a name, or a term like tag:x.")
        if token.kind != "text" or token.text in ("and", "or"):
            self._refuse(token, f"A name or a term like tag:x must stand before `{token.text}`.")
        return self._named(token)

    def _close(self) -> None:
        token = self._take()
        if token.kind != "close":
            self._refuse(token, f"Put `and` or `or` before `{token.text}`.")

    def _named(self, token: Token) -> Term:
        name, colon, rest = token.text.partition(":")
        pattern = rest.replace('"', "")
        if not colon or '"' in name:
            return Term("name", token.text.replace('"', ""), token.start, token.end)
        if name not in (*FIELDS, "name"):
            known = ", ".join(f"{known}:" for known in FIELDS)
            self._refuse(token, f"`{name}:` is not known. Write one of {known}")
        if not pattern:
            self._refuse(token, f"Say what to look for after `{name}:`.")
        return Term(name, pattern, token.start, token.end)

    def _refuse(self, token: Token, message: str) -> NoReturn:
        start = token.start - 1 if token.start == token.end and token.start else token.start
        raise SelectionError(message, start, max(token.end, start + 1))


def _hops(text: str) -> int | None:
    digits = text.strip("+")
    return int(digits) if digits else None
