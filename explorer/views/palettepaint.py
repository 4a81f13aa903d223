"""Paints a row of the palette: icon, title with the letters typed, detail; keys at the right."""

from itertools import groupby
from typing import Protocol

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from explorer.views.fuzzy import places
from explorer.views.style import ui_font

_HEIGHT = 32
_ICON = 16
_EDGE, _GAP = 14, 10
_MARGIN = 6
"""Pixels between the mark of the chosen row and the edges of the list."""


class _Item(Protocol):
    title: str
    detail: str
    keys: str
    icon: QIcon
    is_enabled: bool


class PalettePaint(QStyledItemDelegate):
    """Letters that were typed stand out; rows that cannot be chosen are faint."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._typed = ""
        self._plain, self._found = ui_font(13), ui_font(13, QFont.Weight.DemiBold)
        self._small = ui_font(12)

    def show_typed(self, typed: str) -> None:
        """Take the letters to stand out."""
        self._typed = typed

    def _paint_title(self, painter: QPainter, box: QRect, item: _Item) -> int:
        """Paint the title; return the width it took."""
        colours = QGuiApplication.palette()
        role = QPalette.ColorRole
        plain = colours.color(role.Text if item.is_enabled else role.PlaceholderText)
        found = places(self._typed, item.title) if self._typed else frozenset[int]()
        left = box.left()
        for is_found, letters in groupby(enumerate(item.title), lambda one: one[0] in found):
            text = "".join(letter for _, letter in letters)
            painter.setFont(self._found if is_found else self._plain)
            painter.setPen(colours.color(role.Accent) if is_found else plain)
            room = QRect(left, box.top(), box.right() - left, box.height())
            left += _write(painter, room, text)
            if left >= box.right():
                break
        return left - box.left()

    # Qt overrides

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, _HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        item: _Item = index.data(Qt.ItemDataRole.UserRole)
        colours = QGuiApplication.palette()
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.highlight())
            painter.drawRoundedRect(box.adjusted(_MARGIN, 0, -_MARGIN, 0), 5, 5)
        place = QRect(box.left() + _EDGE, box.center().y() - _ICON // 2 + 1, _ICON, _ICON)
        item.icon.paint(painter, place)
        inner = box.adjusted(_EDGE + _ICON + _GAP, 0, -_EDGE, 0)
        faint = colours.color(QPalette.ColorRole.PlaceholderText)
        keys = self._paint_small(painter, inner, item.keys, faint, is_right=True)
        left = inner.adjusted(0, 0, -keys, 0)
        used = self._paint_title(painter, left, item)
        self._paint_small(painter, left.adjusted(used + _GAP, 0, 0, 0), item.detail, faint)
        painter.restore()

    def _paint_small(
        self, painter: QPainter, box: QRect, text: str, colour: QColor, *, is_right: bool = False
    ) -> int:
        painter.setFont(self._small)
        painter.setPen(colour)
        return _write(painter, box, text, is_right=is_right) + (_GAP if text and is_right else 0)


def _write(painter: QPainter, box: QRect, text: str, *, is_right: bool = False) -> int:
    """Write one line, shortened to fit; return the width it took."""
    side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
    metrics = painter.fontMetrics()
    fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), fitting)
    return metrics.horizontalAdvance(fitting)
