"""How widgets look: fonts, palette and style sheet, all from a `Theme`."""

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from explorer.bundled import resources
from explorer.theme import Theme
from explorer.views.sheet import style_sheet

UI_FAMILY = "Inter"
CODE_FAMILY = "JetBrains Mono"
_UI_PIXELS = 13
_CODE_PIXELS = 13


def load_fonts() -> None:
    """Register the bundled fonts, so that text is readable where no font is installed."""
    for file in sorted((resources() / "fonts").glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(file))


def ui_font(pixels: int = _UI_PIXELS, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the font of labels, in device-independent pixels."""
    font = QFont([UI_FAMILY, "sans-serif"])
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font


def figures_font(pixels: int = 12) -> QFont:
    """Return the font of tables: all figures are of one width, so that columns of them align."""
    font = ui_font(pixels)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def code_font(pixels: int = _CODE_PIXELS) -> QFont:
    """Return the font of source code and other text in columns."""
    font = QFont([CODE_FAMILY, "monospace"])
    font.setPixelSize(pixels)
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the whole program in a theme. May be called again with another one."""
    if not app.styleSheet():
        # each of these goes through every widget, so what stays the same is set once
        app.setStyle("Fusion")
        app.setFont(ui_font())
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))


def palette(theme: Theme) -> QPalette:
    """Return the colours of a theme as a palette."""
    role = QPalette.ColorRole
    drawn = QPalette()
    for name, colour in (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.surface),
        (role.AlternateBase, theme.hover),
        (role.Text, theme.text),
        (role.PlaceholderText, theme.text_faint),
        (role.Button, theme.surface),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.failed),
        (role.ToolTipBase, theme.surface_raised),
        (role.ToolTipText, theme.text),
        (role.Highlight, theme.selection),
        (role.HighlightedText, theme.text),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.Light, theme.surface_raised),
        (role.Midlight, theme.border),
        (role.Mid, theme.border_strong),
        (role.Dark, theme.border_strong),
        (role.Shadow, theme.canvas),
        (role.Accent, theme.accent),
    ):
        drawn.setColor(name, QColor(colour))
    for name in (role.Text, role.WindowText, role.ButtonText):
        drawn.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.text_faint))
    return drawn
