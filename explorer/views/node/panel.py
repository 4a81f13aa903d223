"""The panel of the selected node."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal, SignalInstance
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedLayout,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from core.model.graph import Graph, Node, NodeId
from core.model.run import NodeRun
from core.viewing import Closed
from explorer.theme import LIGHT, Theme
from explorer.views.icons import icon
from explorer.views.node.docs import document
from explorer.views.node.group import GroupSheet
from explorer.views.node.headline import Headline
from explorer.views.node.source import SourceView
from explorer.views.widgets import label, on_surface

_ICON = QSize(20, 14)
"""Wider than high: keeps the sign apart from the words."""
_NOTHING = "Select a node to read its function."


class NodePanel(QWidget):
    """Shows a node's head line, its source and its documentation."""

    node_chosen = Signal(object)
    run_wanted = Signal(object)
    override_wanted = Signal(object)
    override_removed = Signal(object)
    editor_wanted = Signal(object, int)
    """Emitted with the Path of a file and a line in it, from 1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        on_surface(self)
        self._theme = LIGHT
        self._shown: tuple[Graph, Node, NodeRun | None, str] | None = None
        self._head = Headline()
        self.group = GroupSheet()
        self._run = QPushButton("Run to here")
        self._give = QPushButton("Use a value…")
        self._remove = QPushButton("Remove given value")
        self._remove.hide()  # never beside the one before: together they would need too much room
        self._edit = QPushButton("Edit")
        self.source = SourceView()
        self._docs = QTextBrowser(openLinks=False)
        self._docs.setAccessibleName("Documentation")
        self._docs.document().setDocumentMargin(14)
        self._tabs = QTabWidget(documentMode=True)
        self._tabs.addTab(self.source, "Source")
        self._tabs.addTab(self._docs, "Docs")
        self._lay_out()
        self._connect()
        self.set_theme(LIGHT)
        self.show_nothing()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self._head.set_theme(theme)
        self.source.set_theme(theme)
        self.group.set_theme(theme)
        self._run.setIcon(icon("run", theme, theme.accent))
        self._give.setIcon(icon("override", theme, theme.given))
        self._remove.setIcon(icon("close", theme, theme.given))
        self._edit.setIcon(icon("edit", theme))
        if self._shown:
            self._show_words(*self._shown)

    def show_node(
        self,
        graph: Graph,
        node: Node,
        source_text: str,
        result: NodeRun | None = None,
        failing_line: int = 0,
        has_override: bool = False,
        can_run: bool = True,
        news: str = "",
    ) -> None:
        """Show a node; `failing_line` is the line of its file that raised, 0 for none.

        `news` is what edits have done to it.
        """
        self._shown = (graph, node, result, news)
        self._run.setVisible(can_run)
        self._give.setVisible(can_run and not has_override)
        self._remove.setVisible(can_run and has_override)
        self._edit.setEnabled(node.source is not None)
        self._show_words(graph, node, result, news)
        if node.source and source_text:
            links = graph.parents[node.id]
            self.source.show_source(source_text, node.source.first_line, links, failing_line)
        else:
            self.source.show_message(_no_source(node))
        self._stack.setCurrentIndex(1)

    def show_group(self, closed: Closed, results: Mapping[NodeId, NodeRun]) -> None:
        """Show a closed group, with the newest results of all nodes."""
        self._shown = None
        self.group.show_group(closed, results)
        self._stack.setCurrentWidget(self.group)

    def show_nothing(self) -> None:
        """Say that no node is selected."""
        self._shown = None
        self._stack.setCurrentIndex(0)

    def _show_words(self, graph: Graph, node: Node, result: NodeRun | None, news: str) -> None:
        self._head.show_node(node, result, news)
        place = self._docs.verticalScrollBar().value()
        self._docs.setHtml(document(graph, node, self._theme))
        self._docs.verticalScrollBar().setValue(place)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(12, 0, 12, 9)
        buttons.setSpacing(6)
        for button in (self._run, self._give, self._remove, self._edit):
            button.setIconSize(_ICON)
            buttons.addWidget(button)
        buttons.addStretch(1)
        whole = QFrame()
        whole.setProperty("role", "panel")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(buttons)
        column.addWidget(self._tabs, 1)
        nothing = label(_NOTHING, "faint")
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing.setWordWrap(True)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(nothing)
        self._stack.addWidget(whole)
        self._stack.addWidget(self.group)

    def _connect(self) -> None:
        self._run.clicked.connect(lambda: self._emit(self.run_wanted))
        self._give.clicked.connect(lambda: self._emit(self.override_wanted))
        self._remove.clicked.connect(lambda: self._emit(self.override_removed))
        self._edit.clicked.connect(self._ask_for_editor)
        self._head.place_chosen.connect(self._ask_for_editor)
        self._docs.anchorClicked.connect(self._go)
        self.source.node_chosen.connect(self.node_chosen)
        self.group.node_chosen.connect(self.node_chosen)

    def _emit(self, signal: SignalInstance) -> None:
        if self._shown:
            signal.emit(self._shown[1].id)

    def _ask_for_editor(self) -> None:
        if self._shown and (span := self._shown[1].source):
            self.editor_wanted.emit(Path(span.file), span.first_line)

    def _go(self, url: QUrl) -> None:
        self.node_chosen.emit(NodeId(url.path()))


def _no_source(node: Node) -> str:
    if node.source is None:
        return f"{node.id} is given from outside: there is no function to show."
    return f"{node.source.file} cannot be read."
