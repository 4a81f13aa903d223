"""Icons from SVG files, in the colours of a theme."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from core.model.graph import NodeKind
from explorer.bundled import resources
from explorer.theme import Theme

_SIDE = 20
_RATIOS = (1.0, 1.5, 2.0)

_FILES = {
    "open": "folder-open",
    "reload": "refresh-cw",
    "run": "play",
    "run-all": "fast-forward",
    "stop": "square",
    "restart": "rotate-cw",
    "search": "search",
    "override": "syringe",
    "edit": "external-link",
    "copy": "copy",
    "fit": "maximize",
    "zoom-in": "zoom-in",
    "zoom-out": "zoom-out",
    "orientation": "workflow",
    "passed": "circle-check",
    "failed": "circle-x",
    "warned": "triangle-alert",
    "info": "info",
    "warning": "triangle-alert",
    "error": "circle-alert",
    "close": "x",
    "file": "file-code",
    "function": "square-function",
    "input": "log-in",
    "config": "sliders-horizontal",
    "check": "shield-check",
    "loader": "download",
    "saver": "upload",
    "expand": "split",
    "collect": "merge",
}
"""What an icon means to what its file is called; other names are files' own."""


def icon(name: str, theme: Theme, colour: str = "") -> QIcon:
    """Return the icon of a meaning, in a colour (the theme's text where none is given).

    Disabled icons are faint. An unknown name gives an empty icon.
    """
    drawn = QIcon()
    for shade, mode in (
        (colour or theme.text_muted, QIcon.Mode.Normal),
        (theme.text_faint, QIcon.Mode.Disabled),
    ):
        for ratio in _RATIOS:
            drawn.addPixmap(pixmap(name, shade, _SIDE, ratio), mode)
    return drawn


def kind_icon(kind: NodeKind, theme: Theme) -> QIcon:
    """Return the icon of a kind of node, in its colour."""
    return icon(kind.value, theme, kind_colour(kind, theme))


def kind_colour(kind: NodeKind, theme: Theme) -> str:
    """Return the colour of a kind of node."""
    return getattr(theme, f"kind_{kind.value}")


def pixmap(name: str, colour: str, side: int, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a picture of `side` device-independent pixels."""
    drawn = QPixmap(QSize(side, side) * ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    file = resources() / "icons" / f"{_FILES.get(name, name)}.svg"
    if file.is_file():
        text = file.read_text("utf-8").replace("currentColor", colour)
        painter = QPainter(drawn)
        QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(drawn.rect()))
        painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn
