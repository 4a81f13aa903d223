"""The smallest case: what its panel and the buttons beside failures and suspects ask for."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from core.model.case import Assertion, Demand
from core.model.given import GivenFile
from core.model.tracing import Suspect
from explorer.commands import Means
from explorer.window.desk import Desk
from explorer.window.frame import Frame

_DATA = "Data (*.csv *.parquet *.json)"


class Casework:
    """Connects the signals, and asks where a test goes. Nothing here blocks."""

    def __init__(self, frame: Frame, desk: Desk, means: Means) -> None:
        self._frame = frame
        self._means = means
        desk.run.failure.case_wanted.connect(means.casework.shrink)
        desk.trace.case_wanted.connect(self._shrink_suspect)
        desk.case.stop_wanted.connect(means.casework.stop)
        desk.case.test_wanted.connect(self._make_test)

    def _make_test(self, assertion: Assertion | None) -> None:
        if assertion is not None:
            self._ask_where(assertion)
            return
        dialog = QFileDialog(self._frame, "The right result", self._start(), _DATA)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)

        def compare(file: str) -> None:
            self._ask_where(Assertion(Demand.EQUALS, given=GivenFile(Path(file))))

        dialog.fileSelected.connect(compare)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _start(self) -> str:
        project = self._means.store.state.project
        return str(project.root if project else Path.cwd())

    def _ask_where(self, assertion: Assertion) -> None:
        """Ask for a file, and have the test written there."""
        state = self._means.store.state
        if state.case is None:
            return
        folder = Path(self._start())
        tests = folder / "tests"
        name = f"test_{state.case.node.replace('.', '_')}.py"
        start = (tests if tests.is_dir() else folder) / name
        dialog = QFileDialog(self._frame, "Write a test", str(start), "Python (*.py)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("py")
        dialog.selectFile(str(start))

        def write(file: str) -> None:
            self._means.casework.write_test(Path(file), (assertion,))

        dialog.fileSelected.connect(write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _shrink_suspect(self, suspect: Suspect) -> None:
        self._means.casework.shrink(suspect.node, suspect.symptom, suspect.column or None)
