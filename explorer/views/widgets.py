"""Small things that several panels are made of."""

from html import escape

from PySide6.QtWidgets import QLabel, QLayout

from explorer.theme import Theme


def link(target: str, text: str, theme: Theme) -> str:
    """Return a link as rich text, in the accent and without a line below it."""
    style = f"color:{theme.accent}; text-decoration:none"
    return f"<a href='{escape(target, quote=True)}' style='{style}'>{escape(text)}</a>"


def label(text: str, role: str) -> QLabel:
    """Return a label that the style sheet knows by its role."""
    made = QLabel(text)
    made.setProperty("role", role)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
