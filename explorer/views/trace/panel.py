"""The panel of a trace."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from core.model.tracing import Trace
from explorer.theme import LIGHT, Theme
from explorer.views.trace import wording
from explorer.views.trace.suspect import SuspectCard
from explorer.views.widgets import clear, label, on_surface, with_code

_HELP = (
    "Find where something bad began: click the share of nulls under a column's name in the Data "
    "panel, or choose Trace in the menu Node."
)


class TracePanel(QWidget):
    """Lists suspects, the likeliest first; each leads to its node."""

    node_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        on_surface(self)
        self._theme = LIGHT
        self._trace: Trace | None = None
        self._news = label("", "faint")
        self._news.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._news.setWordWrap(True)
        inner = QWidget()
        inner.setProperty("role", "panel")
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(12, 8, 12, 12)
        self._list.setSpacing(8)
        self._list.setAlignment(Qt.AlignmentFlag.AlignTop)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setAccessibleName("Suspects")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._news)
        self._stack.addWidget(area)
        self.show_trace(None, "")

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        if self._trace is not None:
            self._fill(self._trace)

    def show_trace(self, trace: Trace | None, under_way: str) -> None:
        """Show what was found, or what is being looked for."""
        self._trace = trace
        if trace is None:
            self._news.setText(with_code(f"{under_way}…") if under_way else with_code(_HELP))
            self._stack.setCurrentIndex(0)
            return
        self._fill(trace)
        self._stack.setCurrentIndex(1)

    @property
    def cards(self) -> tuple[SuspectCard, ...]:
        """The suspects that are shown."""
        found = (self._list.itemAt(place) for place in range(self._list.count()))
        widgets = (item.widget() for item in found if item)
        return tuple(widget for widget in widgets if isinstance(widget, SuspectCard))

    def _fill(self, trace: Trace) -> None:
        clear(self._list)
        self._say(wording.heading(trace), "heading")
        if not trace.suspects:
            self._say(wording.nothing(trace), "small")
        for place, suspect in enumerate(trace.suspects, 1):
            card = SuspectCard(suspect, place, self._theme)
            card.node_chosen.connect(self.node_chosen)
            self._list.addWidget(card)
        if way := wording.way(trace):
            self._say(f"The way down: {way}", "small")
        if trace.missing:
            self._say(
                f"{len(trace.missing)} nodes upstream have no value here, so what comes from them "
                "could not be looked at.",
                "small",
            )

    def _say(self, text: str, role: str) -> None:
        said = QLabel(with_code(text), wordWrap=True)
        said.setProperty("role", role)
        self._list.addWidget(said)
