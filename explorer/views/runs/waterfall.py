"""Paints a row of a run: sign, name, what came out, and a bar from its start to its end."""

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from core.model.run import Status
from core.picture.words import duration
from explorer.theme import LIGHT, Theme
from explorer.views.icons import StatusSigns, status_colour
from explorer.views.runs.rows import ROW_ROLE, Index, RunRow, RunRows
from explorer.views.style import figures_font

_HEIGHT = 24
_SIGN = 14
_EDGE = 10
_SECONDS_WIDTH = 64
_BAR_SHARE, _MOST_BAR = 0.3, 320
_NAME_SHARE = 0.52
_THIN = 6.0
_QUIET = frozenset({Status.SKIPPED, Status.CANCELLED, Status.WAITING, Status.IDLE})


class Waterfall(QStyledItemDelegate):
    """Bars are to the scale of the whole run."""

    def __init__(self, rows: RunRows, parent: QObject) -> None:
        super().__init__(parent)
        self._rows = rows
        self._theme = LIGHT
        self.set_theme(LIGHT)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self._signs = StatusSigns(theme)

    def _paint_words(self, painter: QPainter, box: QRect, row: RunRow) -> None:
        theme, part = self._theme, row.part
        name_width = round(box.width() * _NAME_SHARE)
        name = theme.text_faint if part.status in _QUIET else theme.text
        room = box.adjusted(0, 0, name_width - box.width(), 0)
        middle = Qt.TextElideMode.ElideMiddle
        _write(
            painter, room, painter.fontMetrics().elidedText(row.node, middle, room.width()), name
        )
        is_failed = part.status is Status.FAILED
        said = part.message if is_failed else part.summary.replace(" x ", " \u00d7 ")
        colour = theme.failed if is_failed else theme.text_muted
        _write(painter, box.adjusted(name_width + 8, 0, 0, 0), said, colour)

    def _paint_bar(self, painter: QPainter, box: QRect, row: RunRow) -> None:
        total, seconds = self._rows.total, row.part.seconds
        painter.setPen(Qt.PenStyle.NoPen)
        if seconds is None or not total or row.part.status in (Status.REUSED, Status.GIVEN):
            return
        scale = box.width() / total
        left = box.left() + row.start * scale
        bar = QRectF(left, box.center().y() - _THIN / 2, max(2.0, seconds * scale), _THIN)
        painter.setBrush(QColor(status_colour(row.part.status, self._theme)))
        painter.drawRoundedRect(bar, 2, 2)

    # Qt overrides

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: RunRow = index.data(ROW_ROLE)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(self._theme.selection))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(self._theme.hover))
        painter.setFont(figures_font())
        sign = QRect(box.left() + _EDGE, box.center().y() - _SIGN // 2 + 1, _SIGN, _SIGN)
        self._signs[row.part.status].paint(painter, sign)
        bar_width = min(_MOST_BAR, round(box.width() * _BAR_SHARE))
        seconds = box.adjusted(box.width() - _SECONDS_WIDTH, 0, -_EDGE, 0)
        bar = QRect(seconds.left() - bar_width, box.top(), bar_width, box.height())
        words = QRect(sign.right() + 9, box.top(), bar.left() - sign.right() - 21, box.height())
        self._paint_words(painter, words, row)
        self._paint_bar(painter, bar, row)
        if row.part.seconds is not None and row.part.status not in _QUIET:
            _write(painter, seconds, _took(row), self._theme.text_muted, is_right=True)
        painter.restore()


def _took(row: RunRow) -> str:
    if row.part.status is Status.REUSED:
        return "reused"
    return "given" if row.part.status is Status.GIVEN else duration(row.part.seconds or 0.0)


def _write(
    painter: QPainter, box: QRect, text: str, colour: str, *, is_right: bool = False
) -> None:
    side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
    mode = Qt.TextElideMode.ElideRight
    fitting = painter.fontMetrics().elidedText(text.partition("\n")[0], mode, box.width())
    painter.setPen(QColor(colour))
    painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), fitting)
