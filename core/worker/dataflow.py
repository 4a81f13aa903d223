"""What loading hands to running: the graph, and what is known of each node."""
# pyright: basic

from dataclasses import dataclass, field
from typing import Any

from hamilton import node

from .messages import NodeRecord, ProblemRecord


@dataclass(frozen=True)
class CheckSpec:
    """A node that validates another one's value.

    `checked` is the node a person sees being checked, `raw` the one whose value the check reads
    (the value before checking). `importance` is "warn" or "fail". `name` is what Hamilton calls
    the check. `validator` is the user's or Hamilton's own validator object, None when it could
    not be found.
    """

    checked: str
    raw: str
    importance: str
    name: str
    validator: Any = None


@dataclass(frozen=True)
class Dataflow:
    """A loaded graph, wired as Hamilton wires it, as far as it could be built.

    `nodes` are Hamilton's own, in a stable order, inputs included, with `dependencies` and
    `depended_on_by` set. `code` has a fingerprint per computed node: equal means that its
    functions, all they reach, and the configuration they see behave the same; a node without
    one is never reused. `broken` says of nodes that are shown but cannot run why not; some of
    them have no entry in `nodes`. `checks` are keyed by validator node. `modules` are the names
    the asked-for modules were imported by; `project_modules` are all loaded modules below the
    root: values of their types do not survive a reload.
    """

    nodes: dict[str, node.Node] = field(default_factory=dict)
    config: dict[str, Any] = field(default_factory=dict)
    code: dict[str, str] = field(default_factory=dict)
    records: tuple[NodeRecord, ...] = ()
    problems: tuple[ProblemRecord, ...] = ()
    modules: tuple[str, ...] = ()
    project_modules: frozenset[str] = frozenset()
    broken: dict[str, str] = field(default_factory=dict)
    checks: dict[str, CheckSpec] = field(default_factory=dict)
