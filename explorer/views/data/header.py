"""The head of a table's columns: name, distribution, dtype, and the share of nulls as a bar."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QPoint, QRect, QSize, Qt, Signal
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
from explorer.views.data.requests import add_requests
from explorer.views.style import ui_font

_HEIGHT = 60
_BARS_TOP, _BARS_HEIGHT = 25, 14
_BAR = 3


class Header(QHeaderView):
    """Sections are painted by hand; they can be clicked, to select, and resized."""

    trace_wanted = Signal(str, object)
    """Emitted with a column, "" for the rows, and the `Symptom` whose beginning is asked for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = LIGHT
        self._name_font = ui_font(12, QFont.Weight.Medium)
        self._type_font = ui_font(11)
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.viewport().setMouseTracking(True)
        self._inviting = -1
        """The section whose share of nulls is under the mouse."""

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

    def _paint_words(
        self, painter: QPainter, box: QRect, column: Column, *, is_inviting: bool
    ) -> None:
        theme, mode = self._theme, Qt.TextElideMode.ElideMiddle
        side = Qt.AlignmentFlag.AlignRight if column.is_numeric else Qt.AlignmentFlag.AlignLeft
        top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        below = QFont(self._type_font)
        below.setUnderline(is_inviting)
        colour = theme.accent if is_inviting else theme.text_faint
        for font, ink, text, edge in (
            (self._name_font, theme.text, column.name, top),
            (below, colour, _about(column), bottom),
        ):
            painter.setFont(font)
            painter.setPen(QColor(ink))
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

    def _nulls_at(self, place: QPoint) -> int:
        """Return the section whose share of nulls is at a place, -1 for none."""
        column = self._column_at(place)
        is_there = column is not None and bool(column.nulls) and place.y() > self.height() / 2
        return self.logicalIndexAt(place) if is_there and not self._is_resizing else -1

    @property
    def _is_resizing(self) -> bool:
        return self.cursor().shape() is Qt.CursorShape.SplitHCursor

    def _invite(self, section: int) -> None:
        if section != self._inviting:
            self._inviting = section
            if section < 0:
                self.viewport().unsetCursor()
            else:
                self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
            self.viewport().update()

    def _open_menu(self, column: Column, place: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        model: QAbstractItemModel = self.model()
        section = self.logicalIndexAt(self.viewport().mapFromGlobal(place))
        profile = model.headerData(section, self.orientation(), PROFILE_ROLE)
        add_requests(menu, column, profile, self.trace_wanted.emit)
        menu.popup(place)

    # Qt overrides

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        is_asking = self._nulls_at(place) >= 0
        super().mouseReleaseEvent(event)
        column = self._column_at(place)
        if column and is_asking and event.button() is Qt.MouseButton.LeftButton:
            self.trace_wanted.emit(column.name, Symptom.NULLS)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._invite(self._nulls_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        self._invite(-1)
        super().leaveEvent(event)

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
            words = rect.adjusted(PADDING, 6, -PADDING, -7)
            self._paint_words(painter, words, column, is_inviting=logical == self._inviting)
        profile: ColumnProfile | None = model.headerData(logical, self.orientation(), PROFILE_ROLE)
        if profile and has_bars(profile):
            bars = QRect(rect.left() + PADDING, _BARS_TOP, rect.width() - 2 * PADDING, _BARS_HEIGHT)
            paint_bars(painter, bars, profile, QColor(theme.border_strong))
        if column and column.nulls:
            self._paint_nulls(painter, rect, column.nulls)
        painter.restore()


def _about(column: Column) -> str:
    if not column.nulls:
        return column.dtype
    share = f"{column.nulls:.1%}" if column.nulls >= 0.001 else "<0.1%"
    return f"{column.dtype} · {share} null"
