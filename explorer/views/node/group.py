"""A closed group, in place of a node: how many nodes are in it, how they fared, which they are."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
)

from core.model.graph import NodeId
from core.model.run import NodeRun, Status
from core.picture.words import GROUP_WORDS, members, tallied
from core.viewing import Closed, tally
from explorer.theme import LIGHT, Theme
from explorer.views.icons import icon, status_icon
from explorer.views.widgets import label

_SIGN, _NAME_ROLE = QSize(18, 18), Qt.ItemDataRole.UserRole
_MOST = 500
"""Names shown at most: nobody reads further, the outline has them all."""


class GroupSheet(QFrame):
    """Shows what is in a group; those that failed come first."""

    node_chosen = Signal(object)
    run_wanted = Signal()
    opening_wanted = Signal()
    only_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._theme = LIGHT
        self._shown: tuple[Closed, Mapping[NodeId, NodeRun]] | None = None
        self._sign, self._title = QLabel(), label("", "title")
        self._about, self._told = label("", "muted"), label("", "muted")
        self._run, self._open, self._only = map(QPushButton, ("Run", "Open", "Show only these"))
        self._names = QListWidget()
        self._names.setAccessibleName("Nodes in the group")
        self._names.setFrameShape(QFrame.Shape.NoFrame)
        self._names.setUniformItemSizes(True)
        self._more = label("", "faint")
        self._lay_out()
        self._run.clicked.connect(lambda: self.run_wanted.emit())
        self._open.clicked.connect(lambda: self.opening_wanted.emit())
        self._only.clicked.connect(lambda: self.only_wanted.emit())
        self._names.itemClicked.connect(self._choose)
        self._names.itemActivated.connect(self._choose)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self._run.setIcon(icon("run", theme, theme.accent))
        self._sign.setPixmap(icon("groups", theme).pixmap(_SIGN))
        if self._shown:
            self.show_group(*self._shown)

    def show_group(self, closed: Closed, results: Mapping[NodeId, NodeRun]) -> None:
        """Show a group, with the newest results of all nodes."""
        self._shown = (closed, results)
        known = tally(map(results.get, closed.nodes))
        self._title.setText(closed.group.title)
        self._about.setText(f"{GROUP_WORDS[closed.group.by]}  ·  {members(closed)}".capitalize())
        self._told.setText(tallied(known).capitalize() or "Not run yet")
        is_failed = known.status is Status.FAILED
        colour = self._theme.failed if is_failed else self._theme.text_muted
        self._told.setStyleSheet(f"color: {colour}")
        self._fill(closed, results)

    def _fill(self, closed: Closed, results: Mapping[NodeId, NodeRun]) -> None:
        statuses = {n: results[n].status if n in results else Status.IDLE for n in closed.nodes}
        in_order = sorted(closed.nodes, key=lambda node: statuses[node] is not Status.FAILED)
        icons = {status: status_icon(status, self._theme) for status in set(statuses.values())}
        self._names.clear()
        for node in in_order[:_MOST]:
            item = QListWidgetItem(icons[statuses[node]], node)
            item.setData(_NAME_ROLE, node)
            self._names.addItem(item)
        rest = len(in_order) - _MOST
        self._more.setText(f"and {rest:,} more; the outline has them all")
        self._more.setVisible(rest > 0)

    def _choose(self, item: QListWidgetItem) -> None:
        self.node_chosen.emit(NodeId(item.data(_NAME_ROLE)))

    def _lay_out(self) -> None:
        top, buttons = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._sign)
        top.addWidget(self._title, 1)
        for button in (self._run, self._open, self._only):
            buttons.addWidget(button)
        buttons.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(12, 11, 12, 9)
        head.setSpacing(5)
        head.addLayout(top)
        for part in (self._about, self._told):
            head.addWidget(part)
        head.addLayout(buttons)
        names = QVBoxLayout()
        names.setContentsMargins(8, 0, 0, 0)
        names.addWidget(self._names)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(names, 1)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignCenter)
