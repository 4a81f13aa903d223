"""From the model to what is asked of a worker."""

import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path

from core.model.given import Given, GivenFile, GivenJson, GivenText
from core.model.graph import NodeId
from core.model.preview import Window
from core.model.project import Project
from core.worker import messages


class Tickets:
    """Numbers for requests: each is new, and larger than all before."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def next(self) -> int:
        """Return the next number; from any thread."""
        return next(self._numbers)


def load(ticket: int, project: Project) -> messages.Load:
    """Ask for a project's modules to be imported and its graph to be built."""
    return messages.Load(
        ticket,
        root=str(project.root),
        import_paths=tuple(map(str, project.import_paths)),
        modules=tuple(
            messages.ModuleSpec(module.name, str(module.file) if module.file else None)
            for module in project.modules
        ),
        config=dict(project.config),
    )


def execute(
    ticket: int,
    targets: Iterable[NodeId],
    inputs: Mapping[NodeId, Given],
    overrides: Mapping[NodeId, Given],
    force: bool = False,
    limits: messages.Limits | None = None,
) -> messages.Execute:
    """Ask for `targets` to be computed; with `force` nothing held is reused."""
    return messages.Execute(
        ticket,
        targets=tuple(targets),
        inputs={node: given(value) for node, value in inputs.items()},
        overrides={node: given(value) for node, value in overrides.items()},
        force=force,
        limits=limits or messages.Limits(),
    )


def recall(
    ticket: int, folder: Path, inputs: Mapping[NodeId, Given], overrides: Mapping[NodeId, Given]
) -> messages.Recall:
    """Ask for the values that an earlier worker kept in `folder`."""
    return messages.Recall(
        ticket,
        str(folder),
        {node: given(value) for node, value in inputs.items()},
        {node: given(value) for node, value in overrides.items()},
    )


def peek(
    ticket: int, node: NodeId, window: Window | None = None, path: tuple[int, ...] = ()
) -> messages.Peek:
    """Ask for a look at a value: a window of a table, or the children at `path` of a tree.

    For trees, `row` and `rows` of the window are the first child and the number of children.
    """
    seen = window or Window()
    return messages.Peek(ticket, node, seen.row, seen.rows, seen.column, seen.columns, path)


def given(value: Given) -> messages.Given:
    """Return a value that is handed in, as it is sent."""
    match value:
        case GivenText(text):
            return messages.Given(text=text)
        case GivenJson(json):
            return messages.Given(json=json)
        case GivenFile(path):
            return messages.Given(file=str(path))
