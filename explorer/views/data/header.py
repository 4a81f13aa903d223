"""The head of a table's columns: name, distribution, dtype, and the share of nulls as a bar."""

from functools import partial

from PySide6.QtCore import QAbstractItemModel, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from core.model.preview import Column
from core.model.record import ColumnProfile
from core.model.tracing import Symptom
from explorer.theme import LIGHT, Theme
from explorer.views.data.cells import PADDING
from explorer.views.data.grid import COLUMN_ROLE, PROFILE_ROLE
from explorer.views.data.profiles import has_bars, paint_bars
from explorer.views.style import ui_font

_HEIGHT = 60
_BARS_TOP, _BARS_HEIGHT = 25, 14
_BAR = 3


class Header(QHeaderView):
    """Sections are painted by hand; they can be clicked, to select, and resized."""

    trace_wanted = Signal(str, object)
    """Emitted with a column and the `Symptom` in it whose beginning is asked for."""

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

    def _column_at(self, place: QPoint) -> Column | None:
        section = self.logicalIndexAt(place)
        if section < 0:
            return None
        model: QAbstractItemModel = self.model()
        return model.headerData(section, self.orientation(), COLUMN_ROLE)

    def _open_menu(self, column: Column, place: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for title, symptom in _traceable(column):
            action = menu.addAction(title)
            action.triggered.connect(partial(self.trace_wanted.emit, column.name, symptom))
        menu.popup(place)

    # Qt overrides

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_resizing = self.cursor().shape() is Qt.CursorShape.SplitHCursor
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        column = self._column_at(place)
        is_below = place.y() > self.height() / 2
        if column and column.nulls and is_below and not was_resizing:
            self.trace_wanted.emit(column.name, Symptom.NULLS)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if column := self._column_at(event.pos()):
            self._open_menu(column, event.globalPos())

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
        profile: ColumnProfile | None = model.headerData(logical, self.orientation(), PROFILE_ROLE)
        if profile and has_bars(profile):
            bars = QRect(rect.left() + PADDING, _BARS_TOP, rect.width() - 2 * PADDING, _BARS_HEIGHT)
            paint_bars(painter, bars, profile, QColor(theme.border_strong))
        if column and column.nulls:
            self._paint_nulls(painter, rect, column.nulls)
        painter.restore()


def _traceable(column: Column) -> list[tuple[str, Symptom]]:
    """Return what may be wrong with a column, as a menu says it."""
    found = [("Trace nulls", Symptom.NULLS)]
    if column.is_numeric:
        found += [
            ("Trace infinite numbers", Symptom.INFINITE),
            ("Trace negative numbers", Symptom.NEGATIVE),
            ("Trace numbers out of range", Symptom.OUT_OF_RANGE),
        ]
    return [
        *found,
        ("Trace that it is constant", Symptom.CONSTANT),
        ("Trace its type", Symptom.TYPE_CHANGED),
        ("Trace lost rows", Symptom.ROWS_LOST),
        ("Trace rows that are there twice", Symptom.DUPLICATE_ROWS),
    ]


def _about(column: Column) -> str:
    if not column.nulls:
        return column.dtype
    share = f"{column.nulls:.1%}" if column.nulls >= 0.001 else "<0.1%"
    return f"{column.dtype} · {share} null"
