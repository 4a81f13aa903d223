"""The command `graph`: print a dataflow's graph."""

import sys
from dataclasses import replace

from core.model.document import graph_document
from core.model.problem import Problem, ProblemKind
from core.session import Loading
from explorer.terminal.arguments import GraphOptions
from explorer.terminal.documents import as_text
from explorer.terminal.opening import load, open_project, talking_to_a_worker
from explorer.terminal.wording import graph_text


def print_graph(options: GraphOptions) -> int:
    """Print the graph; return 0, or 1 when loading it ended the worker or was cancelled.

    Raises:
        WrongUse: there is nothing that can be loaded.
    """
    project = open_project(options.project)
    with talking_to_a_worker(project) as dialogue:
        loading = _with_end(load(dialogue, project))
    if options.project.is_json:
        print(as_text(graph_document(loading.graph, loading.problems)))
    else:
        print(graph_text(loading.graph, loading.problems))
    sys.stdout.flush()
    return 1 if loading.exit or loading.was_cancelled else 0


def _with_end(loading: Loading) -> Loading:
    """Tell the end of the worker, where it ended, as a problem."""
    if loading.exit is None:
        return loading
    problem = Problem(ProblemKind.IMPORT, loading.exit.sentence, detail=loading.exit.last_words)
    return replace(loading, problems=(*loading.problems, problem))
