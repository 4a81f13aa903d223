"""The style sheet: every widget that Qt draws, in the colours of a `Theme`."""

from dataclasses import fields
from string import Template

from explorer.bundled import resources
from explorer.theme import Theme


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of a theme."""
    colours = {field.name: getattr(theme, field.name) for field in fields(Theme)}
    icons = (resources() / "icons").as_posix()
    return Template(_SHEET).substitute(colours, icons=icons)


_WINDOW = """
QMainWindow { background: $window; }
QDialog { background: $surface; }
QMainWindow::separator { background: $border; width: 1px; height: 1px; margin: 0 1px; }
QMainWindow::separator:hover { background: $accent; }
QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QToolTip { background: $surface_raised; color: $text; border: 1px solid $border_strong;
    padding: 4px 6px; }

QMenuBar { background: $window; color: $text; padding: 1px 6px; }
QMenuBar::item { padding: 4px 9px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenuBar::item:pressed { background: $selection; }
QMenu { background: $surface_raised; color: $text; border: 1px solid $border_strong;
    padding: 4px; }
QMenu::item { padding: 5px 28px 5px 10px; border-radius: 4px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $text_faint; background: transparent; }
QMenu::separator { height: 1px; background: $border; margin: 4px 6px; }
QMenu::icon { padding-left: 8px; }

QToolBar { background: $window; border: none; border-bottom: 1px solid $border;
    padding: 4px 8px; spacing: 2px; qproperty-iconSize: 22px 16px; }
QToolBar::separator { background: $border_strong; width: 1px; margin: 6px 6px; }
QToolButton { background: transparent; color: $text; border: 1px solid transparent;
    border-radius: 5px; padding: 4px 6px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $selection; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $text_faint; }

QDockWidget { color: $text_muted; font-weight: 600; font-size: 12px;
    titlebar-close-icon: url("$icons/sheet-close.svg");
    titlebar-normal-icon: url("$icons/sheet-float.svg"); }
QDockWidget::title { background: $surface; padding: 6px 10px; border-bottom: 1px solid $border; }
QDockWidget::close-button, QDockWidget::float-button { border: none; background: transparent;
    border-radius: 4px; icon-size: 12px; subcontrol-origin: padding;
    subcontrol-position: top right; position: absolute; top: 5px; width: 18px; height: 18px; }
QDockWidget::close-button { right: 6px; }
QDockWidget::float-button { right: 28px; }
QDockWidget::close-button:hover, QDockWidget::float-button:hover { background: $hover; }

QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $text_muted; padding: 6px 12px 5px 12px;
    border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $accent; }
QTabBar::close-button { image: url("$icons/sheet-close.svg"); }
QTabWidget { background: $surface; }
QTabWidget::pane { border: none; border-top: 1px solid $border; background: $surface; }

QStatusBar { background: $window; color: $text_muted; border-top: 1px solid $border; }
QStatusBar::item { border: none; }
"""

_CONTROLS = """
QPushButton { background: $surface_raised; color: $text; border: 1px solid $border_strong;
    border-radius: 5px; padding: 4px 12px; min-height: 17px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $selection; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $text_faint; border-color: $border; background: transparent; }
QPushButton:default, QPushButton[primary="true"] { background: $accent; color: $accent_text;
    border-color: $accent; font-weight: 600; }
QPushButton:default:hover, QPushButton[primary="true"]:hover { border-color: $text; }
QPushButton:default:focus, QPushButton[primary="true"]:focus { border-color: $text; }
QPushButton:default:disabled, QPushButton[primary="true"]:disabled { background: $border;
    color: $text_faint; border-color: $border; }
QPushButton[flat="true"] { background: transparent; border-color: transparent; }
QPushButton[flat="true"]:hover { background: $hover; }
QPushButton[flat="true"]:focus { border-color: $accent; }
QPushButton[role="crumb"] { background: transparent; border-color: transparent;
    padding: 2px 6px; min-height: 16px; color: $accent; }
QPushButton[role="crumb"]:hover { background: $hover; }
QPushButton[role="crumb"]:focus { border-color: $accent; }
QFrame[role="crumbs"] { background: $window; border: none; border-bottom: 1px solid $border; }
QPushButton[role="link"] { background: transparent; border: none; color: $text_muted;
    text-align: left; padding: 2px 10px; }
QPushButton[role="link"]:hover { color: $accent; }
QPushButton[role="link"]:focus { color: $accent; text-decoration: underline; }
QPushButton[role="entry"] { background: transparent; border-color: transparent; padding: 0;
    min-height: 30px; }
QPushButton[role="entry"]:hover { background: $hover; }
QPushButton[role="entry"]:focus { border-color: $accent; }

QLineEdit, QPlainTextEdit[field="true"], QSpinBox, QDoubleSpinBox, QComboBox, QDateEdit {
    background: $surface; color: $text; border: 1px solid $border_strong; border-radius: 5px;
    padding: 3px 7px; min-height: 19px; placeholder-text-color: $text_faint;
    selection-background-color: $selection; selection-color: $text; }
QLineEdit:focus, QPlainTextEdit[field="true"]:focus, QSpinBox:focus, QDoubleSpinBox:focus,
QComboBox:focus, QDateEdit:focus { border-color: $accent; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {
    border-color: $failed; }
QLineEdit[role="search"] { font-size: 15px; border: none; border-bottom: 1px solid $border;
    border-radius: 0; padding: 10px 14px; background: transparent; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url("$icons/sheet-down.svg"); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $surface_raised; border: 1px solid $border_strong;
    selection-background-color: $selection; selection-color: $text; outline: none; padding: 3px; }
QCheckBox { spacing: 7px; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid $border_strong;
    border-radius: 4px; background: $surface; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent;
    image: url("$icons/sheet-check-$name.svg"); }
QCheckBox::indicator:focus { border-color: $text; }
QProgressBar { background: $border; border: none; border-radius: 2px; max-height: 4px;
    min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface_raised; }
QCalendarWidget QAbstractItemView { selection-background-color: $accent;
    selection-color: $accent_text; }

QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 11px; }
QScrollBar:horizontal { height: 11px; }
QScrollBar::handle { background: $border_strong; border-radius: 3px; margin: 2px 3px; }
QScrollBar::handle:vertical { min-height: 28px; margin: 2px 2px 2px 3px; }
QScrollBar::handle:horizontal { min-width: 28px; margin: 3px 2px 2px 2px; }
QScrollBar::handle:hover { background: $text_faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
"""

_CONTENT = """
QAbstractItemView { background: $surface; color: $text; border: none; outline: none;
    selection-background-color: $selection; selection-color: $text; }
QTreeView::item, QListView::item { min-height: 24px; }
QTreeView::item:hover, QListView::item:hover { background: $hover; }
QTreeView::item:selected, QListView::item:selected { background: $selection; color: $text; }
QTreeView::branch { background: transparent; }
QTreeView::branch:selected { background: $selection; }
QTreeView::branch:has-children:closed { image: url("$icons/sheet-right.svg"); padding: 3px; }
QTreeView::branch:has-children:open { image: url("$icons/sheet-down.svg"); padding: 3px; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $text_muted; border: none;
    border-right: 1px solid $border; border-bottom: 1px solid $border; padding: 4px 8px; }
QHeaderView::section:vertical { color: $text_faint; border-bottom: none; padding: 0 10px; }
QTableView { gridline-color: transparent; }
QTableCornerButton::section { background: $surface; border: none;
    border-right: 1px solid $border; border-bottom: 1px solid $border; }
QPlainTextEdit, QTextBrowser, QTextEdit { background: $surface; color: $text; border: none;
    selection-background-color: $selection; selection-color: $text; }
QDialog QListWidget { border: 1px solid $border_strong; border-radius: 5px; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[role="plain"] { background: transparent; }

QLabel { background: transparent; }
QLabel[role="muted"] { color: $text_muted; }
QLabel[role="faint"] { color: $text_faint; }
QLabel[role="small"] { color: $text_muted; font-size: 12px; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="title"] { font-size: 15px; font-weight: 600; }
QLabel[role="wordmark"] { font-size: 24px; font-weight: 600; }
QLabel[role="heading"] { color: $text_muted; font-size: 11px; font-weight: 600; }
QLabel[role="wrong"] { color: $failed; }
QLabel[role="keys"] { color: $text_muted; background: $hover; border: 1px solid $border_strong;
    border-radius: 4px; padding: 1px 6px; font-size: 11px; }
QLabel[role="chip"] { color: $text_muted; background: $hover; border-radius: 4px;
    padding: 2px 7px; font-size: 11px; }

QLabel[role="refusal"] { color: $failed; background: $surface_raised;
    border: 1px solid $border_strong; border-radius: 6px; padding: 5px 10px; }
QLabel[role="typed"] { background: $surface_raised; border: 1px solid $border_strong;
    border-radius: 6px; padding: 5px 12px; }

QFrame[role="panel"], QWidget[role="panel"] { background: $surface; }
QFrame[role="bar"] { background: $surface; border-bottom: 1px solid $border; }
QFrame[role="foot"] { background: $surface; border-top: 1px solid $border; }
QFrame[role="line"] { background: $border; max-height: 1px; min-height: 1px; border: none; }
QFrame[role="card"] { background: $surface_raised; border: 1px solid $border;
    border-radius: 6px; }
QFrame[role="failure"] { background: $surface; border: 1px solid $border; border-radius: 6px;
    border-left: 3px solid $failed; }
QFrame[role="popup"] { background: $surface_raised; border: 1px solid $border_strong;
    border-radius: 8px; }
QFrame[role="popup"] QListView { background: $surface_raised; }
QFrame[role="info"], QFrame[role="warning"], QFrame[role="error"] { background: $surface;
    border: none; border-bottom: 1px solid $border; border-left: 3px solid $accent; }
QFrame[role="warning"] { border-left-color: $warned; }
QFrame[role="error"] { border-left-color: $failed; }
"""

_SHEET = _WINDOW + _CONTROLS + _CONTENT
