"""What the colours of cards mean, in a corner of the canvas."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QMenu, QWidget

from core.picture import ColourBy, Colouring
from core.picture.colouring import Entry
from explorer.theme import Theme
from explorer.views.legendpaint import (
    EDGE,
    GAP,
    HEAD,
    ROW,
    SIGN,
    LegendBrush,
    head_width,
    width_of,
)
from explorer.views.pane import CornerPane
from explorer.views.tints import tint_colours

TITLES = {
    ColourBy.STATUS: "Status",
    ColourBy.MODULE: "Module",
    ColourBy.TYPE: "Type",
    ColourBy.TAG: "Tag",
    ColourBy.SECONDS: "Run time",
    ColourBy.MEMORY: "Memory",
    ColourBy.ROWS: "Rows",
    ColourBy.DIFFERENCE: "Since the good run",
}
_FOOT = 26
_NARROWEST, _WIDEST = 140, 260
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class Legend(CornerPane):
    """Names the classes of nodes and counts them. Clicking one lights its nodes on the canvas.

    Folded up it is one line that says by what the cards are coloured.
    """

    menu_wanted = Signal(QPoint)
    """Something else is to give the colours; with the place on the desktop."""
    class_clicked = Signal(str, bool)
    """Emitted with the title of a class, and whether it comes beside those that are lit."""
    only_wanted = Signal(object, str)
    hide_wanted = Signal(object)
    """Both are emitted with a frozenset of `NodeId`; `only_wanted` also says which they are."""
    folded = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Corner.BottomLeftCorner, parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Legend")
        self._colouring: Colouring | None = None
        self._title = ""
        self._lit: frozenset[str] = frozenset()
        self._is_folded = True
        self._pointed = -2
        self._has_keys = False
        self._swatches = tint_colours(self.theme)
        self.hide()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The lines that are to be seen: as many as there is room for."""
        if self._colouring is None or self._is_folded:
            return ()
        room = self.room().height() - HEAD - _FOOT
        return self._colouring.entries[: max(room // ROW, 0)]

    @property
    def left_out(self) -> int:
        """How many lines there is no room for."""
        return len(self._colouring.entries) - len(self.entries) if self._colouring else 0

    @property
    def is_folded(self) -> bool:
        """Whether only its head is to be seen."""
        return self._is_folded

    def show_colouring(self, colouring: Colouring | None, tag: str, lit: frozenset[str]) -> None:
        """Show what the colours mean, and which classes are lit; hide where there is nothing."""
        self.setVisible(colouring is not None and bool(colouring.graph.nodes))
        if colouring is None:
            return
        title = TITLES[colouring.by]
        title = f"{title} {tag}".rstrip() if colouring.by is ColourBy.TAG else title
        before = self._colouring
        is_same = before is not None and before.entries == colouring.entries
        is_same &= (self._title, self._lit) == (title, lit)
        self._colouring, self._title, self._lit = colouring, title, lit
        if not is_same:
            told = ", ".join(f"{entry.title} {entry.count:,}" for entry in colouring.entries)
            self.setAccessibleDescription(f"Coloured by {title.lower()}: {told}")
            self.refresh()

    def fold(self, is_folded: bool) -> None:
        """Show only the head, or everything."""
        self._is_folded = is_folded
        self.refresh()

    def place_of(self, title: str) -> QRect:
        """Return where the line of a class is, in the widget's pixels; empty where it is not."""
        titles = [entry.title for entry in self.entries]
        return self._line(titles.index(title)) if title in titles else QRect()

    def set_theme(self, theme: Theme) -> None:
        self._swatches = tint_colours(theme)
        super().set_theme(theme)

    def pane_size(self) -> QSize:
        entries = self._colouring.entries if self._colouring else ()
        text = max((width_of(entry) for entry in entries), default=0)
        head = head_width(self._title)
        inside = head if self._is_folded else max(text, head)
        width = inside + 2 * EDGE
        if not self._is_folded:
            width = min(max(width, _NARROWEST), _WIDEST)
        rows = len(self.entries)
        foot = (_FOOT if self._lit or self.left_out else GAP // 2) if rows else 0
        return QSize(width, HEAD + rows * ROW + foot)

    def paint_pane(self, painter: QPainter) -> None:
        brush = LegendBrush(painter, self.theme, self._swatches)
        brush.head(self._head(), self._title, self._fold_place(), is_folded=self._is_folded)
        for place, entry in enumerate(self.entries):
            is_dimmed = bool(self._lit) and entry.title not in self._lit
            brush.entry(self._line(place), entry, is_dimmed=is_dimmed)
        if self.entries and (self._lit or self.left_out):
            said = "Show only these" if self._lit else f"and {self.left_out:,} more"
            brush.foot(self._foot(), said, is_link=bool(self._lit))
        if self._has_keys:
            brush.frame(self.rect())

    def paint_over(self, painter: QPainter) -> None:
        """Mark the line under the cursor, faintly enough for what stands there."""
        last = len(self.entries) if self._lit else len(self.entries) - 1
        if -1 <= self._pointed <= last:
            line = self._head() if self._pointed < 0 else self._line(self._pointed)
            LegendBrush(painter, self.theme, self._swatches).pointed(line)

    def _head(self) -> QRect:
        return QRect(0, 0, self.width(), HEAD)

    def _line(self, place: int) -> QRect:
        return QRect(0, HEAD + place * ROW, self.width(), ROW)

    def _foot(self) -> QRect:
        return self._line(len(self.entries)).adjusted(0, 0, 0, _FOOT - ROW)

    def _fold_place(self) -> QRect:
        return QRect(self.width() - EDGE - SIGN, (HEAD - SIGN) // 2 + 1, SIGN, SIGN)

    def _line_at(self, place: QPoint) -> int:
        """Return which line is at a place: -1 the head, as many as there are for the foot."""
        return min((place.y() - HEAD) // ROW if place.y() >= HEAD else -1, len(self.entries))

    def _point(self, line: int) -> None:
        if line != self._pointed:
            self._pointed = line
            self.update()

    def _press(self, line: int, *, is_added: bool = False) -> None:
        if line < 0:
            self.menu_wanted.emit(self.mapToGlobal(QPoint(0, HEAD)))
        elif line < len(self.entries):
            self.class_clicked.emit(self.entries[line].title, is_added)
        elif self._lit:
            self._show_only(self._lit)

    def _show_only(self, titles: frozenset[str]) -> None:
        if self._colouring is not None:
            said = ", ".join(sorted(titles))
            nodes = self._colouring.nodes_in(titles)
            self.only_wanted.emit(nodes, f"{self._title.lower()}: {said}")

    def _hide_all(self, titles: frozenset[str]) -> None:
        if self._colouring is not None:
            self.hide_wanted.emit(self._colouring.nodes_in(titles))

    # Qt overrides

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if event.button() is not Qt.MouseButton.LeftButton or not self.rect().contains(place):
            return
        line = self._line_at(place)
        if line < 0 and place.x() >= self._fold_place().left() - GAP:
            self.folded.emit(not self._is_folded)
            return
        is_added = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self._press(line, is_added=is_added)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        line = self._line_at(event.position().toPoint())
        self._point(line)
        is_cut = 0 <= line < len(self.entries) and width_of(self.entries[line]) > (
            self.width() - 2 * EDGE
        )
        self.setToolTip(self.entries[line].title if is_cut else "")

    def leaveEvent(self, event: QEvent) -> None:
        self._point(-2)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        line = self._line_at(event.pos())
        if not 0 <= line < len(self.entries):
            self._press(-1)
            return
        title = self.entries[line].title
        titles = self._lit if title in self._lit else frozenset((title,))
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction("Show only", lambda: self._show_only(titles))
        menu.addAction("Hide", lambda: self._hide_all(titles))
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self.entries) if self._lit else len(self.entries) - 1
        match Qt.Key(event.key()):
            case Qt.Key.Key_Down:
                self._point(min(self._pointed + 1, last) if self._pointed >= -1 else -1)
            case Qt.Key.Key_Up:
                self._point(max(self._pointed - 1, -1))
            case Qt.Key.Key_Space | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._press(max(self._pointed, -1))
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self.folded.emit(event.key() == Qt.Key.Key_Left)
            case _:
                event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._has_keys = event.reason() in _BY_KEY
        self.refresh()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._has_keys = False
        self._point(-2)
        self.refresh()
