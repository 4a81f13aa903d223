"""The nodes as a tree by module, with a box to narrow it down."""

from collections.abc import Mapping

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QTreeView, QVBoxLayout, QWidget

from core.model.graph import Graph, NodeId
from core.model.problem import Problem
from core.model.run import NodeRun
from explorer.theme import LIGHT, Theme
from explorer.views.icons import icon
from explorer.views.outlinepaint import OutlinePaint
from explorer.views.outlinerows import NODE_ROLE, OutlineModel
from explorer.views.widgets import on_surface

_WIDTH, _LEAST_WIDTH = 250, 170
_FEW = 400
"""Up to so many nodes all modules are unfolded at once."""


class Outline(QWidget):
    """Shows every node below its module. Emits what the person wants; selects nothing itself."""

    node_chosen = Signal(object)
    node_activated = Signal(object)
    node_menu_wanted = Signal(object, QPoint)
    nodes_toggled = Signal(object)
    """Nodes are to be marked, or marked no longer: one, or those of a module."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        on_surface(self)
        self.setMinimumWidth(_LEAST_WIDTH)
        self._model = OutlineModel(self, LIGHT)
        self._paint = OutlinePaint(self)
        self._filter = QLineEdit(placeholderText="Filter nodes", clearButtonEnabled=True)
        self._filter.setAccessibleName("Filter nodes")
        self._filter.textChanged.connect(self._narrow)
        self._search = QAction(self)
        self._filter.addAction(self._search, QLineEdit.ActionPosition.LeadingPosition)
        self._count = QLabel()
        self._count.setProperty("role", "faint")
        self._count.setContentsMargins(10, 5, 10, 5)
        self._tree = self._make_tree()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(8, 8, 8, 7)
        top.addWidget(self._filter)
        column.addLayout(top)
        column.addWidget(self._tree)
        column.addWidget(self._count)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._paint.set_theme(theme)
        self._model.set_theme(theme)
        self._search.setIcon(icon("search", theme))

    def show_graph(self, graph: Graph, problems: tuple[Problem, ...] = ()) -> None:
        """Show the nodes of a graph; those that a problem names are marked."""
        self._model.show_graph(graph, problems)
        self._after_rows()

    def show_results(self, results: Mapping[NodeId, NodeRun]) -> None:
        """Show how far each node has come."""
        self._model.show_results(results)

    def show_marked(self, marked: frozenset[NodeId]) -> None:
        """Show which nodes are marked."""
        self._model.show_marked(marked)

    def show_selected(self, node: NodeId | None) -> None:
        """Mark the selected node, and bring it into view."""
        index = self._model.index_of(node)
        chosen = self._tree.selectionModel()
        if not index.isValid():
            chosen.clear()
        elif not chosen.isSelected(index):
            chosen.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self._tree.scrollTo(index)

    def focus_filter(self) -> None:
        """Let the person type a filter."""
        self._filter.setFocus()
        self._filter.selectAll()

    def _make_tree(self) -> QTreeView:
        tree = QTreeView()
        tree.setModel(self._model)
        self._model.repainted.connect(tree.viewport().update)
        tree.setHeaderHidden(True)
        tree.setItemDelegate(self._paint)
        tree.setUniformRowHeights(True)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setMouseTracking(True)
        tree.setIndentation(18)
        tree.setAccessibleName("Nodes by module")
        tree.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._ask_for_menu)
        tree.clicked.connect(self._choose)
        tree.activated.connect(self._activate)
        return tree

    def _narrow(self, typed: str) -> None:
        self._model.narrow(typed)
        self._after_rows()

    def _after_rows(self) -> None:
        shown, all = self._model.counts
        self._count.setText(f"{all:,} nodes" if shown == all else f"{shown:,} of {all:,} nodes")
        if shown <= _FEW:
            self._tree.expandAll()

    def _choose(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier:
            self.nodes_toggled.emit(self._model.nodes_of(index))
        elif (node := index.data(NODE_ROLE)) is not None:
            self.node_chosen.emit(node)

    def _activate(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if (node := index.data(NODE_ROLE)) is not None:
            self.node_activated.emit(node)

    def _ask_for_menu(self, place: QPoint) -> None:
        node = self._tree.indexAt(place).data(NODE_ROLE)
        if node is not None:
            self.node_menu_wanted.emit(node, self._tree.viewport().mapToGlobal(place))

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, super().sizeHint().height())
