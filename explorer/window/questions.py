"""Puts the question that is in the state to the person, and takes the answer."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from core.model.given import Given
from core.model.graph import Graph, NodeId
from explorer.commands import Means
from explorer.state import InputsQuestion, OverrideQuestion, Question, State, TrustQuestion
from explorer.views.forms import Field, InputsForm, ValueForm
from explorer.window.appearance import Appearance
from explorer.window.trust import TrustDialog


class Questions(QObject):
    """Shows at most one dialog, which blocks nothing but the window behind it."""

    def __init__(self, means: Means, appearance: Appearance, window: QWidget) -> None:
        super().__init__(window)
        self._means = means
        self._appearance = appearance
        self._window = window
        self.dialog: QDialog | None = None
        means.store.changed.connect(self._follow)

    def _follow(self, old: State, new: State) -> None:
        if old.question is new.question:
            return
        self._drop()
        if new.question:
            self.dialog = self._made(new.question, new.graph)
            self.dialog.open()

    def _drop(self) -> None:
        """Take the dialog away without an answer: the state has moved on."""
        if self.dialog:
            self.dialog.blockSignals(True)
            self.dialog.close()
            self.dialog.deleteLater()
        self.dialog = None

    def _made(self, question: Question, graph: Graph) -> QDialog:
        match question:
            case TrustQuestion():
                return self._trust(question)
            case InputsQuestion():
                return self._inputs(question, graph)
            case OverrideQuestion():
                return self._override(question, graph)

    def _trust(self, question: TrustQuestion) -> QDialog:
        dialog = TrustDialog(question, self._window)
        dialog.accepted.connect(self._means.project.trust)
        dialog.rejected.connect(self._means.run.dismiss)
        return dialog

    def _inputs(self, question: InputsQuestion, graph: Graph) -> QDialog:
        fields = tuple(
            _field(graph, node, question.values.get(node), question.errors.get(node, ""))
            for node in question.nodes
        )
        accept = "Run" if question.starts_run else "Use these"
        dialog = InputsForm(fields, self._appearance.theme, self._window, accept)
        dialog.submitted.connect(self._means.run.use_inputs)
        dialog.cancelled.connect(self._means.run.dismiss)
        return dialog

    def _override(self, question: OverrideQuestion, graph: Graph) -> QDialog:
        field = _field(graph, question.node, question.value, question.error)
        dialog = ValueForm(field, self._appearance.theme, self._window)
        dialog.submitted.connect(self._means.run.override)
        dialog.cancelled.connect(self._means.run.dismiss)
        return dialog


def _field(graph: Graph, node: NodeId, value: Given | None, error: str) -> Field:
    found = graph.nodes[node]
    return Field(node, found.type_name, found.form, value, found.doc, error)
