"""The nodes that `--select` names."""

from core.model.graph import Graph, NodeId, NodeKind
from core.selecting import SelectionError, Vocabulary, doubts, parse, pointed, select
from explorer.terminal.opening import WrongUse

_GIVEN = (NodeKind.INPUT, NodeKind.CONFIG)


def refusal(text: str) -> str:
    """Return why a selection cannot be read, in lines that show where; empty when it can."""
    try:
        parse(text)
    except SelectionError as error:
        return f"--select: {pointed(text, error)}"
    return ""


def selected(text: str, graph: Graph) -> frozenset[NodeId]:
    """Return the nodes that a selection picks; all of them for an empty text.

    Raises:
        WrongUse: it names something that is not there.
    """
    selection = parse(text)
    for doubt in doubts(selection, Vocabulary(graph)):
        raise WrongUse(f"--select: {pointed(text, doubt)}")
    return select(selection, graph)


def computed(text: str, graph: Graph) -> tuple[str, ...]:
    """Return the nodes to compute that a selection picks, in the order of the graph.

    Raises:
        WrongUse: there is none, or it names something that is not there.
    """
    nodes = selected(text, graph)
    targets = tuple(n.id for n in graph.nodes.values() if n.id in nodes and n.kind not in _GIVEN)
    if not targets:
        what = "only inputs, and nothing to compute" if nodes else "no node of this dataflow"
        raise WrongUse(f"--select `{text}` picks {what}.")
    return targets
