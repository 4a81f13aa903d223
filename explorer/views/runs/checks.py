"""What the data-quality checks found."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton

from core.model.graph import NodeId
from core.model.run import CheckResult
from explorer.theme import LIGHT, Theme
from explorer.views.icons import pixmap
from explorer.views.widgets import LINKS, clear, label, link

_MOST = 100
"""Rows shown at most: the bad ones come first."""
_ROWS = 6
_SIGN = QSize(14, 14)


class CheckList(QFrame):
    """One check a row, failed ones first, then warnings."""

    node_chosen = Signal(object)
    trace_wanted = Signal(object, object)
    """Emitted with the NodeIds of a checked node and of the check whose rows shall be traced."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._checks: tuple[CheckResult, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(2, 4, 2, 4)
        self._grid.setHorizontalSpacing(9)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(2, 1)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self._fill()

    def show_checks(self, checks: tuple[CheckResult, ...]) -> None:
        """Show the results of checks."""
        if checks != self._checks:
            self._checks = checks
            self._fill()

    def _fill(self) -> None:
        clear(self._grid)
        ordered = sorted(self._checks, key=_rank)
        if ordered:
            self._grid.addWidget(label(_summed(self._checks), "heading"), 0, 0, 1, 3)
        for row, check in enumerate(ordered[:_MOST], 1):
            self._add(row, check)
        if len(ordered) > _MOST:
            rest = label(f"and {len(ordered) - _MOST:,} more", "faint")
            self._grid.addWidget(rest, _MOST + 1, 1, 1, 2)

    def _add(self, row: int, check: CheckResult) -> None:
        theme, top = self._theme, Qt.AlignmentFlag.AlignTop
        verdict = _verdict(check)
        sign = QLabel()
        colour = {"passed": theme.done, "warned": theme.warned, "failed": theme.failed}[verdict]
        sign.setPixmap(pixmap(verdict, colour, _SIGN.width(), self.devicePixelRatioF()))
        sign.setAccessibleName(verdict)
        sign.setContentsMargins(0, 1, 0, 0)
        node = QLabel(link("node", check.node, theme), textInteractionFlags=LINKS)
        node.setToolTip(check.check)
        node.linkActivated.connect(partial(self._choose, check.node))
        said = QLabel(_said(check), wordWrap=True)
        said.setProperty("role", "small" if check.passed else "")
        self._grid.addWidget(sign, row, 0, top)
        self._grid.addWidget(node, row, 1, top)
        self._grid.addWidget(said, row, 2, top)
        if check.rows and not check.passed:
            trace = QPushButton("Trace")
            trace.setToolTip("Find where these rows began to be like this")
            trace.setAccessibleName(f"Trace the rows that {check.check} did not pass for")
            trace.clicked.connect(partial(self._trace, check))
            self._grid.addWidget(trace, row, 3, top)

    def _trace(self, check: CheckResult, _: bool = False) -> None:
        self.trace_wanted.emit(check.node, check.check)

    def _choose(self, node: NodeId, _: str) -> None:
        self.node_chosen.emit(node)


def _verdict(check: CheckResult) -> str:
    if check.passed:
        return "passed"
    return "warned" if check.importance == "warn" else "failed"


def _rank(check: CheckResult) -> int:
    return ("failed", "warned", "passed").index(_verdict(check))


def _summed(checks: tuple[CheckResult, ...]) -> str:
    found = [_verdict(check) for check in checks]
    parts = [f"{found.count(word)} {word}" for word in ("failed", "warned", "passed")]
    return "Checks: " + ", ".join(part for part in parts if not part.startswith("0 "))


def _said(check: CheckResult) -> str:
    if not check.rows:
        return check.message
    shown = ", ".join(check.rows[:_ROWS])
    rest = max(check.row_count, len(check.rows)) - len(check.rows[:_ROWS])
    more = f" and {rest:,} more" if rest > 0 else ""
    return f"{check.message}\nRows {shown}{more}"
