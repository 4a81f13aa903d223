"""What may be typed next in a selection."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.model.graph import Graph, NodeKind
from core.model.run import Status
from core.selecting.parsing import FIELDS, SelectionError, tokens

_WORDS = ("and", "or", "not")


@dataclass(frozen=True, slots=True)
class Completion:
    """`options` may stand in place of the characters `start` to `end` of the text."""

    start: int
    end: int
    options: tuple[str, ...]


def complete(text: str, cursor: int, graph: Graph, limit: int = 50) -> Completion:
    """Return what fits the word before `cursor`: those that begin with it, then those with it."""
    start, word = _word_before(text[:cursor])
    field, colon, rest = word.partition(":")
    if colon and field in FIELDS:
        fitting = (f"{field}:{value}" for value in _fit(_values(field, graph), rest))
    else:
        fitting = iter(_fit((*(f"{f}:" for f in FIELDS), *graph.nodes, *_WORDS), word))
    options = tuple(option for option, _ in zip(fitting, range(limit), strict=False))
    return Completion(start, cursor, options)


def _word_before(text: str) -> tuple[int, str]:
    """Return where the word at the end of a text begins, and the word."""
    try:
        last = [token for token in tokens(text) if token.kind == "text"][-1:]
    except SelectionError:
        return len(text), ""
    if last and last[0].end == len(text):
        return last[0].start, last[0].text
    return len(text), ""


def _values(field: str, graph: Graph) -> Iterable[str]:
    nodes = graph.nodes.values()
    match field:
        case "tag":
            names = {name for node in nodes for name in node.tags}
            pairs = {f"{name}={text}" for node in nodes for name, text in node.tags.items()}
            return sorted(names) + sorted(pairs)
        case "module":
            return sorted({node.module for node in nodes if node.module})
        case "type":
            return sorted({node.type_name for node in nodes if node.type_name})
        case "kind":
            return [kind.value for kind in NodeKind]
        case "status":
            return [status.value for status in Status]
        case _:
            return ["git"]


def _fit(candidates: Iterable[str], typed: str) -> list[str]:
    lowered = typed.lower()
    known = list(candidates)
    first = [text for text in known if text.lower().startswith(lowered) and text != typed]
    then = [text for text in known if lowered in text.lower() and text not in set(first)]
    return first + [text for text in then if text != typed]
