"""What commands act on: the controllers, and the window as far as they know it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from core.model.graph import NodeId
from explorer.controllers.cancel import CancelController
from explorer.controllers.casework import CaseController
from explorer.controllers.choosing import ChoosingController
from explorer.controllers.colouring import ColouringController
from explorer.controllers.comparing import ComparingController
from explorer.controllers.drafting import DraftingController
from explorer.controllers.editing import EditingController
from explorer.controllers.given import GivenController
from explorer.controllers.goodvalues import GoodValuesController
from explorer.controllers.layout import LayoutController
from explorer.controllers.output import OutputController
from explorer.controllers.placing import PlacingController
from explorer.controllers.preview import PreviewController
from explorer.controllers.project import ProjectController
from explorer.controllers.recording import RecordingController
from explorer.controllers.rows import RowsController
from explorer.controllers.run import RunController
from explorer.controllers.selection import SelectionController
from explorer.controllers.tracing import TracingController
from explorer.controllers.verifying import VerifyingController
from explorer.controllers.viewing import ViewingController
from explorer.memory import Memory
from explorer.state import Store


@dataclass(frozen=True, slots=True)
class Means:
    """All that is there without a window. `example` is the folder of the bundled dataflow."""

    store: Store
    memory: Memory
    project: ProjectController
    run: RunController
    cancel: CancelController
    given: GivenController
    selection: SelectionController
    viewing: ViewingController
    choosing: ChoosingController
    colouring: ColouringController
    preview: PreviewController
    layout: LayoutController
    placing: PlacingController
    drafting: DraftingController
    recording: RecordingController
    tracing: TracingController
    verifying: VerifyingController
    casework: CaseController
    comparing: ComparingController
    rows: RowsController
    good_values: GoodValuesController
    output: OutputController
    editing: EditingController
    example: Path


class Surface(Protocol):
    """What commands ask of the window."""

    def open_files(self) -> None:
        """Ask for files, and open them."""

    def open_folder(self) -> None:
        """Ask for a folder, and open it."""

    def choose_interpreter(self) -> None:
        """Ask for an interpreter, and use it."""

    def show_commands(self) -> None:
        """Offer all commands by name."""

    def show_nodes(self) -> None:
        """Offer all nodes by name."""

    def go(self, node: NodeId) -> None:
        """Select a node and bring it into view, whatever is closed or hidden."""

    def choose_node(self, placeholder: str, then: Callable[[NodeId], None]) -> None:
        """Offer all nodes by name, for something other than going there."""

    def choose_tag(self, then: Callable[[str], None]) -> None:
        """Offer the keys of all tags."""

    def show_recents(self) -> None:
        """Offer the projects opened last."""

    def type_selection(self) -> None:
        """Let the person type which nodes to mark."""

    def show_marked(self) -> None:
        """Bring the marked nodes into view."""

    def show_settings(self) -> None:
        """Open the settings."""

    def show_shortcuts(self) -> None:
        """Open the list of keys."""

    def show_about(self) -> None:
        """Say what this is."""

    def fit(self) -> None:
        """Show the whole graph."""

    def set_zoom(self, zoom: float) -> None:
        """Take a zoom, 1 being natural size."""

    def zoom_by(self, factor: float) -> None:
        """Zoom around the middle."""

    def reset_layout(self) -> None:
        """Put docks and tool bars back where they were at first."""

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""

    def leave(self) -> None:
        """Close the window."""
