"""What may be typed next in a selection."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, islice

from core.selecting.parsing import FIELDS, tokens
from core.selecting.vocabulary import Vocabulary

_WORD_BEFORE = re.compile(r'(?:"[^"]*"|[^\s()+"])*$')
_OPEN_BEFORE = re.compile(r'[^\s()+"]*"[^"]*$')
_WORD_AFTER = re.compile(r'[^\s()+"]*"?')
_PLAIN = re.compile(r'[^\s()+"]+')


@dataclass(frozen=True, slots=True)
class Completion:
    """`options` may stand in place of the characters `start` to `end` of the text."""

    start: int
    end: int
    options: tuple[str, ...]


def complete(text: str, cursor: int, vocabulary: Vocabulary, limit: int = 50) -> Completion:
    """Return what fits the word at `cursor`, best first.

    Where a name or a term may stand: fields, names, the values of a field. Behind one: `and`,
    `or`. What cannot be written plainly is quoted.
    """
    before = text[:cursor]
    is_quoted = before.count('"') % 2 == 1
    match = (_OPEN_BEFORE if is_quoted else _WORD_BEFORE).search(before)
    assert match, "both match at every end"
    start, typed = match.start(), match[0].replace('"', "")
    after = _WORD_AFTER.match(text, cursor)
    end = after.end() if after and (typed or is_quoted) else cursor
    known = text[start:end]
    options = (option for option in _options(text[:start], typed, vocabulary) if option != known)
    return Completion(start, end, tuple(islice(dict.fromkeys(options), limit)))


def _options(before: str, typed: str, vocabulary: Vocabulary) -> Iterable[str]:
    """Return what may stand behind a text, once some of it is typed."""
    *others, end = tokens(before)
    last = others[-1] if others else end
    if last.kind in ("text", "close", "after") and last.text not in ("and", "or", "not"):
        is_apart = len(before) > last.end
        return (word for word in ("and", "or") if is_apart and word.startswith(typed))
    if typed == "not":
        return ()
    field, colon, rest = typed.partition(":")
    if colon and field in (*FIELDS, "name"):
        return (_written(field, value) for value in vocabulary.of(field).fitting(rest))
    heads = [word for word in (*(f"{f}:" for f in FIELDS), "not") if word.startswith(typed)]
    names = vocabulary.of("name").fitting(typed)
    return chain(heads, (_written("", name) for name in names))


def _written(field: str, value: str) -> str:
    word = value if _PLAIN.fullmatch(value) else '"' + value.replace('"', "*") + '"'
    return f"{field}:{word}" if field else word
