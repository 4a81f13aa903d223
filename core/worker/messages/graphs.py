"""The graph: asking for it, and telling what it is."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class ModuleSpec:
    """A module to import: dotted name, and absolute file where it is known."""

    name: str
    file: str | None = None


@dataclass(frozen=True)
class FormRecord:
    """How to ask a person for a value; see `core.model.graph.Form`."""

    kind: str
    choices: tuple[str, ...] = ()
    default: str | None = None
    optional: bool = False


@dataclass(frozen=True)
class ParameterRecord:
    """One dependency of a node."""

    source: str
    type_name: str = ""
    optional: bool = False
    default: str | None = None


@dataclass(frozen=True)
class NodeRecord:
    """A node as Hamilton builds it; see `core.model.graph.Node`. Lines are 1-based, inclusive."""

    id: str
    kind: str
    type_name: str = ""
    module: str = ""
    function: str = ""
    doc: str = ""
    tags: dict[str, str] = field(default_factory=dict[str, str])
    file: str | None = None
    first_line: int = 0
    last_line: int = 0
    parameters: tuple[ParameterRecord, ...] = ()
    code: str = ""
    form: FormRecord | None = None
    checked: str | None = None
    has_side_effects: bool = False


@dataclass(frozen=True)
class ProblemRecord:
    """Something wrong with the dataflow; see `core.model.problem.Problem`."""

    kind: str
    message: str
    file: str | None = None
    line: int = 0
    node: str | None = None
    function: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Load:
    """Import `modules` with `import_paths` in front of sys.path, and report the graph.

    A second `Load` replaces the first: modules below `root` are purged and imported afresh,
    held values stay where their code and all upstream of them are unchanged.
    Answers: any number of `NodesFound`, then `Loaded`.
    """

    ticket: int
    root: str
    import_paths: tuple[str, ...]
    modules: tuple[ModuleSpec, ...]
    config: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class NodesFound:
    """Some nodes of the graph being loaded, in a stable order."""

    ticket: int
    nodes: tuple[NodeRecord, ...]


@dataclass(frozen=True)
class Loaded:
    """The graph is complete. `modules` are the names that were imported.

    `held` names the nodes whose values are still there and good after a reload, `outdated` those
    whose values are there, but not what computing them would give now.
    """

    ticket: int
    problems: tuple[ProblemRecord, ...]
    modules: tuple[str, ...]
    seconds: float
    held: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
