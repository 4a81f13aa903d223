"""The rows of the outline, as Qt's item model: modules, and their nodes below them."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from core.model.graph import Graph, Node, NodeId, NodeKind
from core.model.problem import Problem
from core.model.run import Status
from core.picture.words import KIND_WORDS, STATUS_WORDS
from explorer.theme import Theme
from explorer.views.fuzzy import score
from explorer.views.icons import kind_icon

NODE_ROLE = Qt.ItemDataRole.UserRole
"""Gives the NodeId of a row, None for modules."""
STATUS_ROLE = Qt.ItemDataRole.UserRole + 1
"""Gives the Status of a node's row."""
FAULT_ROLE = Qt.ItemDataRole.UserRole + 2
"""Gives what is wrong with a node; for a module, with how many of its nodes something is."""
COUNT_ROLE = Qt.ItemDataRole.UserRole + 3
"""Gives the number of nodes of a module, None for nodes."""
MARKED_ROLE = Qt.ItemDataRole.UserRole + 4
"""Tells whether a node is marked, and of a module whether one of its nodes is."""
_OUTSIDE = "Inputs"
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Module:
    name: str
    nodes: tuple[Node, ...]


class OutlineModel(QAbstractItemModel):
    """Two levels. A node's index carries the place of its module plus one, a module's carries 0."""

    def __init__(self, parent: QObject, theme: Theme) -> None:
        super().__init__(parent)
        self._theme = theme
        self._graph = Graph()
        self._typed = ""
        self._modules: tuple[_Module, ...] = ()
        self._places: dict[NodeId, tuple[int, int]] = {}
        self._faults: dict[str, str] = {}
        self._statuses: Mapping[NodeId, Status] = {}
        self._marked: frozenset[NodeId] = frozenset()
        self._marked_modules: frozenset[str] = frozenset()
        self._icons: dict[NodeKind, QIcon] = {}

    @property
    def counts(self) -> tuple[int, int]:
        """How many nodes are shown, and how many there are."""
        return len(self._places), len(self._graph.nodes)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self._icons = {}
        self._tell_all()

    def show_graph(self, graph: Graph, problems: tuple[Problem, ...]) -> None:
        """Replace the rows."""
        self._graph = graph
        self._faults = {p.node or p.function: p.message for p in problems if p.node or p.function}
        self._fill()

    def narrow(self, typed: str) -> None:
        """Show only nodes whose names fit some letters."""
        self._typed = typed.strip()
        self._fill()

    def show_statuses(self, statuses: Mapping[NodeId, Status]) -> None:
        """Colour the names by status; only rows that differ are told to be painted again."""
        before, self._statuses = self._statuses, statuses
        if before is statuses:
            return
        for node in self._places:
            if before.get(node) is not statuses.get(node):
                index = self.index_of(node)
                self.dataChanged.emit(index, index)

    def show_marked(self, marked: frozenset[NodeId]) -> None:
        """Mark rows, and the modules they are in."""
        nodes = self._graph.nodes
        homes = (nodes[node].module or _OUTSIDE for node in marked if node in nodes)
        self._marked, self._marked_modules = marked, frozenset(homes)
        self._tell_all()

    def nodes_of(self, index: _Index) -> frozenset[NodeId]:
        """Return the node of a row, or all that are shown of a module."""
        module = index.internalId()
        nodes = self._modules[module - 1 if module else index.row()].nodes
        return frozenset(node.id for node in (nodes if not module else (nodes[index.row()],)))

    def index_of(self, node: NodeId | None) -> QModelIndex:
        """Return the row of a node; an invalid one when it is not shown."""
        if node is None or node not in self._places:
            return QModelIndex()
        module, row = self._places[node]
        return self.createIndex(row, 0, module + 1)

    def _fill(self) -> None:
        self.beginResetModel()
        homes: dict[str, list[Node]] = {}
        for node in self._graph.nodes.values():
            if not self._typed or score(self._typed, node.id) is not None:
                homes.setdefault(node.module or _OUTSIDE, []).append(node)
        self._modules = tuple(_Module(name, tuple(nodes)) for name, nodes in homes.items())
        self._places = {
            node.id: (i, row)
            for i, module in enumerate(self._modules)
            for row, node in enumerate(module.nodes)
        }
        self.endResetModel()

    def _tell_all(self) -> None:
        for i in range(len(self._modules)):
            module = self.index(i, 0)
            self.dataChanged.emit(module, module)
            last = self.rowCount(module) - 1
            self.dataChanged.emit(self.index(0, 0, module), self.index(last, 0, module))

    def _module_data(self, module: _Module, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return module.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{module.name}, {len(module.nodes)} nodes"
            case _ if role == COUNT_ROLE:
                return len(module.nodes)
            case _ if role == MARKED_ROLE:
                return module.name in self._marked_modules
            case _ if role == FAULT_ROLE:
                return sum(node.id in self._faults for node in module.nodes)
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
            case _:
                return self._own_data(node, role)

    def _own_data(self, node: Node, role: int) -> object:
        if role == NODE_ROLE:
            return node.id
        if role == STATUS_ROLE:
            return self._statuses.get(node.id, Status.IDLE)
        if role == MARKED_ROLE:
            return node.id in self._marked
        return self._faults.get(node.id) if role == FAULT_ROLE else None

    def _icon(self, kind: NodeKind) -> QIcon:
        if kind not in self._icons:
            self._icons[kind] = kind_icon(kind, self._theme)
        return self._icons[kind]

    def _sentence(self, node: Node) -> str:
        status = STATUS_WORDS[self._statuses.get(node.id, Status.IDLE)]
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
        return 0 if is_node else len(self._modules[parent.row()].nodes)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        module = index.internalId()
        if not module:
            return self._module_data(self._modules[index.row()], role)
        return self._node_data(self._modules[module - 1].nodes[index.row()], role)


def _tip(node: Node) -> str:
    doc = node.doc.strip().partition("\n")[0]
    typed = f"{node.id}: {node.type_name}" if node.type_name else node.id
    return f"{typed}\n{doc}" if doc else typed
