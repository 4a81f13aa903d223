"""Paints a row of the outline: kind, name, and at the right what is wrong and how it fared."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.model.run import Status
from explorer.theme import LIGHT, Theme
from explorer.views.icons import StatusSigns, icon
from explorer.views.outlinerows import ROW_ROLE, ModuleRow, NodeRow
from explorer.views.style import figures_font, ui_font

_HEIGHT = 24
_ICON, _SIGN = 15, 13
_GAP, _EDGE = 7, 10
_BAR = 3
"""Width of the sign of a marked row, at the left edge of the list."""
_Index = QModelIndex | QPersistentModelIndex


class OutlinePaint(QStyledItemDelegate):
    """Names keep the colour of text: a long list in the colours of statuses tires the eye."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._fault = QIcon()
        self._plain, self._bold = ui_font(13), ui_font(12, QFont.Weight.DemiBold)
        self._figures = figures_font(11)
        self.set_theme(LIGHT)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self._signs = StatusSigns(theme)
        self._fault = icon("warning", theme, theme.failed)

    def _paint_module(self, painter: QPainter, box: QRect, row: ModuleRow) -> None:
        painter.setFont(self._bold)
        used = _write(painter, box, row.name, self._theme.text_muted)
        count = box.adjusted(used + _GAP, 0, 0, 0)
        painter.setFont(self._figures)
        if row.faults:
            sign = QRect(box.right() - _SIGN, box.center().y() - _SIGN // 2 + 1, _SIGN, _SIGN)
            self._fault.paint(painter, sign)
        _write(painter, count, f"{row.count:,}", self._theme.text_faint)

    def _paint_node(self, painter: QPainter, box: QRect, row: NodeRow) -> None:
        theme, status = self._theme, row.status
        row.icon.paint(painter, QRect(box.left(), box.center().y() - _ICON // 2, _ICON, _ICON))
        right = box.right()
        for sign in (self._signs[status], self._fault if row.fault else QIcon()):
            if not sign.isNull():
                right -= _SIGN
                sign.paint(painter, QRect(right, box.center().y() - _SIGN // 2, _SIGN, _SIGN))
                right -= _GAP
        is_bad = row.fault or status is Status.FAILED
        colour = theme.failed if is_bad else theme.text
        if status in (Status.SKIPPED, Status.CANCELLED):
            colour = theme.text_faint
        painter.setFont(self._plain)
        name = QRect(box.left() + _ICON + _GAP, box.top(), 0, box.height())
        name.setRight(right)
        _write(painter, name, row.name, colour)

    # Qt overrides

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(self._theme.selection))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(self._theme.hover))
        row: NodeRow | ModuleRow = index.data(ROW_ROLE)
        if row.is_marked:
            bar = QRect(0, box.top() + 1, _BAR, box.height() - 2)
            painter.fillRect(bar, QColor(self._theme.marked))
        inner = box.adjusted(2, 0, -_EDGE, 0)
        if isinstance(row, ModuleRow):
            self._paint_module(painter, inner, row)
        else:
            self._paint_node(painter, inner, row)
        painter.restore()


def _write(painter: QPainter, box: QRect, text: str, colour: str) -> int:
    metrics = painter.fontMetrics()
    fitting = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, box.width())
    painter.setPen(QColor(colour))
    side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, int(side), fitting)
    return metrics.horizontalAdvance(fitting)
