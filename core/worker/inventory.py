"""All that is said of the nodes of one graph: records, fingerprints, checks, what cannot run."""
# pyright: basic

from collections.abc import Callable
from typing import Any

from hamilton import node

from . import complaints
from .absent import reason_in
from .building import StandIn
from .codehash import CodeBase
from .dataflow import CheckSpec
from .fingerprints import Fingerprints
from .messages import NodeRecord, ProblemRecord
from .records import Recorder, check_of
from .sources import Origin, origin
from .verdicts import of_absence


class Inventory:
    """Describes nodes one by one.

    `is_own` tells whether a file is the user's, `shown_name` the name by which the explorer
    knows a module. With `is_damaged` some imports have failed.
    """

    def __init__(
        self,
        code: CodeBase,
        config: dict[str, Any],
        is_own: Callable[[str], bool],
        shown_name: Callable[[str], str],
        is_damaged: bool,
    ) -> None:
        self.records: list[NodeRecord] = []
        self.problems: list[ProblemRecord] = []
        self.code: dict[str, str] = {}
        self.checks: dict[str, CheckSpec] = {}
        self.broken: dict[str, str] = {}
        self._recorder = Recorder(config, code, shown_name)
        self._fingerprints = Fingerprints(code, is_own, config)
        self._is_own = is_own
        self._is_damaged = is_damaged

    def add(self, made: node.Node, stand_in: StandIn | None) -> None:
        """Describe a node; a type or a value of the user's that prevents it hides no other."""
        try:
            record = self._recorder.stand_in(stand_in) if stand_in else self._described(made)
            self.records.append(record)
        except Exception as error:
            message = f"The node `{made.name}` cannot be described: {complaints.said(error)}."
            detail = complaints.detail(error)
            self.problems.append(ProblemRecord("internal", message, node=made.name, detail=detail))
            self.records.append(NodeRecord(made.name, "function"))

    def _described(self, made: node.Node) -> NodeRecord:
        source = origin(made)
        fingerprint = self._fingerprints.of(made, source)
        if fingerprint:
            self.code[made.name] = fingerprint
        check = check_of(made, source.validator)
        if check:
            self.checks[made.name] = check
        if self._is_damaged and source.maker:
            self._find_absence(made, source)
        return self._recorder.record(made, source, fingerprint, check.checked if check else None)

    def _find_absence(self, made: node.Node, source: Origin) -> None:
        """Note that a node cannot run without what could not be imported."""
        if any(origin(above).maker is source.maker for above in made.dependencies):
            return  # only takes a part of what the function returned
        if reason := reason_in(source.maker, self._is_own):
            problem = of_absence(made, source.maker, reason)
            self.problems.append(problem)
            self.broken[made.name] = problem.message
