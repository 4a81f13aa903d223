"""Small cases and tests: what the panel, menus and buttons beside failures and suspects ask."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from core.model.case import Assertion, Demand, Sought
from core.model.given import GivenFile
from core.model.graph import NodeId
from core.model.tracing import Suspect, Symptom
from explorer.commands import Means
from explorer.controllers.casework import cuttable
from explorer.views.case import SampleForm
from explorer.window.desk import Desk
from explorer.window.frame import Frame

_DATA = "Data (*.csv *.parquet *.json)"
_Write = Callable[[Path, tuple[Assertion, ...]], None]


class Casework:
    """Connects the signals, and asks where a test goes. Nothing here blocks."""

    def __init__(self, frame: Frame, desk: Desk, means: Means) -> None:
        self._frame = frame
        self._means = means
        desk.run.failure.case_wanted.connect(self._shrink_failure)
        desk.trace.case_wanted.connect(self._shrink_suspect)
        desk.case.case_wanted.connect(means.casework.shrink)
        desk.case.stop_wanted.connect(means.casework.stop)
        desk.case.test_wanted.connect(self._make_test)
        means.casework.sample_wanted.connect(self._ask_for_sample)
        means.casework.replacing.connect(self._ask_to_replace)

    def _shrink_failure(self, node: NodeId) -> None:
        self._means.casework.shrink(Sought(node))

    def _shrink_suspect(self, suspect: Suspect) -> None:
        shown = next((e.get(suspect.column) for e in suspect.examples), None)
        is_new = suspect.symptom is Symptom.UNSEEN_CATEGORY
        value = shown if is_new and shown else ""
        column = suspect.column or None
        self._means.casework.shrink(Sought(suspect.node, suspect.symptom, column, value=value))

    def _make_test(self, assertions: tuple[Assertion, ...], of_file: bool) -> None:
        case = self._means.store.state.case
        if case is not None:
            self._ask_for_value(case.node, assertions, of_file, self._means.casework.write_test)

    def _ask_for_sample(self, node: NodeId) -> None:
        form = SampleForm(node, cuttable(self._means.store.state, node), self._frame)
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def take() -> None:
            rows, ancestor = form.rows, form.ancestor

            def write(file: Path, assertions: tuple[Assertion, ...]) -> None:
                self._means.casework.write_sample(file, node, assertions, rows, ancestor)

            demands = form.demands
            self._ask_for_value(node, demands.chosen, demands.of_file.isChecked(), write)

        form.submitted.connect(take)
        form.open()

    def _ask_for_value(
        self, node: NodeId, assertions: tuple[Assertion, ...], of_file: bool, write: _Write
    ) -> None:
        """Ask for the file that has the right value, if one has, then where the test goes."""
        if not of_file:
            self._ask_where(node, lambda file: write(file, assertions))
            return
        dialog = QFileDialog(self._frame, "The right result", self._start(), _DATA)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)

        def compare(file: str) -> None:
            right = Assertion(Demand.EQUALS, given=GivenFile(Path(file)))
            self._ask_where(node, lambda path: write(path, (*assertions, right)))

        dialog.fileSelected.connect(compare)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _start(self) -> str:
        project = self._means.store.state.project
        return str(project.root if project else Path.cwd())

    def _ask_where(self, node: NodeId, then: Callable[[Path], None]) -> None:
        folder = Path(self._start())
        tests = folder / "tests"
        start = (tests if tests.is_dir() else folder) / f"test_{node.replace('.', '_')}.py"
        dialog = QFileDialog(self._frame, "Write a test", str(start), "Python (*.py)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("py")
        dialog.selectFile(str(start))

        def take(file: str) -> None:
            then(Path(file))

        dialog.fileSelected.connect(take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_to_replace(self, files: tuple[Path, ...]) -> None:
        """Ask before data that lies beside a test is replaced."""
        box = QMessageBox(self._frame)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("Write a test")
        names = ", ".join(file.name for file in files)
        are = "is" if len(files) == 1 else "are"
        box.setText(f"{names} {are} there already, in {files[0].parent}.")
        box.setInformativeText("The test needs data so called beside it. Nothing is written yet.")
        replace = box.addButton("Replace", QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        replace.clicked.connect(self._means.casework.replace)
        box.open()
