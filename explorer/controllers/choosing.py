"""Which nodes are marked: by a text of the selection box, by hand, by typing a name."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Qt, Signal

from core.model.graph import NodeId
from core.selecting import (
    Completion,
    Doubt,
    Facts,
    SelectionError,
    Vocabulary,
    complete,
    doubts,
    parse,
    select,
)
from core.viewing import Chosen
from explorer.controllers.selection import SelectionController
from explorer.controllers.viewing import ViewingController
from explorer.memory import Memory
from explorer.state import Banner, State, Store


@dataclass(frozen=True, slots=True)
class Answer:
    """What a text of the selection box picks. `fault` is what cannot be read, or names nothing."""

    text: str
    nodes: frozenset[NodeId]
    total: int
    fault: Doubt | None
    completion: Completion


@dataclass(frozen=True, slots=True)
class Jump:
    """Where typing led: the `place`th of `count` nodes whose names hold `typed`, from 1; or 0."""

    typed: str
    place: int
    count: int


class ChoosingController(QObject):
    """Marks nodes. Nodes that leave the graph are marked no longer."""

    considered = Signal(object)
    """Emitted with an `Answer`."""
    jumped = Signal(object)
    """Emitted with a `Jump`, after the node is selected."""

    def __init__(
        self,
        store: Store,
        memory: Memory,
        selection: SelectionController,
        viewing: ViewingController,
    ) -> None:
        super().__init__()
        self._store = store
        self._memory = memory
        self._selection = selection
        self._viewing = viewing
        self._vocabulary = Vocabulary(store.state.graph)
        self._typed: tuple[str, int] = ("", 0)
        self._text = ""
        # queued: nothing may be written while a change is being shown
        store.changed.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    @property
    def recent(self) -> tuple[str, ...]:
        """The texts by which nodes of this project were marked, the newest first."""
        project = self._store.state.project
        return self._memory.choices.recall(project.root).selections if project else ()

    @property
    def description(self) -> str:
        """What is marked, in a few words."""
        count = len(self._store.state.marked)
        return self._text or ("1 marked node" if count == 1 else f"{count:,} marked nodes")

    @property
    def in_order(self) -> tuple[NodeId, ...]:
        """The marked nodes in the order of the graph."""
        state = self._store.state
        return tuple(node for node in state.graph.nodes if node in state.marked)

    def consider(self, text: str, cursor: int) -> None:
        """Tell what a text picks and how it may go on at the cursor; nothing is marked."""
        self._typed = (text, cursor)
        self.considered.emit(self._answer(text, cursor))

    def mark_by(self, text: str) -> bool:
        """Mark what a text picks, and remember it; tells whether it picks anything."""
        answer = self._answer(text, len(text))
        if not answer.nodes:
            self.considered.emit(answer)
            return False
        project = self._store.state.project
        if project:
            self._memory.choices.remember_selection(project.root, text.strip())
        self._text = text.strip()
        self._store.update(marked=answer.nodes)
        return True

    def show_only(self, text: str, *, is_told: bool) -> None:
        """Show only what a text picks. With `is_told` say so when that is nothing."""
        answer = self._answer(text, len(text))
        focus = self._store.state.lens.focus
        if answer.nodes and focus != Chosen(answer.nodes, text):
            self._viewing.show_only(answer.nodes, text)
        if is_told and (answer.fault or not answer.nodes):
            reason = answer.fault.message if answer.fault else f"`{text}` picks no node."
            self._store.update(banner=Banner("warning", reason))

    def mark(self, nodes: Iterable[NodeId], is_added: bool = False) -> None:
        """Mark nodes, beside or in place of those that are."""
        before = self._store.state.marked if is_added else frozenset[NodeId]()
        self._text = ""
        self._store.update(marked=before.union(nodes))

    def toggle(self, nodes: frozenset[NodeId]) -> None:
        """Mark nodes, or take their marks when all have one.

        The first time the selected node is marked along.
        """
        state = self._store.state
        before = state.marked
        if not before and state.selected is not None:
            before = frozenset((state.selected,)) - nodes
        self._text = ""
        self._store.update(marked=before - nodes if nodes <= before else before | nodes)

    def clear(self) -> None:
        """Take all marks away."""
        self._text = ""
        self._store.update(marked=frozenset())

    def jump(self, typed: str, steps: int = 0) -> None:
        """Select the node whose name fits best, or with `steps` one of the next that fit."""
        fitting = self._words.of("name").holding(typed)
        selected = self._store.state.selected
        at = fitting.index(selected) + steps if steps and selected in fitting else 0
        place = at % len(fitting) + 1 if fitting else 0
        if place:
            self._viewing.reveal(NodeId(fitting[place - 1]))
            self._selection.select(NodeId(fitting[place - 1]))
        self.jumped.emit(Jump(typed, place, len(fitting)))

    @property
    def _words(self) -> Vocabulary:
        if self._vocabulary.graph is not self._store.state.graph:
            self._vocabulary = Vocabulary(self._store.state.graph)
        return self._vocabulary

    def _answer(self, text: str, cursor: int) -> Answer:
        graph, facts = self._store.state.graph, Facts(self._store.state.results)
        completion = complete(text, cursor, self._words)
        answer = Answer(text, frozenset(), len(graph.nodes), None, completion)
        if not text.strip():
            return answer
        try:
            selection = parse(text)
        except SelectionError as error:
            return replace(answer, fault=Doubt(error.message, error.start, error.end))
        doubt = next(iter(doubts(selection, self._words, facts)), None)
        return replace(answer, nodes=select(selection, graph, facts), fault=doubt)

    def _follow(self, old: State, new: State) -> None:
        """Forget marks of nodes that are gone; count again when a run has ended."""
        if old.graph is new.graph and _run_status(old) is _run_status(new):
            return
        state = self._store.state
        if not state.marked <= state.graph.nodes.keys():
            self._store.update(marked=state.marked.intersection(state.graph.nodes))
        if self._typed[0]:
            self.consider(*self._typed)


def _run_status(state: State) -> object:
    return state.run and state.run.status
