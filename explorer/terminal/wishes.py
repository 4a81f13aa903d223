"""What a run is asked for, checked against the graph: targets, inputs, values in place of nodes."""

import difflib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.model.given import Given, GivenFile, GivenJson, GivenText
from core.model.graph import FormKind, Graph, NodeId, NodeKind
from core.model.problem import Problem
from core.model.project import Json
from core.session import Loading
from explorer.terminal.arguments import as_json
from explorer.terminal.opening import WrongUse
from explorer.terminal.options import RunOptions
from explorer.terminal.selections import computed

_DATA_FILES = (".csv", ".parquet", ".json")


@dataclass(frozen=True, slots=True)
class Wish:
    """A run to ask for."""

    targets: tuple[NodeId, ...]
    inputs: Mapping[NodeId, Given]
    overrides: Mapping[NodeId, Given]


def read_wish(options: RunOptions, settings: Mapping[str, Json], loading: Loading) -> Wish:
    """Return what `options` ask for; inputs of the project's `settings` fill in.

    Settings that name no input of this graph are left out: they may be for other targets.

    Raises:
        WrongUse: a name is unknown, an input is given to a computed node, a file is missing, or
            a selection picks nothing to compute.
    """
    graph = loading.graph
    names = (*options.to, *(computed(options.select, graph) if options.select else ()))
    targets = tuple(_known(name, graph, loading.problems) for name in dict.fromkeys(names))
    free = {name for name, node in graph.nodes.items() if node.kind is NodeKind.INPUT}
    inputs: dict[NodeId, Given] = {
        NodeId(name): _input(value, graph, NodeId(name))
        for name, value in settings.items()
        if name in free
    }
    for name, text in options.inputs.items():
        node = _free(name, graph, free)
        inputs[node] = _input(as_json(text), graph, node)
    overrides: dict[NodeId, Given] = {}
    for name, text in options.overrides.items():
        node = _known(name, graph, loading.problems)
        (inputs if node in free else overrides)[node] = given_of(name, text)
    return Wish(targets, inputs, overrides)


def _known(name: str, graph: Graph, problems: Iterable[Problem]) -> NodeId:
    node = graph.nodes.get(NodeId(name))
    if node and not node.approximate:
        return node.id
    file = node.source.file if node and node.source else None
    for problem in problems:
        if name in (problem.node, problem.function) or (file and file == problem.file):
            raise WrongUse(f"`{name}` cannot run. {problem.message}")
    if node:
        raise WrongUse(f"`{name}` cannot run: its module `{node.module}` could not be loaded.")
    raise WrongUse(f"There is no node `{name}`. {_hint(name, graph.nodes)}")


def _free(name: str, graph: Graph, free: Collection[NodeId]) -> NodeId:
    if name in free:
        return NodeId(name)
    if name in graph.nodes:
        kind = graph.nodes[NodeId(name)].kind
        option = "--config" if kind is NodeKind.CONFIG else "--override"
        raise WrongUse(
            f"`{name}` is no input of this dataflow. To set its value, use {option} {name}=VALUE."
        )
    raise WrongUse(f"There is no input `{name}`. {_hint(name, free)}")


def _hint(name: str, names: Iterable[str]) -> str:
    known = sorted(names)
    close = difflib.get_close_matches(name, known, 3)
    if close:
        return f"Did you mean {' or '.join(f'`{match}`' for match in close)}?"
    if not known:
        return "There is none at all."
    listed = ", ".join(known[:8]) + (", ..." if len(known) > 8 else "")
    return f"There are: {listed}."


def _input(value: Json, graph: Graph, node: NodeId) -> Given:
    if not isinstance(value, str):
        return GivenJson(value)
    form = graph.nodes[node].form
    if form and form.kind is FormKind.FILE:
        return GivenFile(_file(node, value))
    return GivenText(value)


def given_of(name: str, text: str) -> Given:
    """Return what is to be used for a node: JSON, a data file, or a text.

    Raises:
        WrongUse: there is no such file.
    """
    try:
        return GivenJson(json.loads(text))
    except (ValueError, RecursionError):
        if text.lower().endswith(_DATA_FILES):
            return GivenFile(_file(name, text))
        return GivenText(text)


def _file(name: str, text: str) -> Path:
    file = Path(text).expanduser().absolute()
    if not file.is_file():
        raise WrongUse(f"There is no file {file} for `{name}`.")
    return file
