"""What is told of a smallest case."""
# pyright: basic

from ..messages import Shrink, Shrunk
from .case import Case
from .pieces import piece
from .search import Search
from .stretch import Stretch


def told(
    request: Shrink,
    found: Stretch,
    case: Case,
    search: Search,
    cost: tuple[int, float],
    ending: str,
    said: tuple[str, ...],
) -> Shrunk:
    """Return the answer; `cost` is how many calls it took, and how many seconds."""
    result = None if case.raised else piece(request.node, case.result, None)
    pieces = [piece(name, value, found.arguments[name]) for name, value in case.arguments.items()]
    pieces.sort(key=lambda one: one.name != found.ancestor)
    item = f"item {found.item + 1:,} of {found.items:,}" if found.item is not None else ""
    return Shrunk(
        request.ticket,
        request.node,
        request.symptom,
        request.column,
        tuple(pieces),
        result,
        case.raised,
        *cost,
        search.rows,
        search.rows_before,
        ending,
        said,
        found.ancestor,
        len(found.nodes),
        item,
        request.value,
    )
