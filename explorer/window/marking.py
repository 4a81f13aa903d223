"""Views -> controllers and back, for marking several nodes at once."""

from PySide6.QtCore import QObject, Qt

from explorer.commands import Means
from explorer.controllers.choosing import Answer, Jump
from explorer.window.desk import Desk
from explorer.window.surface import WindowSurface


class Marking(QObject):
    """Connects the selection box with the canvas and the controller that marks."""

    def __init__(self, desk: Desk, means: Means, surface: WindowSurface) -> None:
        super().__init__(desk.selection_box)
        self._desk = desk
        self._means = means
        self._choosing = means.choosing
        self._surface = surface
        box = desk.selection_box
        box.typed.connect(self._choosing.consider)
        box.mark_wanted.connect(self._mark)
        box.action_wanted.connect(self._act)
        box.left.connect(self._leave)
        canvas = desk.canvas
        canvas.nodes_banded.connect(self._choosing.mark)
        canvas.nodes_toggled.connect(self._choosing.toggle)
        desk.outline.nodes_toggled.connect(self._choosing.toggle)
        canvas.name_typed.connect(self._choosing.jump)
        self._choosing.jumped.connect(self._show_jump)
        self._choosing.considered.connect(self._answer)
        means.project.opened.connect(self._show_recent)
        self._show_recent()

    def _mark(self, text: str) -> None:
        if self._choosing.mark_by(text):
            self._show_recent()
            self._surface.show_marked()

    def _act(self, text: str, action: str) -> None:
        """Do something with what a text picks; without text with what is marked."""
        if text.strip() and not self._choosing.mark_by(text):
            return
        self._show_recent()
        marked = self._means.store.state.marked
        match action:
            case "show_only":
                self._means.viewing.show_only(marked, self._choosing.description)
                self._choosing.clear()  # marks on all that is seen tell nothing
            case "hide":
                self._means.viewing.hide(marked)
                self._choosing.clear()
            case _:
                self._means.run.to_nodes(marked)

    def _show_jump(self, jump: Jump) -> None:
        self._desk.canvas.typing.show(jump.typed, jump.place, jump.count)

    def _leave(self) -> None:
        self._choosing.clear()
        self._desk.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, answer: Answer) -> None:
        box, fault, options = self._desk.selection_box, answer.fault, answer.completion
        told = (fault.message, fault.start, fault.end) if fault else None
        box.show_answer(len(answer.nodes), answer.total, told)
        box.show_options(options.start, options.end, options.options)

    def _show_recent(self) -> None:
        self._desk.selection_box.show_recent(self._choosing.recent)
