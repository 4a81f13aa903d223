"""The panel of the last run."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.model.run import CheckResult, Run
from explorer.theme import Theme


class RunPanel(QWidget):
    """Shows the nodes of a run in order with their times, its failure, and its checks."""

    node_chosen = Signal(object)
    editor_wanted = Signal(object, int)
    """Emitted with the Path of a file and a line in it, from 1."""

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""

    def show_run(self, run: Run | None, checks: tuple[CheckResult, ...] = ()) -> None:
        """Show a run as far as it is; `checks` are shown where the run itself had none."""
