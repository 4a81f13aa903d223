"""The panel of a trace."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.model.graph import NodeId
from core.model.tracing import Excerpt, Rerun, Trace
from explorer.theme import LIGHT, Theme
from explorer.views.icons import icon
from explorer.views.trace import wording
from explorer.views.trace.suspect import SuspectCard
from explorer.views.widgets import LINKS, clear, label, link, on_surface, with_code

_HELP = (
    "Find where something bad began: click the share of nulls under a column's name in the Data "
    "panel, right-click a column or rows, or choose Trace in the menu Node.\n\n"
    "A trace goes by figures and rows. What leaves both as they are cannot be seen: swapped "
    "labels, a change of unit within the usual range, rows of one column moved against another."
)


class TracePanel(QWidget):
    """Lists suspects, the likeliest first; each leads to its node, and can be verified."""

    node_chosen = Signal(object)
    verify_wanted = Signal(object)
    """Emitted with the NodeId of a suspect."""
    stop_wanted = Signal()
    """The verification that is under way shall stop."""
    case_wanted = Signal(object)
    """Emitted with the `Suspect` whose smallest input is wanted."""
    again_wanted = Signal()
    """What is shown shall be traced once more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        on_surface(self)
        self._theme = LIGHT
        self._trace: Trace | None = None
        self._excerpts: Mapping[NodeId, Excerpt] = {}
        self._reruns: Mapping[NodeId, Rerun] = {}
        self._verifying: NodeId | None = None
        self._news = label("", "faint")
        self._news.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._news.setWordWrap(True)
        self._news.setContentsMargins(24, 0, 24, 0)
        self._heading = label("", "heading")
        self.outdated = QLabel(textInteractionFlags=LINKS)
        self.outdated.linkActivated.connect(self._want_again)
        self.outdated.hide()
        self.copying = QToolButton()
        self.copying.clicked.connect(self._copy)
        inner = QWidget()
        inner.setProperty("role", "panel")
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(12, 4, 12, 12)
        self._list.setSpacing(8)
        self._list.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._news)
        self._stack.addWidget(self._with_head(_scrolled(inner)))
        self.show_trace(None, "")

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.copying.setIcon(icon("copy", theme))
        self.outdated.setText(f"The values are others now. {link('again', 'Trace again', theme)}")
        if self._trace is not None:
            self._fill(self._trace)

    def show_trace(
        self,
        trace: Trace | None,
        under_way: str,
        excerpts: Mapping[NodeId, Excerpt] | None = None,
        reruns: Mapping[NodeId, Rerun] | None = None,
    ) -> None:
        """Show what was found, or what is being looked for.

        By suspect: `excerpts` are lines of its function, `reruns` what verifying it would run.
        """
        self._trace = trace
        self._excerpts, self._reruns = excerpts or {}, reruns or {}
        if trace is None:
            self._news.setText(with_code(f"{under_way}…") if under_way else with_code(_HELP))
            self._stack.setCurrentIndex(0)
            return
        focused = next((p for p, card in enumerate(self.cards) if card.verify.hasFocus()), None)
        self._fill(trace)
        self._stack.setCurrentIndex(1)
        if focused is not None and focused < len(self.cards):  # the verdict has come
            self.cards[focused].verify.setFocus()

    def show_outdated(self, *, is_outdated: bool) -> None:
        """Show whether the values have become others since they were traced."""
        self.outdated.setVisible(is_outdated)

    def show_verifying(self, node: NodeId | None) -> None:
        """Show which suspect is being verified, None for none."""
        self._verifying = node
        for card in self.cards:
            card.show_verifying(node)

    @property
    def cards(self) -> tuple[SuspectCard, ...]:
        """The suspects that are shown."""
        found = (self._list.itemAt(place) for place in range(self._list.count()))
        widgets = (item.widget() for item in found if item)
        return tuple(widget for widget in widgets if isinstance(widget, SuspectCard))

    def _with_head(self, area: QScrollArea) -> QWidget:
        self.copying.setToolTip("Copy the trace as text")
        self.copying.setAccessibleName("Copy the trace as text")
        self.copying.setIconSize(QSize(14, 14))
        whole = QWidget()
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 10, 0)
        head.addWidget(self._heading)
        head.addSpacing(16)
        head.addWidget(self.outdated)
        head.addStretch(1)
        head.addWidget(self.copying)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(area, 1)
        return whole

    def _fill(self, trace: Trace) -> None:
        clear(self._list)
        self._heading.setText(with_code(wording.heading(trace)))
        if way := wording.way(trace, self._theme):
            self._say(way).linkActivated.connect(self._choose)
        if not trace.suspects:
            self._say(with_code(wording.nothing(trace)))
        for place, suspect in enumerate(trace.suspects, 1):
            node = suspect.node
            known = (self._excerpts.get(node), self._reruns.get(node))
            card = SuspectCard(suspect, place, self._theme, *known)
            card.node_chosen.connect(self.node_chosen)
            card.verify_wanted.connect(self.verify_wanted)
            card.stop_wanted.connect(self.stop_wanted)
            card.case_wanted.connect(self.case_wanted)
            card.show_verifying(self._verifying)
            self._list.addWidget(card)
        if trace.missing:
            self._say(
                f"{len(trace.missing)} nodes upstream have no value here, so what comes from them "
                "could not be looked at."
            )

    def _say(self, text: str) -> QLabel:
        said = QLabel(text, wordWrap=True, textInteractionFlags=LINKS)
        said.setProperty("role", "small")
        self._list.addWidget(said)
        return said

    def _want_again(self, _: str) -> None:
        self.again_wanted.emit()

    def _choose(self, node: str) -> None:
        self.node_chosen.emit(NodeId(node))

    def _copy(self) -> None:
        if self._trace is not None:
            QGuiApplication.clipboard().setText(wording.as_text(self._trace))


def _scrolled(inner: QWidget) -> QScrollArea:
    area = QScrollArea(widgetResizable=True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    area.setAccessibleName("Suspects")
    return area
