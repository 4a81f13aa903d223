"""The line over the canvas that says where one is in a large graph, and leads back."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from core.viewing import Crumbs
from explorer.theme import LIGHT, Theme
from explorer.views.icons import icon
from explorer.views.widgets import clear, label

_LONGEST = 36
"""Letters of a step at most."""
_MOST_STEPS = 4
_ICON = QSize(15, 15)


class Breadcrumb(QFrame):
    """Shows the steps to what is seen, and what can be done about it; hidden without any."""

    step_chosen = Signal(int)
    """Emitted with the place of a step in the trail, -1 for everything."""
    back_wanted = Signal()
    forward_wanted = Signal()
    widened = Signal(int)
    everything_wanted = Signal()
    drawing_wanted = Signal()
    """All nodes are to be drawn."""
    closing_wanted = Signal()
    """All groups are to be closed."""
    grouping_wanted = Signal(QPoint)
    """With a place on the desktop for a menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "crumbs")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icons: list[tuple[QToolButton, str]] = []
        self._back = self._tool("back", "Back (Alt+Left)")
        self._forward = self._tool("forward", "Forward (Alt+Right)")
        self._narrower = self._tool("narrower", "One step less around it ([)")
        self._wider = self._tool("wider", "One step more around it (])")
        self._grouping = self._tool("groups", "How nodes are grouped")
        self._steps = QHBoxLayout()
        self._steps.setSpacing(0)
        self._summary = label("", "muted")
        self._draw = _text_button("Draw all", "Open every group")
        self._close = _text_button("Close all", "Close every group")
        self._everything = _text_button("Show everything", "Leave the focus, hide nothing")
        self._lay_out()
        self._connect()
        self.set_theme(LIGHT)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        for button, name in self._icons:
            button.setIcon(icon(name, theme))

    def show_crumbs(self, crumbs: Crumbs) -> None:
        """Show where one is."""
        self.setVisible(crumbs.is_worth_showing)
        self._back.setEnabled(crumbs.can_go_back)
        self._forward.setEnabled(crumbs.can_go_forward)
        for button, is_shown in (
            (self._narrower, crumbs.has_hops),
            (self._wider, crumbs.has_hops),
            (self._draw, crumbs.can_draw_all),
            (self._close, crumbs.can_close_all),
            (self._everything, crumbs.can_show_all),
        ):
            button.setVisible(is_shown)
        self._summary.setText(crumbs.summary)
        self._show_steps(crumbs)

    def _show_steps(self, crumbs: Crumbs) -> None:
        clear(self._steps)
        steps = crumbs.steps
        if len(steps) > _MOST_STEPS:
            steps = (steps[0], (steps[-_MOST_STEPS][0], "…"), *steps[1 - _MOST_STEPS :])
        for i, (place, text) in enumerate(steps):
            if i:
                self._add(label("›", "faint"))  # noqa: RUF001  a pointed arrow
            self._add(self._step(place, text, is_last=i == len(steps) - 1))
        self.setAccessibleName(f"{' › '.join(text for _, text in steps)}: {crumbs.summary}")  # noqa: RUF001

    def _add(self, part: QWidget) -> None:
        self._steps.addWidget(part)
        part.show()  # Qt would do so an event later

    def _step(self, place: int, text: str, *, is_last: bool) -> QWidget:
        shown = (
            text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 3 :]}"
        )
        if is_last:
            here = QLabel(shown)
            here.setToolTip(text if shown != text else "")
            here.setContentsMargins(6, 0, 4, 0)
            return here
        button = _text_button(shown, f"Back to: {text}")
        button.clicked.connect(lambda: self.step_chosen.emit(place))
        return button

    def _tool(self, name: str, tip: str) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setIconSize(_ICON)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._icons.append((button, name))
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 1, 8, 2)
        row.setSpacing(2)
        for part in (self._back, self._forward):
            row.addWidget(part)
        row.addLayout(self._steps)
        row.addWidget(self._narrower)
        row.addWidget(self._wider)
        row.addStretch(1)
        for part in (self._summary, self._everything, self._draw, self._close, self._grouping):
            row.addWidget(part)

    def _connect(self) -> None:
        self._back.clicked.connect(lambda: self.back_wanted.emit())
        self._forward.clicked.connect(lambda: self.forward_wanted.emit())
        self._narrower.clicked.connect(lambda: self.widened.emit(-1))
        self._wider.clicked.connect(lambda: self.widened.emit(1))
        self._everything.clicked.connect(lambda: self.everything_wanted.emit())
        self._draw.clicked.connect(lambda: self.drawing_wanted.emit())
        self._close.clicked.connect(lambda: self.closing_wanted.emit())
        self._grouping.clicked.connect(self._ask_for_grouping)

    def _ask_for_grouping(self) -> None:
        below = QPoint(0, self._grouping.height())
        self.grouping_wanted.emit(self._grouping.mapToGlobal(below))


def _text_button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text, flat=True)
    button.setToolTip(tip)
    button.setProperty("role", "crumb")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
