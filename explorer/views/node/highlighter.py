"""Colours a source text from stretches that were found in it beforehand."""

from collections import defaultdict
from collections.abc import Iterable

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from core.model.graph import NodeId
from explorer.theme import LIGHT, Theme
from explorer.views.node.colouring import Stretch

_NAMES = ("name", "builtin")
"""Roles that a node's name can have where it is read."""


class Highlighter(QSyntaxHighlighter):
    """Each line is coloured once, however often it is painted."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme = LIGHT
        self._lines: dict[int, list[Stretch]] = {}
        self._linked: frozenset[str] = frozenset()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.rehighlight()

    def take(self, stretches: Iterable[Stretch], linked: frozenset[str]) -> None:
        """Take the parts of the text that comes next; names in `linked` lead to nodes."""
        lines: dict[int, list[Stretch]] = defaultdict(list)
        for stretch in stretches:
            lines[stretch.line].append(stretch)
        self._lines = dict(lines)
        self._linked = linked

    def link_at(self, line: int, column: int) -> NodeId | None:
        """Return the node that a place of the text leads to."""
        for stretch in self._lines.get(line, ()):
            if stretch.start <= column <= stretch.end and self._leads(stretch):
                return NodeId(stretch.text)
        return None

    def _leads(self, stretch: Stretch) -> bool:
        return stretch.role in _NAMES and stretch.text in self._linked

    def _format(self, stretch: Stretch) -> QTextCharFormat:
        shape = QTextCharFormat()
        if self._leads(stretch):
            shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            shape.setUnderlineColor(QColor(self._theme.accent))
        elif stretch.role != "name":
            shape.setForeground(QColor(getattr(self._theme, f"code_{stretch.role}")))
        return shape

    # Qt overrides

    def highlightBlock(self, text: str) -> None:
        for stretch in self._lines.get(self.currentBlock().blockNumber(), ()):
            self.setFormat(stretch.start, stretch.end - stretch.start, self._format(stretch))
