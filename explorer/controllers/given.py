"""Values that a person hands in: for inputs, and in place of what nodes compute."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject

from core.model.given import Given
from core.model.graph import Graph, NodeId, NodeKind
from explorer.memory import Memory
from explorer.state import Banner, InputsQuestion, OverrideQuestion, State, Store


class GivenController(QObject):
    """Asks for values and keeps them; what was computed from other ones becomes stale."""

    def __init__(self, store: Store, memory: Memory) -> None:
        super().__init__()
        self._store = store
        self._memory = memory

    def is_enough_for(self, targets: Iterable[NodeId]) -> bool:
        """Whether every input that computing `targets` needs has a value or a default."""
        state = self._store.state
        return all(
            node in state.inputs or not _is_required(state.graph, node)
            for node in needed_inputs(state, targets)
        )

    def ask_for_inputs(
        self,
        targets: tuple[NodeId, ...],
        errors: Mapping[NodeId, str] | None = None,
        *,
        starts_run: bool = True,
    ) -> None:
        """Ask for all inputs that computing `targets` needs; a run may wait for them."""
        state = self._store.state
        assert state.project, "nothing is open"
        remembered = self._memory.choices.recall(state.project.root).inputs
        known = {**remembered, **state.inputs}
        nodes = needed_inputs(state, targets)
        values = {node: known[node] for node in nodes if node in known}
        self._store.update(question=InputsQuestion(nodes, values, errors or {}, starts_run))

    def use_inputs(self, values: Mapping[NodeId, Given]) -> None:
        """Take the answer, and remember it for the next session.

        Inputs that were asked for and are not among `values` go back to their defaults.
        """
        state = self._store.state
        assert state.project, "nothing is open"
        asked = state.question.nodes if isinstance(state.question, InputsQuestion) else ()
        self._memory.choices.remember_inputs(state.project.root, asked, values)
        others = {node: value for node, value in state.inputs.items() if node not in asked}
        self._store.update(inputs={**others, **values}, question=None)

    def ask_for_override(self, node: NodeId | None, error: str = "") -> None:
        """Ask what to use in place of what `node` computes."""
        if node is not None:
            value = self._store.state.overrides.get(node)
            self._store.update(question=OverrideQuestion(node, value, error))

    def override(self, node: NodeId, value: Given) -> None:
        """Use a value in place of what `node` computes, until it is removed."""
        self._store.update(overrides={**self._store.state.overrides, node: value}, question=None)

    def remove_override(self, node: NodeId | None) -> None:
        """Let a node compute its own value again."""
        self._remove([node] if node is not None else [])

    def remove_all_overrides(self) -> None:
        """Let every node compute its own value again."""
        self._remove(self._store.state.overrides)

    def _remove(self, nodes: Iterable[NodeId]) -> None:
        state, gone = self._store.state, set(nodes)
        kept = {node: value for node, value in state.overrides.items() if node not in gone}
        self._store.update(overrides=kept)

    def refuse(
        self, targets: tuple[NodeId, ...], message: str, errors: Mapping[NodeId, str]
    ) -> None:
        """Show why a run was refused, where the value that caused it can be mended."""
        state = self._store.state
        overridden = next((node for node in errors if node in state.overrides), None)
        if not errors.keys().isdisjoint(needed_inputs(state, targets)):
            self.ask_for_inputs(targets, errors)
        elif overridden is not None:
            self.ask_for_override(overridden, errors[overridden])
        else:
            reasons = " ".join(errors.values())
            self._store.update(banner=Banner("error", f"{message} {reasons}".strip()))


def needed_inputs(state: State, targets: Iterable[NodeId]) -> tuple[NodeId, ...]:
    """Return the inputs that computing `targets` touches, in the order of the graph."""
    needed = state.graph.needed(targets, given=frozenset(state.overrides))
    return tuple(
        node.id
        for node in state.graph.nodes.values()
        if node.kind is NodeKind.INPUT and node.id in needed and node.id not in state.overrides
    )


def _is_required(graph: Graph, node: NodeId) -> bool:
    form = graph.nodes[node].form
    return form is None or (form.default is None and not form.optional)
