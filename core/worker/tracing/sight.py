"""What of a dataflow a trace sees: nodes as a person knows them, their values and texts."""
# pyright: basic

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ..dataflow import CheckSpec
from ..importing import text_of
from ..messages import NodeRecord
from ..values import Held
from .flow import Flow


class Sight:
    """Parents, values and texts of nodes.

    Where a node's value is checked, Hamilton has a node of its own for the value before checking,
    and others for the checks; here all these are the one node that a person wrote.
    """

    def __init__(
        self,
        parents: Mapping[str, Sequence[str]],
        held: Mapping[str, Held],
        records: Iterable[NodeRecord],
        checks: Mapping[str, CheckSpec],
    ) -> None:
        self._records = {record.id: record for record in records}
        self._written = {spec.raw: spec.checked for spec in checks.values()}
        self.parents: Mapping[str, Sequence[str]] = parents
        self.held = held
        if self._written:
            self.parents = self._without_checks(parents, checks)
            known = {self.written(name): value for name, value in held.items()}
            self.held = {**known, **held}

    def flow(self) -> Flow:
        """Return the values as tables."""
        return Flow(self.parents, self._value, self.text)

    def written(self, node: str) -> str:
        """Return the node that a person wrote, for the one that Hamilton made of it."""
        seen: set[str] = set()
        while node in self._written and node not in seen:
            seen.add(node)
            node = self._written[node]
        return node

    def text(self, node: str) -> str | None:
        """Return the text of a node's function, as it was loaded; None where there is none."""
        record = self._records.get(node)
        if record is None or not record.file or not record.first_line:
            return None
        text = text_of(Path(record.file))
        if text is None:
            return None
        return "\n".join(text.splitlines()[record.first_line - 1 : record.last_line])

    def _value(self, node: str) -> object:
        return self.held[node].shown if node in self.held else None

    def _without_checks(
        self, parents: Mapping[str, Sequence[str]], checks: Mapping[str, CheckSpec]
    ) -> dict[str, Sequence[str]]:
        seen: dict[str, Sequence[str]] = {}
        for node, above in parents.items():
            if node in self._written or node in checks:
                continue
            raw = next((name for name in above if self.written(name) == node), None)
            while raw is not None:
                above = parents[raw]
                raw = next((name for name in above if self.written(name) == node), None)
            seen[node] = [self.written(name) for name in above if name not in checks]
        return seen
