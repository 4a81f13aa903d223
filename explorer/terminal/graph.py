"""The command `graph`: print a dataflow's graph."""

import sys
from dataclasses import replace

from core.model.document import graph_document
from core.model.graph import Graph
from core.model.problem import Problem, ProblemKind
from core.reading import read
from core.session import Loading, Opening
from explorer.terminal.documents import as_text
from explorer.terminal.opening import (
    NotTrusted,
    WrongUse,
    load,
    open_project,
    see_that_it_may_run,
    talking_to_a_worker,
)
from explorer.terminal.options import GraphOptions, ProjectOptions
from explorer.terminal.selections import selected
from explorer.terminal.wording import graph_text


def print_graph(options: GraphOptions) -> int:
    """Print the graph; return 0, or 1 when loading it ended the worker or was cancelled.

    Raises:
        WrongUse: there is nothing that can be loaded, or the selection names what is not there.
    """
    opening = open_project(options.project)
    whole = _read(opening) if options.is_static else _loaded(opening, options.project)
    loading = _part(whole, options.select)
    if options.project.is_json:
        print(as_text(graph_document(loading.graph, loading.problems)))
    else:
        print(graph_text(loading.graph, loading.problems))
    sys.stdout.flush()
    return 1 if loading.exit or loading.was_cancelled else 0


def _read(opening: Opening) -> Loading:
    reading = read(opening.project)
    return Loading(reading.graph, reading.problems)


def _loaded(opening: Opening, options: ProjectOptions) -> Loading:
    try:
        see_that_it_may_run(opening, options.is_trusted)
    except NotTrusted as error:
        hint = "Add --static to read the graph from its text alone, or --trust if you trust it."
        raise WrongUse(f"{error} {hint}") from error
    with talking_to_a_worker(opening.project) as dialogue:
        return _with_end(load(dialogue, opening.project))


def _part(loading: Loading, text: str) -> Loading:
    """Return only what a selection picks: nodes, edges between them, problems of them."""
    if not text or loading.exit or loading.was_cancelled:
        return loading
    nodes = selected(text, loading.graph)
    kept = {id: node for id, node in loading.graph.nodes.items() if id in nodes}
    problems = (p for p in loading.problems if not p.node or p.node in nodes)
    return replace(loading, graph=Graph(kept), problems=tuple(problems))


def _with_end(loading: Loading) -> Loading:
    """Tell the end of the worker, where it ended, as a problem."""
    if loading.exit is None:
        return loading
    problem = Problem(ProblemKind.IMPORT, loading.exit.sentence, detail=loading.exit.last_words)
    return replace(loading, problems=(*loading.problems, problem))
