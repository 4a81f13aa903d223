"""The head of a table's columns: name, dtype, and the share of nulls as a small bar."""

from PySide6.QtCore import QAbstractItemModel, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from core.model.preview import Column
from explorer.theme import LIGHT, Theme
from explorer.views.data.cells import PADDING
from explorer.views.data.grid import COLUMN_ROLE
from explorer.views.style import ui_font

_HEIGHT = 44
_BAR = 3


class Header(QHeaderView):
    """Sections are painted by hand; they can be clicked, to select, and resized."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = LIGHT
        self._name_font = ui_font(12, QFont.Weight.Medium)
        self._type_font = ui_font(11)
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.viewport().update()

    def needed_width(self, column: Column) -> int:
        """Return the width that name and dtype need, in pixels."""
        self.ensurePolished()
        return max(
            QFontMetrics(self._name_font).horizontalAdvance(column.name),
            QFontMetrics(self._type_font).horizontalAdvance(_about(column)),
        )

    def _paint_words(self, painter: QPainter, box: QRect, column: Column) -> None:
        theme, mode = self._theme, Qt.TextElideMode.ElideMiddle
        side = Qt.AlignmentFlag.AlignRight if column.is_numeric else Qt.AlignmentFlag.AlignLeft
        top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        for font, colour, text, edge in (
            (self._name_font, theme.text, column.name, top),
            (self._type_font, theme.text_faint, _about(column), bottom),
        ):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            fitting = painter.fontMetrics().elidedText(text, mode, box.width())
            painter.drawText(box, int(side | edge), fitting)

    def _paint_nulls(self, painter: QPainter, rect: QRect, share: float) -> None:
        width = max(_BAR, round(rect.width() * share))
        bar = QRect(rect.left(), rect.bottom() - _BAR + 1, width, _BAR)
        painter.fillRect(bar, QColor(self._theme.warned))

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        model: QAbstractItemModel = self.model()
        column: Column | None = model.headerData(logical, self.orientation(), COLUMN_ROLE)
        theme = self._theme
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, QColor(theme.surface))
        painter.setPen(QColor(theme.border))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if column:
            self._paint_words(painter, rect.adjusted(PADDING, 6, -PADDING, -7), column)
        if column and column.nulls:
            self._paint_nulls(painter, rect, column.nulls)
        painter.restore()


def _about(column: Column) -> str:
    if not column.nulls:
        return column.dtype
    share = f"{column.nulls:.1%}" if column.nulls >= 0.001 else "<0.1%"
    return f"{column.dtype} · {share} null"
