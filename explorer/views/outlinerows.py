"""The rows of the outline, as Qt's item model: modules, and their nodes below them."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon

from core.model.graph import Graph, Node, NodeId, NodeKind
from core.model.problem import Problem
from core.model.run import NodeRun, Status
from core.picture.change import differing
from core.picture.words import KIND_WORDS, STATUS_WORDS
from explorer.theme import Theme
from explorer.views.fuzzy import score
from explorer.views.icons import kind_icon

NODE_ROLE = Qt.ItemDataRole.UserRole
"""Gives the NodeId of a row, None for modules."""
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""Gives the `NodeRow` or `ModuleRow` of an index."""
_OUTSIDE = "Inputs"
_FEW = 50
"""So many rows that differ are told one by one."""
_IDLE = NodeRun(Status.IDLE)
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class NodeRow:
    """One node. `fault` is what is wrong with it, empty for nothing."""

    name: str
    icon: QIcon
    status: Status
    fault: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """One module: its nodes are counted, as are those of them that something is wrong with."""

    name: str
    count: int
    faults: int
    is_marked: bool
    """Whether one of its nodes is."""


class OutlineModel(QAbstractItemModel):
    """Two levels. A node's index carries the place of its module plus one, a module's carries 0."""

    repainted = Signal()
    """Any of the rows may look different, in place of `dataChanged` for each of thousands."""

    def __init__(self, parent: QObject, theme: Theme) -> None:
        super().__init__(parent)
        self._theme = theme
        self._graph = Graph()
        self._typed = ""
        self._homes: Mapping[str, tuple[NodeId, ...]] = {}
        self._modules: tuple[str, ...] = ()
        self._places: dict[str, int] = {}
        self._faults: dict[str, str] = {}
        self._results: Mapping[NodeId, NodeRun] = {}
        self._marked: frozenset[NodeId] = frozenset()
        self._marked_modules: frozenset[str] = frozenset()
        self._icons: dict[NodeKind, QIcon] = {}

    @property
    def counts(self) -> tuple[int, int]:
        """How many nodes are shown, and how many there are."""
        return sum(map(len, self._homes.values())), len(self._graph.nodes)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self._icons = {}
        self.repainted.emit()

    def show_graph(self, graph: Graph, problems: tuple[Problem, ...]) -> None:
        """Replace the rows."""
        self._graph = graph
        self._faults = {p.node or p.function: p.message for p in problems if p.node or p.function}
        self._fill()

    def narrow(self, typed: str) -> None:
        """Show only nodes whose names fit some letters."""
        self._typed = typed.strip()
        self._fill()

    def show_results(self, results: Mapping[NodeId, NodeRun]) -> None:
        """Show the status of each node; only rows that differ are told to be painted again."""
        before, self._results = self._results, results
        different = differing(before, results) if before is not results else []
        if len(different) > _FEW:
            self.repainted.emit()
            return
        for node in different:
            is_same = before.get(node, _IDLE).status is self._status(node)
            if not is_same and (index := self.index_of(node)).isValid():
                self.dataChanged.emit(index, index)

    def show_marked(self, marked: frozenset[NodeId]) -> None:
        """Mark rows, and the modules they are in."""
        nodes = self._graph.nodes
        homes = (nodes[node].module for node in marked if node in nodes)
        self._marked, self._marked_modules = marked, frozenset(homes)
        self.repainted.emit()

    def nodes_of(self, index: _Index) -> frozenset[NodeId]:
        """Return the node of a row, or all that are shown of a module."""
        module = index.internalId()
        nodes = self._nodes_in(module - 1 if module else index.row())
        return frozenset(nodes if not module else (nodes[index.row()],))

    def index_of(self, node: NodeId | None) -> QModelIndex:
        """Return the row of a node; an invalid one when it is not shown."""
        known = self._graph.nodes.get(node) if node is not None else None
        if node is None or known is None or node not in self._homes.get(known.module, ()):
            return QModelIndex()
        row = self._homes[known.module].index(node)
        return self.createIndex(row, 0, self._places[known.module] + 1)

    def _fill(self) -> None:
        self.beginResetModel()
        self._homes = self._graph.modules
        if self._typed:
            fitting = {
                module: tuple(node for node in nodes if score(self._typed, node) is not None)
                for module, nodes in self._homes.items()
            }
            self._homes = {module: nodes for module, nodes in fitting.items() if nodes}
        self._modules = tuple(self._homes)
        self._places = {module: place for place, module in enumerate(self._modules)}
        self.endResetModel()

    def _nodes_in(self, place: int) -> tuple[NodeId, ...]:
        return self._homes[self._modules[place]]

    def _status(self, node: NodeId) -> Status:
        return self._results.get(node, _IDLE).status

    def _module_data(self, module: str, role: int) -> object:
        name, nodes = module or _OUTSIDE, self._homes[module]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return name
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{name}, {len(nodes)} nodes"
            case _ if role == ROW_ROLE:
                faults = sum(node in self._faults for node in nodes) if self._faults else 0
                return ModuleRow(name, len(nodes), faults, module in self._marked_modules)
            case _:
                return None

    def _node_data(self, node: Node, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return str(node.id)
            case Qt.ItemDataRole.DecorationRole:
                return self._icon(node.kind)
            case Qt.ItemDataRole.ToolTipRole:
                return self._faults.get(node.id) or _tip(node)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._sentence(node)
            case _ if role == NODE_ROLE:
                return node.id
            case _:
                return self._row(node) if role == ROW_ROLE else None

    def _row(self, node: Node) -> NodeRow:
        fault, is_marked = self._faults.get(node.id, ""), node.id in self._marked
        return NodeRow(node.id, self._icon(node.kind), self._status(node.id), fault, is_marked)

    def _icon(self, kind: NodeKind) -> QIcon:
        if kind not in self._icons:
            self._icons[kind] = kind_icon(kind, self._theme)
        return self._icons[kind]

    def _sentence(self, node: Node) -> str:
        status = STATUS_WORDS[self._status(node.id)]
        return ", ".join((node.id, KIND_WORDS[node.kind], status))

    # Qt overrides

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: _Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        module = index.internalId() if index.isValid() else 0
        return self.createIndex(module - 1, 0, 0) if module else QModelIndex()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._modules)
        is_node = parent.internalId() > 0 or parent.column() > 0
        return 0 if is_node else len(self._nodes_in(parent.row()))

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        module = index.internalId()
        if not module:
            return self._module_data(self._modules[index.row()], role)
        return self._node_data(self._graph.nodes[self._nodes_in(module - 1)[index.row()]], role)


def _tip(node: Node) -> str:
    doc = node.doc.strip().partition("\n")[0]
    typed = f"{node.id}: {node.type_name}" if node.type_name else node.id
    return f"{typed}\n{doc}" if doc else typed
