"""How widgets look: fonts, palette and style sheet, all from a `Theme`."""

from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from explorer.bundled import resources
from explorer.theme import Theme

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


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of a theme."""
    colours = {name: getattr(theme, name) for name in Theme.__slots__}
    return Template(_SHEET).substitute(colours)


_SHEET = """
QMainWindow, QDialog { background: $window; }
QMainWindow::separator { background: $window; width: 5px; height: 5px; }
QMainWindow::separator:hover { background: $accent; }
QToolTip { background: $surface_raised; color: $text; border: 1px solid $border_strong;
    padding: 5px 7px; }

QMenuBar { background: $window; color: $text; padding: 2px 6px; spacing: 2px; }
QMenuBar::item { padding: 4px 9px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $surface_raised; color: $text; border: 1px solid $border_strong;
    border-radius: 8px; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 12px; border-radius: 5px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $text_faint; }
QMenu::separator { height: 1px; background: $border; margin: 5px 6px; }
QMenu::icon { padding-left: 8px; }

QToolBar { background: $window; border: none; border-bottom: 1px solid $border; padding: 4px 8px;
    spacing: 3px; }
QToolBar::separator { background: $border; width: 1px; margin: 5px 6px; }
QToolButton { background: transparent; color: $text; border: 1px solid transparent;
    border-radius: 6px; padding: 4px 7px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $selection; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $text_faint; }

QDockWidget { color: $text_muted; font-weight: 600; }
QDockWidget::title { background: $surface; padding: 7px 10px; border-bottom: 1px solid $border; }
QTabBar { background: $window; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $text_muted; padding: 7px 13px; border: none;
    border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $accent; }
QTabWidget::pane { border: none; border-top: 1px solid $border; background: $surface; }

QPushButton { background: $surface_raised; color: $text; border: 1px solid $border_strong;
    border-radius: 6px; padding: 5px 13px; min-height: 17px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $selection; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $text_faint; border-color: $border; }
QPushButton:default, QPushButton[primary="true"] { background: $accent; color: $accent_text;
    border-color: $accent; font-weight: 600; }
QPushButton[flat="true"] { background: transparent; border-color: transparent; }
QPushButton[flat="true"]:hover { background: $hover; }

QLineEdit, QPlainTextEdit[field="true"], QSpinBox, QDoubleSpinBox, QComboBox, QDateEdit,
QDateTimeEdit { background: $surface; color: $text; border: 1px solid $border_strong;
    border-radius: 6px; padding: 4px 8px; min-height: 19px;
    selection-background-color: $selection; selection-color: $text; }
QLineEdit:focus, QPlainTextEdit[field="true"]:focus, QSpinBox:focus, QDoubleSpinBox:focus,
QComboBox:focus, QDateEdit:focus, QDateTimeEdit:focus { border-color: $accent; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QSpinBox[wrong="true"],
QComboBox[wrong="true"] { border-color: $failed; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox QAbstractItemView { background: $surface_raised; border: 1px solid $border_strong;
    selection-background-color: $selection; selection-color: $text; outline: none; }

QAbstractItemView { background: $surface; color: $text; border: none; outline: none;
    selection-background-color: $selection; selection-color: $text; }
QTreeView::item, QListView::item { padding: 3px 4px; border-radius: 4px; }
QTreeView::item:hover, QListView::item:hover { background: $hover; }
QTreeView::item:selected, QListView::item:selected { background: $selection; color: $text; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $text_muted; border: none;
    border-right: 1px solid $border; border-bottom: 1px solid $border; padding: 4px 8px; }
QTableCornerButton::section { background: $surface; border: none;
    border-right: 1px solid $border; border-bottom: 1px solid $border; }
QPlainTextEdit, QTextBrowser, QTextEdit { background: $surface; color: $text; border: none;
    selection-background-color: $selection; selection-color: $text; }

QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $border_strong; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $text_faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }

QStatusBar { background: $window; color: $text_muted; border-top: 1px solid $border; }
QStatusBar::item { border: none; }
QProgressBar { background: $border; border: none; border-radius: 3px; max-height: 6px;
    min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QLabel[role="muted"] { color: $text_muted; }
QLabel[role="faint"] { color: $text_faint; }
QLabel[role="title"] { font-size: 15px; font-weight: 600; }
QLabel[role="heading"] { color: $text_muted; font-size: 11px; font-weight: 600; }
QLabel[role="wrong"] { color: $failed; }
QLabel[role="code"] { font-family: "JetBrains Mono"; font-size: 12px; }
QFrame[role="panel"] { background: $surface; }
QFrame[role="card"] { background: $surface_raised; border: 1px solid $border; border-radius: 8px; }
QFrame[role="popup"] { background: $surface_raised; border: 1px solid $border_strong;
    border-radius: 10px; }
QFrame[role="info"] { background: $selection; }
QFrame[role="warning"] { background: $surface_raised; border-left: 3px solid $warned; }
QFrame[role="error"] { background: $surface_raised; border-left: 3px solid $failed; }
"""
