"""Small things that several panels are made of."""

import re
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLayout, QWidget

from explorer.theme import Theme
from explorer.views.style import CODE_FAMILY

LINKS = (
    Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
)
"""How one interacts with a label that holds links."""
SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)
_CODE = re.compile(r"``(.+?)``|`(.+?)`")


def link(target: str, text: str, theme: Theme) -> str:
    """Return a link as rich text, in the accent and without a line below it."""
    style = f"color:{theme.accent}; text-decoration:none"
    return f"<a href='{escape(target, quote=True)}' style='{style}'>{escape(text)}</a>"


def with_code(text: str) -> str:
    """Return a plain text as rich text, with what stands in `backticks` in the code font."""
    style = f'font-family:"{CODE_FAMILY}"; font-size:12px'
    html = escape(text, quote=False).replace("\n", "<br>")
    return _CODE.sub(rf"<span style='{style}'>\1\2</span>", html)


def label(text: str, role: str) -> QLabel:
    """Return a label that the style sheet knows by its role."""
    made = QLabel(text)
    made.setProperty("role", role)
    return made


def on_surface(panel: QWidget) -> None:
    """Let a panel have the ground of a surface, wherever it stands."""
    panel.setProperty("role", "panel")
    panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
