"""The head of the node panel: what the node is called, where it is, its type, how it fared."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from core.model.graph import Node, NodeKind
from core.model.run import NodeRun, Status
from core.picture.words import KIND_WORDS, STATUS_WORDS, duration
from explorer.theme import LIGHT, Theme
from explorer.views.icons import kind_icon, status_icon
from explorer.views.node.name import NameLabel
from explorer.views.style import code_font
from explorer.views.widgets import LINKS, label, link

_KIND, _SIGN = QSize(18, 18), QSize(14, 14)


class Headline(QFrame):
    """Three lines: name and place; type; the last run; and a fourth when edits have changed it."""

    place_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._shown: tuple[Node, NodeRun | None, str] | None = None
        self._icon, self._sign = QLabel(), QLabel()
        self._name, self._typed, self._told = NameLabel(), label("", "muted"), label("", "")
        self._place = QLabel(textInteractionFlags=LINKS)
        self._place.setFont(code_font(11))
        self._place.linkActivated.connect(self.place_chosen)
        self._typed.setFont(code_font(12))
        self._news = label("", "")
        for text in (self._told, self._news):
            text.setWordWrap(True)
        self._typed.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for text in (self._name, self._typed, self._told, self._news):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        if self._shown:
            self.show_node(*self._shown)

    def show_node(self, node: Node, result: NodeRun | None, news: str = "") -> None:
        """Show what there is to say of a node; `news` is what edits have done to it."""
        self._shown = (node, result, news)
        theme, span = self._theme, node.source
        status = result.status if result else Status.IDLE
        self._icon.setPixmap(kind_icon(node.kind, theme).pixmap(_KIND))
        self._icon.setToolTip(KIND_WORDS[node.kind])
        self._name.setText(node.id)
        self._name.setToolTip(node.id)
        self._place.setText(
            link("place", f"{span.file.name}:{span.first_line}", theme) if span else ""
        )
        self._place.setToolTip(f"Open {span.file} in the editor" if span else "")
        self._typed.setText(_about(node))
        self._typed.setToolTip(node.type_name)
        self._sign.setPixmap(status_icon(status, theme).pixmap(_SIGN))
        self._sign.setVisible(status is not Status.IDLE)
        self._told.setText(_told(result))
        is_failed = status is Status.FAILED
        self._told.setStyleSheet(f"color: {theme.failed if is_failed else theme.text_muted}")
        self._news.setText(news)
        self._news.setVisible(bool(news))
        self._news.setStyleSheet(f"color: {theme.warned}")

    def _lay_out(self) -> None:
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(8)
        for part, stretch in ((self._icon, 0), (self._name, 1), (self._place, 0)):
            top.addWidget(part, stretch)
        bottom.setSpacing(7)
        bottom.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        bottom.addWidget(self._told, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 11, 12, 9)
        column.setSpacing(5)
        column.addLayout(top)
        column.addWidget(self._typed)
        column.addLayout(bottom)
        column.addWidget(self._news)


def _about(node: Node) -> str:
    kind = "" if node.kind is NodeKind.FUNCTION else KIND_WORDS[node.kind]
    return "  ·  ".join(filter(None, (node.type_name, kind)))


def _told(result: NodeRun | None) -> str:
    if result is None or result.status is Status.IDLE:
        return "Not run yet"
    if result.status is Status.FAILED and result.message:
        return result.message
    has_time = result.seconds is not None and result.status is Status.DONE
    took = f" in {duration(result.seconds)}" if has_time and result.seconds is not None else ""
    said = f"{STATUS_WORDS[result.status].capitalize()}{took}"
    size = result.summary.replace(" x ", " \u00d7 ")
    return "  ·  ".join(filter(None, (said, size, result.message)))
