"""The panel of the selected node."""

from pathlib import Path

from PySide6.QtCore import QSize, QUrl, Signal, SignalInstance
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from core.model.graph import Graph, Node, NodeId
from core.model.run import NodeRun, Status
from explorer.theme import LIGHT, Theme
from explorer.views.icons import icon, kind_colour, pixmap
from explorer.views.node.docs import document
from explorer.views.node.source import SourceView
from explorer.views.style import code_font

_ICON_SIDE = 20
_NOTHING = "Select a node to read its function."
_COLOURS = {
    Status.RUNNING: "running",
    Status.DONE: "done",
    Status.REUSED: "reused",
    Status.GIVEN: "given",
    Status.FAILED: "failed",
}


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
        self._theme = LIGHT
        self._node: Node | None = None
        self._shown: tuple[Graph, Node, NodeRun | None] | None = None
        self._icon, self._name, self._facts, self._place = QLabel(), QLabel(), QLabel(), QLabel()
        self._run = QPushButton("Run to here")
        self._give = QPushButton("Use a value…")
        self._remove = QPushButton("Remove given value")
        self._edit = QPushButton("Edit")
        self.source = SourceView()
        self._docs = QTextBrowser(openLinks=False)
        self._tabs = QTabWidget(documentMode=True)
        self._tabs.addTab(self.source, "Source")
        self._tabs.addTab(self._docs, "Docs")
        self._lay_out()
        self._connect()
        self.show_nothing()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.source.set_theme(theme)
        self._run.setIcon(icon("run", theme, theme.accent))
        self._give.setIcon(icon("override", theme, theme.given))
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
    ) -> None:
        """Show a node; `failing_line` is the line of its file that raised, 0 for none."""
        self._node = node
        self._shown = (graph, node, result)
        self._give.setVisible(not has_override)
        self._remove.setVisible(has_override)
        self._edit.setEnabled(node.source is not None)
        self._run.setEnabled(True)
        self._show_words(graph, node, result)
        if node.source and source_text:
            links = graph.parents[node.id]
            self.source.show_source(source_text, node.source.first_line, links, failing_line)
        else:
            self.source.show_source(_no_source(node), 1)
        self._stack.setCurrentIndex(1)

    def show_nothing(self) -> None:
        """Say that no node is selected."""
        self._node = self._shown = None
        self._stack.setCurrentIndex(0)

    def _show_words(self, graph: Graph, node: Node, result: NodeRun | None) -> None:
        colour = kind_colour(node.kind, self._theme)
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(pixmap(node.kind.value, colour, _ICON_SIDE, ratio))
        self._name.setText(node.id)
        self._name.setToolTip(node.id)
        self._facts.setText(_facts(node, result))
        tint = _COLOURS.get(result.status) if result else None
        self._facts.setStyleSheet(f"color: {getattr(self._theme, tint)}" if tint else "")
        span = node.source
        self._place.setText(f"{span.file.name}:{span.first_line}" if span else "")
        self._place.setToolTip(str(span.file) if span else "")
        self._docs.setHtml(document(graph, node, result, self._theme))

    def _lay_out(self) -> None:
        self._name.setProperty("role", "title")
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._facts.setProperty("role", "muted")
        self._facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._place.setProperty("role", "faint")
        self._place.setFont(code_font(11))
        self._docs.document().setDocumentMargin(12)
        whole = QFrame()
        whole.setProperty("role", "panel")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(self._tabs)
        nothing = QLabel(_NOTHING, wordWrap=True, margin=24)
        nothing.setProperty("role", "faint")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(nothing)
        self._stack.addWidget(whole)

    def _head(self) -> QVBoxLayout:
        top = QHBoxLayout()
        for part, stretch in ((self._icon, 0), (self._name, 1), (self._place, 0)):
            top.addWidget(part, stretch)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self._run, self._give, self._remove, self._edit):
            button.setIconSize(QSize(15, 15))
            buttons.addWidget(button)
        buttons.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(12, 10, 12, 8)
        head.setSpacing(6)
        head.addLayout(top)
        head.addWidget(self._facts)
        head.addLayout(buttons)
        return head

    def _connect(self) -> None:
        self._run.clicked.connect(lambda: self._emit(self.run_wanted))
        self._give.clicked.connect(lambda: self._emit(self.override_wanted))
        self._remove.clicked.connect(lambda: self._emit(self.override_removed))
        self._edit.clicked.connect(self._ask_for_editor)
        self._docs.anchorClicked.connect(self._go)
        self.source.node_chosen.connect(self.node_chosen)

    def _emit(self, signal: SignalInstance) -> None:
        if self._node:
            signal.emit(self._node.id)

    def _ask_for_editor(self) -> None:
        if self._node and self._node.source:
            span = self._node.source
            self.editor_wanted.emit(Path(span.file), span.first_line)

    def _go(self, url: QUrl) -> None:
        self.node_chosen.emit(NodeId(url.path()))


def _facts(node: Node, result: NodeRun | None) -> str:
    parts = [node.type_name, node.kind.value if node.kind.value != "function" else ""]
    if result and result.status is not Status.IDLE:
        seconds = "" if result.seconds is None else f" in {result.seconds:.3g} s"
        parts.append(f"{result.status.value}{seconds}")
        parts.append(result.message if result.status is Status.FAILED else result.summary)
    return "  ·  ".join(part for part in parts if part)


def _no_source(node: Node) -> str:
    if node.source is None:
        return f"# {node.id} is given from outside: there is no function to show"
    return f"# {node.source.file} cannot be read"
