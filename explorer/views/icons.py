"""Icons from SVG files, in the colours of a theme."""

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from core.model.graph import NodeKind
from core.model.run import Status
from explorer.bundled import resources
from explorer.theme import Theme

_SIDES = (13, 14, 15, 16, 18)
"""The sizes that icons are shown in, in device-independent pixels."""
_FILES = {
    "open": "folder-open",
    "reload": "refresh-cw",
    "run": "play",
    "run-all": "fast-forward",
    "stop": "square",
    "restart": "rotate-cw",
    "search": "search",
    "selection": "list-filter",
    "override": "syringe",
    "edit": "external-link",
    "copy": "copy",
    "fit": "maximize",
    "zoom-in": "zoom-in",
    "zoom-out": "zoom-out",
    "orientation": "workflow",
    "back": "arrow-left",
    "forward": "arrow-right",
    "wider": "plus",
    "narrower": "minus",
    "groups": "layers",
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
    "loader": "database",
    "saver": "upload",
    "expand": "split",
    "collect": "merge",
}
"""What an icon means to what its file is called; other names are files' own."""
_STATUSES = {
    Status.WAITING: ("clock", "text_faint"),
    Status.RUNNING: ("loader-circle", "running"),
    Status.DONE: ("circle-check", "done"),
    Status.REUSED: ("history", "reused"),
    Status.GIVEN: ("circle-arrow-down", "given"),
    Status.FAILED: ("circle-x", "failed"),
    Status.SKIPPED: ("circle-minus", "skipped"),
    Status.CANCELLED: ("circle-stop", "skipped"),
}


def icon(name: str, theme: Theme, colour: str = "") -> QIcon:
    """Return the icon of a meaning, in a colour (the theme's muted text where none is given).

    Disabled icons are faint. An unknown name gives an empty icon.
    """
    drawn, drawing = QIcon(), _drawing(name)
    if not drawing:
        return drawn
    # pictures, not a QIconEngine of ours: PySide frees such an engine twice when the garbage
    # collector takes it together with its icon
    ratio = max(screen.devicePixelRatio() for screen in QGuiApplication.screens())
    for mode, shade, sides in (
        (QIcon.Mode.Normal, colour or theme.text_muted, _SIDES),
        (QIcon.Mode.Disabled, theme.border_strong, _SIDES[-1:]),
    ):
        renderer = _renderer(drawing, shade)
        for side in sides:
            picture = _picture(renderer, QSize(side, side) * ratio)
            picture.setDevicePixelRatio(ratio)
            drawn.addPixmap(picture, mode)
    return drawn


def kind_icon(kind: NodeKind, theme: Theme) -> QIcon:
    """Return the icon of a kind of node, in its colour."""
    return icon(kind.value, theme, kind_colour(kind, theme))


def kind_colour(kind: NodeKind, theme: Theme) -> str:
    """Return the colour of a kind of node."""
    return getattr(theme, f"kind_{kind.value}")


def status_icon(status: Status, theme: Theme) -> QIcon:
    """Return the sign of a status; an empty icon for a node that has not run."""
    if status not in _STATUSES:
        return QIcon()
    return icon(_STATUSES[status][0], theme, status_colour(status, theme))


class StatusSigns:
    """The signs of all statuses in one theme, each drawn when it is first asked for."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._drawn: dict[Status, QIcon] = {}

    def __getitem__(self, status: Status) -> QIcon:
        """Return the sign of a status."""
        if status not in self._drawn:
            self._drawn[status] = status_icon(status, self._theme)
        return self._drawn[status]


def status_colour(status: Status, theme: Theme) -> str:
    """Return the colour of a status; that of muted text for a node that has not run."""
    return getattr(theme, _STATUSES[status][1] if status in _STATUSES else "text_muted")


def pixmap(name: str, colour: str, side: int, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a picture of `side` device-independent pixels."""
    drawn = _picture(_renderer(_drawing(name), colour), QSize(side, side) * ratio)
    drawn.setDevicePixelRatio(ratio)
    return drawn


def _drawing(name: str) -> str:
    """Return the text of an icon's file; empty when there is none."""
    file = resources() / "icons" / f"{_FILES.get(name, name)}.svg"
    return file.read_text("utf-8") if file.is_file() else ""


def _renderer(drawing: str, colour: str) -> QSvgRenderer:
    text = drawing.replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(text.encode())) if text else QSvgRenderer()
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    return renderer


def _picture(renderer: QSvgRenderer, size: QSize) -> QPixmap:
    drawn = QPixmap(size)
    drawn.fill(Qt.GlobalColor.transparent)
    if renderer.isValid():
        painter = QPainter(drawn)
        renderer.render(painter, QRectF(QRect(QPoint(0, 0), size)))
        painter.end()
    return drawn
