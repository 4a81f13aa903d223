"""The words that selections of a graph are made of, quick to search."""

import difflib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

from core.model.graph import Graph, NodeKind
from core.model.run import Status

_FIXED = {
    "kind": [kind.value for kind in NodeKind],
    "status": [status.value for status in Status],
    "changed": ["git"],
}
_INTERNAL = "hamilton."
"""How tags begin that the library sets for itself."""
_ENOUGH = 10
"""Words found by a part of them, beyond which none is looked for by single letters."""
_MOST_COMPARED = 400
"""Words compared letter by letter with a misspelt one: about 10 milliseconds."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What may stand in a selection of `graph`. Made once for each graph, then cheap to ask."""

    graph: Graph

    def of(self, field: str) -> "Words":
        """Return what may stand behind a field; of `name` the names of all nodes."""
        match field:
            case "name":
                return self._names
            case "tag":
                return self._tags
            case "module":
                return self._modules
            case "type":
                return self._types
            case _:
                return Words(_FIXED[field])

    @cached_property
    def _names(self) -> "Words":
        return Words(self.graph.nodes)

    @cached_property
    def _modules(self) -> "Words":
        return Words(sorted({node.module for node in self.graph.nodes.values()} - {""}))

    @cached_property
    def _types(self) -> "Words":
        return Words(sorted({node.type_name for node in self.graph.nodes.values()} - {""}))

    @cached_property
    def _tags(self) -> "Words":
        pairs = {pair for node in self.graph.nodes.values() for pair in node.tags.items()}
        own = [(name, text) for name, text in pairs if not name.startswith(_INTERNAL)]
        names = sorted({name for name, _ in own})
        return Words([*names, *sorted(f"{name}={text}" for name, text in own)])


class Words:
    """Texts that are found by a part of them, without regard to case.

    All of them stand in one long text: searching 50,000 takes a millisecond or two.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = tuple(texts)
        lowered = [text.lower().replace("\n", " ") for text in self.texts]
        self._joined = "\n" + "\n".join(lowered) + "\n"
        self._starts: list[int] = []
        at = 1
        for text in lowered:
            self._starts.append(at)
            at += len(text) + 1
        self._starts.append(at)

    def fitting(self, typed: str, limit: int | None = None) -> tuple[str, ...]:
        """Return the words that fit, best first.

        First those that begin with what is typed, then those of which a part does, then those
        that hold it; where these are few, then those that hold its letters in order.
        """
        found: dict[int, None] = {}
        for line in self._lines_fitting(typed.lower(), found):
            if limit is not None and len(found) >= limit:
                break
            found[line] = None
        return tuple(self.texts[line] for line in found)

    def holding(self, typed: str) -> tuple[str, ...]:
        """Return the words that hold what is typed, those that begin with it first."""
        lines = self._lines_holding(typed.lower()) if typed else ()
        return tuple(self.texts[line] for line in dict.fromkeys(lines))

    def close(self, misspelt: str, limit: int = 3) -> tuple[str, ...]:
        """Return the words that were perhaps meant."""
        letters, length = set(misspelt.lower()), len(misspelt)
        # the last part of `shop.load` is what people write
        whole = (text if "." in misspelt else text.rpartition(".")[2] for text in self.texts)
        alike = {
            short: text
            for short, text in zip(whole, self.texts, strict=True)
            if abs(len(short) - length) <= 3
            and len(letters.symmetric_difference(short.lower())) <= 3
        }
        few = list(islice(alike, _MOST_COMPARED))
        close = [alike[short] for short in difflib.get_close_matches(misspelt, few, limit, 0.75)]
        holding = (self.texts[line] for line in self._lines_holding(misspelt.lower()))
        return tuple(islice(dict.fromkeys(chain(close, holding)), limit))

    def _lines_fitting(self, typed: str, found: dict[int, None]) -> Iterator[int]:
        if not typed:
            yield from range(len(self.texts))
            return
        yield from self._lines_holding(typed)
        if len(typed) > 2 and len(found) < _ENOUGH:
            letters = re.compile("[^\n]*?".join(map(re.escape, typed)))
            for match in letters.finditer(self._joined):
                yield bisect_right(self._starts, match.start()) - 1

    def _lines_holding(self, typed: str) -> Iterator[int]:
        yield from self._lines_with("\n" + typed, 1)
        if typed[0].isalnum():
            yield from self._lines_with("_" + typed)
            yield from self._lines_with("." + typed)
        yield from self._lines_with(typed)

    def _lines_with(self, part: str, before: int = 0) -> Iterator[int]:
        """Yield the words with a part; `before` characters of it stand before the word."""
        at = self._joined.find(part)
        while at >= 0 and at + before < self._starts[-1]:
            line = bisect_right(self._starts, at + before) - 1
            yield line
            at = self._joined.find(part, self._starts[line + 1] - 1)


def suggestion(words: Words, misspelt: str) -> str:
    """Return which words were perhaps meant, as a sentence; all of them where they are few."""
    if close := words.close(misspelt):
        return f"Did you mean {_listed(close, 'or')}?"
    if not words.texts:
        return "There is none."
    if len(words.texts) <= _ENOUGH:
        return f"There is {_listed(words.texts, 'and')}."
    return ""


def _listed(words: tuple[str, ...], last: str) -> str:
    quoted = [f"`{word}`" for word in words]
    return " ".join(filter(None, (", ".join(quoted[:-1]), last if quoted[1:] else "", quoted[-1])))
