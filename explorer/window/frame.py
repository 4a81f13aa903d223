"""The bare main window. Light to import, so that it stands while the rest is still coming."""

from base64 import b64decode, b64encode
from binascii import Error as DamagedBase64
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QSize, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow

from explorer.userfolder import UserFolder

NAME = "Lineage Explorer"
ARRANGEMENT = 1
"""Raised whenever the docks change, so that an arrangement of older ones is not put back."""
_SIZE = QSize(1440, 900)
_SCREENLESS = ("offscreen", "minimal")
_KEPT = "window"


class Frame(QMainWindow):
    """A window that remembers its place, takes what is dropped on it, and tells when it closes."""

    painted = Signal()
    """It is on the screen for the first time."""
    dropped = Signal(object)
    """Emitted with the paths, as a tuple."""
    attended = Signal()
    """The person has turned to it again."""
    closing = Signal()

    def __init__(self, folder: UserFolder) -> None:
        super().__init__()
        self._folder = folder
        self._is_painted = False
        self.is_furnished = False
        """Whether docks and tool bars are there and in place."""
        self.setWindowTitle(NAME)
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        self._take_place()

    def restore_arrangement(self) -> bool:
        """Put docks and tool bars, now that they are there, where they were last.

        Tells whether that was known.
        """
        self.is_furnished = True
        kept = self._folder.read(_KEPT)
        return kept.get("version") == ARRANGEMENT and self.restoreState(
            _bytes(kept.get("docks")), ARRANGEMENT
        )

    def _take_place(self) -> None:
        screen = QGuiApplication.primaryScreen().availableSize()
        is_seen = QGuiApplication.platformName() not in _SCREENLESS
        self.resize(_SIZE.boundedTo(screen) if is_seen else _SIZE)
        if is_seen:  # also guards against a screen that is no longer there
            self.restoreGeometry(_bytes(self._folder.read(_KEPT).get("geometry")))

    def _keep_place(self) -> None:
        if not self.is_furnished:
            return
        self._folder.write(
            _KEPT,
            {
                "version": ARRANGEMENT,
                "geometry": _text(self.saveGeometry()),
                "docks": _text(self.saveState(ARRANGEMENT)),
            },
        )

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        is_known = super().event(event)
        if event.type() is QEvent.Type.Paint and not self._is_painted:
            self._is_painted = True
            self.painted.emit()
        if event.type() is QEvent.Type.WindowActivate:
            self.attended.emit()
        return is_known

    def closeEvent(self, event: QCloseEvent) -> None:
        self._keep_place()
        self.closing.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.dropped.emit(tuple(Path(url.toLocalFile()) for url in urls))


def _text(value: QByteArray) -> str:
    return b64encode(value.data()).decode("ascii")


def _bytes(value: object) -> QByteArray:
    try:
        return QByteArray(b64decode(value)) if isinstance(value, str) else QByteArray()
    except (ValueError, DamagedBase64):
        return QByteArray()
