"""Selections: how soon a text is answered, in a dataflow of 50,000 nodes."""

import gc
import time
from collections.abc import Callable

from core.model.graph import Graph, NodeId
from core.model.run import NodeRun, Status
from core.selecting import Facts, Vocabulary, complete, doubts, parse, select
from tests.benchmarks.documents import graph_of
from tests.benchmarks.figure import Figure, at_most

COUNT, ROUNDS = 50_000, 5


def measure() -> list[Figure]:
    """Return the milliseconds that each part of an answer takes."""
    graph = graph_of(COUNT)
    names = list(graph.nodes)
    facts = Facts({NodeId(name): NodeRun(Status.DONE) for name in names[::2]})
    _seconds(lambda: (graph.parents, graph.children))
    texts = {
        "a name and all upstream": f"+{names[-1]}",
        "a pattern of names": "*score*",
        "a module": "module:*1",
        "a status and not a type": "status:done and not type:DataFrame",
    }
    return [
        *(_selected(graph, facts, what, text) for what, text in texts.items()),
        *_answered(graph, names[COUNT // 2]),
    ]


def _selected(graph: Graph, facts: Facts, what: str, text: str) -> Figure:
    seconds = _best(lambda: select(parse(text), graph, facts))
    return at_most(f"select {what}, {COUNT:,} nodes", 1e3 * seconds, "ms", asked=30)


def _answered(graph: Graph, name: str) -> list[Figure]:
    words = Vocabulary(graph)
    typed, misspelt = name[:4], name[:-3] + "xyz"
    made = _best(lambda: Vocabulary(graph).of("name"))
    completed = _best(lambda: complete(typed, len(typed), words))
    doubted = _best(lambda: doubts(parse(misspelt), words))
    return [
        at_most("learn the names, once a graph", 1e3 * made, "ms"),
        at_most("complete four letters", 1e3 * completed, "ms", asked=30),
        at_most("say what a misspelt name may have meant", 1e3 * doubted, "ms"),
    ]


def _best(work: Callable[[], object]) -> float:
    return min(_seconds(work) for _ in range(ROUNDS))


def _seconds(work: Callable[[], object]) -> float:
    """Return the processor time of some work: others may share the machine."""
    gc.collect()
    started = time.process_time()
    work()
    return time.process_time() - started
