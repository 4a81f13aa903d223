"""Open a line of the user's code in the editor of their choice."""

import re
import shlex
import shutil
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QUrl
from PySide6.QtGui import QDesktopServices

from explorer.controllers.offers import SETTINGS
from explorer.settings import SettingsStore
from explorer.state import Banner, Store

_OURS = "QT_NO_GUI_THREADPOOL"
"""What we set for ourselves, and an editor written with Qt should not get."""


class EditingController(QObject):
    """Starts editors; never through a shell."""

    def __init__(self, store: Store, settings: SettingsStore) -> None:
        super().__init__()
        self._store = store
        self._settings = settings

    def open(self, file: Path, line: int) -> None:
        """Show `line` (1-based, 0 when unknown) of `file`; a banner says when that fails."""
        template = self._settings.settings.editor
        command = editor_command(template, file, line)
        if command is None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
        elif not _start(command):
            text = f"The editor `{command[0]}` could not be started. Choose another in Settings."
            self._store.update(banner=Banner("warning", text, (SETTINGS,)))

    def open_selected(self) -> None:
        """Show the function of the selected node."""
        state = self._store.state
        node = state.graph.nodes.get(state.selected) if state.selected is not None else None
        if node and node.source:
            self.open(node.source.file, node.source.first_line)


def editor_command(template: str, file: Path, line: int) -> tuple[str, ...] | None:
    """Return the program and arguments that show a line; None leaves the file to the system.

    Each word of `template` stays one argument, whatever is in the name of the file.
    """
    if template.strip():
        words = _words(template)
        if not any("{file}" in word for word in words):
            words = (*words, "{file}")
        return tuple(_filled(word, file, line) for word in words)
    if code := shutil.which("code"):
        return (code, "--goto", f"{file}:{max(line, 1)}")
    return None


def _words(template: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(template))
    except ValueError:  # an odd quote
        return tuple(template.split())


def _filled(word: str, file: Path, line: int) -> str:
    known = {"{file}": str(file), "{line}": str(max(line, 1))}
    return re.sub(r"\{(?:file|line)\}", lambda match: known[match[0]], word)


def _start(command: tuple[str, ...]) -> bool:
    process = QProcess()
    process.setProgram(command[0])
    process.setArguments(list(command[1:]))
    environment = QProcessEnvironment.systemEnvironment()
    environment.remove(_OURS)
    process.setProcessEnvironment(environment)
    return bool(process.startDetached())  # of a process made before, it is a plain bool
