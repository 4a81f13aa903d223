"""A container as a tree whose children come when it is unfolded."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from core.model.preview import TreeEntry, TreePage
from explorer.views.style import code_font

PAGE = 200
"""Children that are asked for at once."""
_PATH = Qt.ItemDataRole.UserRole
_STATE = Qt.ItemDataRole.UserRole + 1
_MORE = "more"
_TO_COME = "to come"
_KEY_WIDTH, _TYPE_WIDTH = 220, 130


class _Muted(QStyledItemDelegate):
    """Texts of a column that matters less."""

    # Qt overrides

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        role = QPalette.ColorRole
        palette: QPalette = option.palette
        for text in (role.Text, role.HighlightedText):
            palette.setColor(text, QGuiApplication.palette().color(role.PlaceholderText))


class TreeView(QTreeWidget):
    """Shows keys, types and texts of what is in a dict, list or object."""

    children_wanted = Signal(object, int, int)
    """Emitted with the path of a container, the first child wanted, and how many."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(3)
        self.setHeaderLabels(["Key", "Type", "Value"])
        self.setColumnWidth(0, _KEY_WIDTH)
        self.setColumnWidth(1, _TYPE_WIDTH)
        self.setItemDelegateForColumn(1, _Muted(self))
        self.setUniformRowHeights(True)
        self.setAccessibleName("Content")
        self.itemExpanded.connect(self._unfold)
        self.itemClicked.connect(self._go_on)
        self.itemActivated.connect(self._go_on)

    def show_tree(self, page: TreePage) -> None:
        """Show a container, beginning with its first children."""
        self.clear()
        self._fill(self.invisibleRootItem(), page)
        if page.total <= _FEW:
            for place in range(self.topLevelItemCount()):
                if (item := self.topLevelItem(place)) and item.childCount() == 1:
                    item.setExpanded(_count(item) <= _FEW)

    def add_children(self, page: TreePage) -> None:
        """Put in the children that were asked for."""
        item = self._find(page.path)
        if item is not None:
            self._fill(item, page)

    def _fill(self, item: QTreeWidgetItem, page: TreePage) -> None:
        self._drop_marks(item)
        for place, entry in enumerate(page.entries, page.first):
            item.addChild(_row(entry, (*page.path, place)))
        done = page.first + len(page.entries)
        if done < page.total and page.entries:
            more = QTreeWidgetItem([f"{page.total - done:,} more…"])
            more.setData(0, _STATE, _MORE)
            more.setData(0, _PATH, (*page.path, done))
            item.addChild(more)

    def _drop_marks(self, item: QTreeWidgetItem) -> None:
        for place in reversed(range(item.childCount())):
            child = item.child(place)
            if child and child.data(0, _STATE) in (_MORE, _TO_COME):
                item.takeChild(place)

    def _find(self, path: tuple[int, ...]) -> QTreeWidgetItem | None:
        item = self.invisibleRootItem()
        for place in path:
            child = item.child(place)
            if child is None or child.data(0, _PATH) is None:
                return None
            item = child
        return item

    def _unfold(self, item: QTreeWidgetItem) -> None:
        first = item.child(0)
        if first is not None and first.data(0, _STATE) == _TO_COME:
            self.children_wanted.emit(tuple(item.data(0, _PATH)), 0, PAGE)

    def _go_on(self, item: QTreeWidgetItem) -> None:
        if item.data(0, _STATE) == _MORE:
            *path, first = item.data(0, _PATH)
            self.children_wanted.emit(tuple(path), first, PAGE)


_FEW = 30
"""Containers up to this size are unfolded at once."""


def _row(entry: TreeEntry, path: tuple[int, ...]) -> QTreeWidgetItem:
    row = QTreeWidgetItem([entry.key, entry.type_name, entry.text])
    row.setData(0, _PATH, path)
    row.setFont(2, code_font(12))
    row.setToolTip(2, entry.text)
    if entry.child_count:
        row.setData(1, _PATH, entry.child_count)
        waiting = QTreeWidgetItem(["…"])
        waiting.setData(0, _STATE, _TO_COME)
        row.addChild(waiting)
    return row


def _count(item: QTreeWidgetItem) -> int:
    return item.data(1, _PATH) or 0
