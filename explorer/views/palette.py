"""A box to find things by a few letters: nodes, commands, recent projects."""

from dataclasses import dataclass, field

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from explorer.views.fuzzy import best
from explorer.views.palettepaint import PalettePaint

LIMIT = 100
"""Rows shown at most: nobody reads further, and each letter typed is answered at once."""
_WIDTH, _TOP = 640, 64
_MOST_ROWS, _LEAST_LIST = 12, 48
_AROUND = 16
_OWN_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""Pixels above, between and below the box and the list."""
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """Something to choose. `detail` stands small behind the title, `keys` at the right edge."""

    id: str
    title: str
    detail: str = ""
    keys: str = ""
    icon: QIcon = field(default_factory=QIcon, compare=False)
    is_enabled: bool = True


class Palette(QFrame):
    """Pops up over its parent; Enter chooses, Esc leaves."""

    chosen = Signal(str)
    """Emitted with the id of the item."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "popup")
        self.setAutoFillBackground(True)
        self.items: tuple[PaletteItem, ...] = ()
        """What there is to choose from."""
        self._before: QWidget | None = None
        self._model = _Items(self)
        self._edit = QLineEdit()
        self._edit.setProperty("role", "search")
        self._edit.textChanged.connect(self._search)
        self._edit.installEventFilter(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._paint = PalettePaint(self._list)
        self._list.setItemDelegate(self._paint)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.clicked.connect(self._choose)
        self._nothing = QLabel("Nothing fits.", alignment=Qt.AlignmentFlag.AlignCenter)
        self._nothing.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 6)
        column.setSpacing(5)
        for part in (self._edit, self._list, self._nothing):
            column.addWidget(part)
        self.hide()

    def open(self, items: tuple[PaletteItem, ...], placeholder: str) -> None:
        """Offer items, in their order while nothing is typed."""
        self.items = items
        self._before = self.window().focusWidget()
        self._edit.setPlaceholderText(placeholder)
        self._edit.setAccessibleName(placeholder)
        self._edit.clear()
        self._search("")
        self.show()
        self.raise_()
        self._edit.setFocus()

    @property
    def shown(self) -> tuple[PaletteItem, ...]:
        """The items that fit what is typed, best first."""
        return self._model.items

    def _search(self, typed: str) -> None:
        titled = best(typed, ((item.title, item) for item in self.items), LIMIT)
        taken = {item.id for item in titled}
        others = ((f"{i.title}  {i.detail}", i) for i in self.items if i.id not in taken)
        fitting = [*titled, *best(typed, others, LIMIT - len(titled))]
        self._paint.show_typed(typed)
        self._model.show(tuple(fitting))
        self._list.setVisible(bool(fitting))
        self._nothing.setVisible(not fitting)
        self._list.setCurrentIndex(self._model.index(0))
        self._place()

    def _choose(self, index: _Index) -> None:
        item = self._model.items[index.row()] if index.isValid() else None
        if item and item.is_enabled:
            self._leave()
            self.chosen.emit(item.id)

    def _leave(self) -> None:
        """Hide, and give the focus back to where it was."""
        if self._before and self._before is not self._edit:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def _place(self) -> None:
        over = self.parentWidget()
        assert over, "a palette is made over a window"
        room = over.rect()
        rows = self._list.sizeHintForRow(0) * min(len(self._model.items), _MOST_ROWS)
        height = self._edit.sizeHint().height() + max(rows, _LEAST_LIST) + _AROUND
        width = min(_WIDTH, room.width() - 40)
        height = min(height, room.height() - 2 * _TOP)
        self.setGeometry((room.width() - width) // 2, _TOP, width, height)

    def _move(self, rows: int) -> None:
        count = len(self._model.items)
        if count:
            row = (self._list.currentIndex().row() + rows) % count
            self._list.setCurrentIndex(self._model.index(row))

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.hide()
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            if event.key() in _OWN_KEYS:  # the window's shortcuts may want them too
                event.accept()
            return super().eventFilter(watched, event)
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 10,
            Qt.Key.Key_PageUp: -10,
        }
        if step := steps.get(Qt.Key(event.key())):
            self._move(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._list.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            return super().eventFilter(watched, event)
        return True


class _Items(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: tuple[PaletteItem, ...] = ()

    def show(self, items: tuple[PaletteItem, ...]) -> None:
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    # Qt overrides

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        if role == Qt.ItemDataRole.DecorationRole:
            return item.icon
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (item.title, item.detail, item.keys)))
        return item if role == Qt.ItemDataRole.UserRole else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or self.items[index.row()].is_enabled:
            return super().flags(index)
        return Qt.ItemFlag.NoItemFlags
