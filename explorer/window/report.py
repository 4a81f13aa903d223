"""What happens when the program itself is wrong: a report that can be copied, never silence."""

import logging
import platform
import sys
import threading
import time
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from explorer.userfolder import UserFolder
from explorer.window.about import own_version

LOG = "bugs.log"
_SIZE = (720, 420)
_log = logging.getLogger(__name__)


class BugReports(QObject):
    """Catches what nobody else does: logs every bug, and shows each place once a session.

    Where nobody looks at the window, a bug ends the program with exit code 1.
    """

    _caught = Signal(str, str)

    def __init__(self, folder: UserFolder, parent: QWidget, *, is_watched: bool) -> None:
        super().__init__(parent)
        self._folder = folder
        self._parent = parent
        self._is_watched = is_watched
        self._shown: set[str] = set()
        # queued: a bug may come from any thread, and from within painting
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take the place of Python's hooks for exceptions."""
        sys.excepthook = self.catch
        threading.excepthook = lambda what: self.catch(
            what.exc_type, what.exc_value, what.exc_traceback
        )

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def catch(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Report an exception; an excepthook."""
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.exit(130)
            return
        text = report("".join(traceback.format_exception(kind, error, trace)))
        _log.error("%s", text)
        self._folder.append(LOG, f"{time.strftime('%Y-%m-%d %H:%M:%S')}\n{text}\n")
        place = traceback.extract_tb(trace)[-1:]
        self._caught.emit(f"{kind} {place}", text)

    def _show(self, place: str, text: str) -> None:
        if not self._is_watched:
            QGuiApplication.exit(1)
        elif place not in self._shown:
            self._shown.add(place)
            BugDialog(text, str(self._folder.path / LOG), self._parent).open()


class BugDialog(QDialog):
    """Shows a report, and copies it."""

    def __init__(self, text: str, log: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Something went wrong in Lineage Explorer")
        self.resize(*_SIZE)
        said = QLabel(
            "This is a mistake of the program, not of your dataflow. You can go on; if something "
            f"looks odd, open the project again. The report is also in {log}."
        )
        said.setWordWrap(True)
        shown = QPlainTextEdit(text, readOnly=True)
        shown.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        buttons = QDialogButtonBox()
        buttons.addButton("Close", QDialogButtonBox.ButtonRole.RejectRole)
        copy = buttons.addButton("Copy report", QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (said, shown, buttons):
            column.addWidget(part)


def report(trace: str) -> str:
    """Return a text that helps who mends it: versions and the traceback, nothing of the user's."""
    return (
        f"Lineage Explorer {own_version()}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.platform()}\n\n{trace}"
    )
