"""The panel of the selected node's value."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStackedLayout,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.model.graph import NodeId
from core.model.preview import (
    ImageView as Picture,
)
from core.model.preview import (
    OpaqueView,
    Preview,
    TablePage,
    TextView,
    TreePage,
)
from core.model.record import Record
from core.model.run import NodeRun
from explorer.theme import LIGHT, Theme
from explorer.views.data.image import ImageView
from explorer.views.data.oddities import Oddity, OddityBar
from explorer.views.data.table import TableView
from explorer.views.data.tree import TreeView
from explorer.views.data.words import facts, footer
from explorer.views.icons import icon
from explorer.views.style import code_font
from explorer.views.widgets import label, on_surface


class DataPanel(QWidget):
    """Shows a preview; asks for more of it as one scrolls or unfolds."""

    page_wanted = Signal(object, object)
    """Emitted with the NodeId and the `Window` wanted of its table."""
    children_wanted = Signal(object, object, int, int)
    """Emitted with the NodeId, the path of a container, the first child and how many."""

    trace_wanted = Signal(object, object, object)
    """Emitted with the NodeId, a column or None, and the `Symptom` whose beginning is wanted."""

    rows_trace_wanted = Signal(object, object, object, object)
    """Emitted with the NodeId, the places of rows, a column or None for all, and a `Symptom` or
    None for whatever is odd."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        on_surface(self)
        self._theme = LIGHT
        self._preview: Preview | None = None
        self._record: Record | None = None
        self._message = _centred()
        self.table = TableView()
        self.oddities = OddityBar()
        self.tree = TreeView()
        self._text = QPlainTextEdit(readOnly=True)
        self._text.setFont(code_font())
        self._text.document().setDocumentMargin(14)
        self._text.setAccessibleName("Text")
        self._image = ImageView()
        self._facts = QTextBrowser()
        self._facts.document().setDocumentMargin(16)
        self._facts.setAccessibleName("Description")
        self._footer = label("", "muted")
        self._footer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column = QLineEdit(placeholderText="Go to column", clearButtonEnabled=True)
        self._column.setMaximumWidth(180)
        self._wrap = QToolButton()
        self._wrap.setCheckable(True)
        self._wrap.setChecked(True)
        self._wrap.setToolTip("Wrap long lines")
        self._stack = QStackedLayout()
        for part in (self._message, self.table, self.tree, self._text, self._image, self._facts):
            self._stack.addWidget(part)
        self._lay_out()
        self._connect()
        self.show_message("Select a node to see its data.")

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.table.set_theme(theme)
        self.oddities.set_theme(theme)
        self._wrap.setIcon(icon("wrap-text", theme))
        if self._preview and isinstance(self._preview.content, OpaqueView):
            self._facts.setHtml(facts(self._preview.content, theme))

    def show_preview(
        self, preview: Preview | None, result: NodeRun | None = None, news: str = ""
    ) -> None:
        """Show a value; with None, that there is none. The same value again stays as it is.

        `news` is what edits have done to the node.
        """
        if preview is None:
            self.show_message("This node has no value yet. Run to it with Ctrl+Enter.")
            return
        if preview is not self._preview:
            self._preview = preview
            shown = self._show(preview)
            self._stack.setCurrentWidget(shown)
            self._column.setVisible(shown is self.table)
            self._wrap.setVisible(shown is self._text)
            self._foot.show()
            self._show_oddities()
        self._footer.setText("  ·  ".join(filter(None, (news, footer(preview, result)))))
        self._footer.setToolTip(preview.note)

    def show_record(self, record: Record | None) -> None:
        """Show what is known of the value in figures, beside the value itself."""
        self._record = record
        self.table.show_record(record)
        self._show_oddities()

    def show_page(self, node: NodeId, page: TablePage) -> None:
        """Show a further page of the table that is shown; of another node's it is dropped."""
        if self._preview and self._preview.node == node:
            self.table.add_page(page)

    def show_children(self, node: NodeId, page: TreePage) -> None:
        """Show further children of the container that is shown; of another node's, drop them."""
        if self._preview and self._preview.node == node:
            self.tree.add_children(page)

    def show_waiting(self, node: NodeId) -> None:
        """Say that a value is on its way."""
        self.show_message(f"Fetching {node}…")

    def show_message(self, text: str) -> None:
        """Show a sentence in place of a value."""
        self._preview = None
        self._message.setText(text)
        self._stack.setCurrentWidget(self._message)
        self._foot.hide()
        self._show_oddities()

    def _show_oddities(self) -> None:
        content = self._preview.content if self._preview else None
        columns = content.columns if isinstance(content, TablePage) else ()
        self.oddities.show_columns(columns, self._record if columns else None)

    def _show(self, preview: Preview) -> QWidget:
        match preview.content:
            case TablePage() as page:
                self.table.show_table(page)
                return self.table
            case TreePage() as page:
                self.tree.show_tree(page)
                return self.tree
            case TextView(text, is_cut):
                self._text.setPlainText(f"{text}\n…" if is_cut else text)
                return self._text
            case Picture(png):
                self._image.show_png(png)
                return self._image
            case OpaqueView() as view:
                self._facts.setHtml(facts(view, self._theme))
                return self._facts

    def _lay_out(self) -> None:
        self._foot = QFrame()
        self._foot.setProperty("role", "foot")
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(10, 4, 8, 4)
        row.addWidget(self._footer, 1)
        row.addWidget(self._column)
        row.addWidget(self._wrap)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.oddities)
        column.addLayout(self._stack, 1)
        column.addWidget(self._foot)

    def _connect(self) -> None:
        self.table.page_wanted.connect(self._want_page)
        self.table.trace_wanted.connect(self._want_trace)
        self.table.rows_trace_wanted.connect(self._want_trace_of_rows)
        self.oddities.column_chosen.connect(self.table.show_column)
        self.oddities.trace_wanted.connect(self._want_trace_of_oddity)
        self.tree.children_wanted.connect(self._want_children)
        self._column.textChanged.connect(self.table.go_to_column)
        self._wrap.toggled.connect(self._turn_wrapping)

    def _want_trace(self, column: str, symptom: object) -> None:
        if self._preview:
            self.trace_wanted.emit(self._preview.node, column or None, symptom)

    def _want_trace_of_oddity(self, oddity: Oddity) -> None:
        self._want_trace(oddity.column, oddity.symptom)

    def _want_trace_of_rows(self, places: object, column: object, symptom: object) -> None:
        if self._preview:
            self.rows_trace_wanted.emit(self._preview.node, places, column, symptom)

    def _want_page(self, window: object) -> None:
        if self._preview:
            self.page_wanted.emit(self._preview.node, window)

    def _want_children(self, path: object, first: int, count: int) -> None:
        if self._preview:
            self.children_wanted.emit(self._preview.node, path, first, count)

    def _turn_wrapping(self, is_on: bool) -> None:
        modes = QPlainTextEdit.LineWrapMode
        self._text.setLineWrapMode(modes.WidgetWidth if is_on else modes.NoWrap)


def _centred() -> QLabel:
    centred = label("", "faint")
    centred.setAlignment(Qt.AlignmentFlag.AlignCenter)
    centred.setWordWrap(True)
    return centred
