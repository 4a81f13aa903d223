"""What in a selection can pick nothing, as it is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.selecting.evaluation import Facts, select
from core.selecting.parsing import Not, Reach, Selection, SelectionError, Term
from core.selecting.vocabulary import Vocabulary, suggestion

_NOUNS = {"name": "node", "type": "type", "module": "module", "tag": "tag", "kind": "kind"}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence about the characters `start` to `end` of a selection's text."""

    message: str
    start: int
    end: int


def doubts(
    selection: Selection, vocabulary: Vocabulary, facts: Facts | None = None
) -> tuple[Doubt, ...]:
    """Return the terms that name what is not there, with what was perhaps meant.

    A term that could pick nodes and picks none now, like a status, is no doubt.
    """
    known = facts or Facts()
    found = ((term, _sentence(term, vocabulary, known)) for term in _terms(selection))
    return tuple(Doubt(text, term.start, term.end) for term, text in found if text)


def pointed(text: str, fault: Doubt | SelectionError) -> str:
    """Return what is wrong with a text, and below it the text with `^` under the place."""
    marks = " " * fault.start + "^" * max(fault.end - fault.start, 1)
    return f"{fault.message}\n  {text}\n  {marks}"


def _terms(selection: Selection) -> Iterator[Term]:
    match selection:
        case Term():
            yield selection
        case Reach() | Not():
            yield from _terms(selection.inner)
        case _:
            for part in selection.parts:
                yield from _terms(part)


def _sentence(term: Term, vocabulary: Vocabulary, facts: Facts) -> str:
    if term.field == "changed":
        known = term.pattern in facts.changed
        return "" if known else f"What changed since `{term.pattern}` is not known here yet."
    words = vocabulary.of(term.field)
    if term.field in ("status", "kind"):
        is_known = "*" in term.pattern or term.pattern in words.texts
    else:
        is_known = bool(select(term, vocabulary.graph))
    if is_known:
        return ""
    noun = _NOUNS.get(term.field, term.field)
    if "*" in term.pattern:
        return f"No {noun} fits `{term.pattern}`."
    return f"There is no {noun} `{term.pattern}`. {suggestion(words, term.pattern)}".rstrip()
