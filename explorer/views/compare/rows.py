"""The nodes that differ, those that differ first on top."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from core.model.comparison import Comparison, Difference
from core.model.graph import NodeId
from core.picture.differing import tint_of
from explorer.theme import LIGHT, Theme
from explorer.views.tints import tint_colours

_DOT = 10
_SCALE = 2
_MOST_MOVES = 2
_WORTH_TELLING = 0.05
"""Scores below are not told."""


class DifferenceList(QListWidget):
    """One node an entry: what became of it, and what moved most."""

    node_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._comparison: Comparison | None = None
        self.setAccessibleName("Nodes that differ, those that differ first on top")
        self.setIconSize(QSize(_DOT, _DOT))
        self.setSpacing(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        if self._comparison:
            self.show_comparison(self._comparison)

    def show_comparison(self, comparison: Comparison) -> None:
        """Show the nodes that differ."""
        chosen = self.currentItem().data(Qt.ItemDataRole.UserRole) if self.currentItem() else None
        self._comparison = comparison
        self.clear()
        colours = tint_colours(self._theme)
        for found in comparison.different:
            item = QListWidgetItem(_dot(colours[tint_of(found)]), _said(found))
            item.setData(Qt.ItemDataRole.UserRole, found.node)
            item.setToolTip(_said(found))
            self.addItem(item)
        self.show_selected(chosen)

    def show_selected(self, node: NodeId | None) -> None:
        """Mark the entry of a node, without choosing it."""
        for row in range(self.count()):
            if self.item(row).data(Qt.ItemDataRole.UserRole) == node:
                self.setCurrentRow(row)
                return
        self.setCurrentRow(-1)

    def _choose(self, item: QListWidgetItem) -> None:
        self.node_chosen.emit(item.data(Qt.ItemDataRole.UserRole))


def _said(found: Difference) -> str:
    first = "  ·  differs first" if found.is_first else ""
    return f"{found.node}\n{found.said}{first}{_scored(found.score)}\n{_moved(found)}".rstrip()


def _scored(score: float) -> str:
    if abs(score) < _WORTH_TELLING:
        return ""
    return f"  ·  moved by {score:.2f} here" if score > 0 else f"  ·  evened out by {-score:.2f}"


def _moved(found: Difference) -> str:
    """Return the moves that matter most, in one line."""
    if found.note:
        return found.note
    parts = [move.said for move in found.moves]
    parts += [f"{column.name}: {column.moves[0].said}" for column in found.columns]
    more = f"  and {len(parts) - _MOST_MOVES} more" if len(parts) > _MOST_MOVES else ""
    return "; ".join(parts[:_MOST_MOVES]) + more


def _dot(colour: QColor) -> QIcon:
    drawn = QPixmap(_DOT * _SCALE, _DOT * _SCALE)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(drawn.rect())
    painter.end()
    return QIcon(drawn)
