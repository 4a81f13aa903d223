"""All parts of the program, made and joined."""

from dataclasses import dataclass

from core.layout import Direction
from core.session import Tickets
from explorer.background import Background
from explorer.bundled import resources
from explorer.commands import Means
from explorer.controllers.cancel import CancelController
from explorer.controllers.editing import EditingController
from explorer.controllers.given import GivenController
from explorer.controllers.layout import LayoutController
from explorer.controllers.loading import LoadingController
from explorer.controllers.output import OutputController
from explorer.controllers.preview import PreviewController
from explorer.controllers.project import ProjectController
from explorer.controllers.run import RunController
from explorer.controllers.selection import SelectionController
from explorer.controllers.worker import WorkerController
from explorer.link import WorkerLink
from explorer.memory import Memory
from explorer.state import Store
from explorer.window.appearance import Appearance
from explorer.window.frame import Frame
from explorer.window.workbench import Workbench


@dataclass(frozen=True)
class Application:
    """The parts that others talk to."""

    store: Store
    link: WorkerLink
    means: Means
    workbench: Workbench
    background: Background

    def close(self) -> None:
        """End every process and thread. Call once, when the window closes."""
        self.background.close()
        self.means.layout.close()
        self.link.close()


def assemble(frame: Frame, memory: Memory, appearance: Appearance) -> Application:
    """Make all parts and fill the frame; closing it closes them."""
    store, link, tickets, background = Store(), WorkerLink(), Tickets(), Background()
    if memory.settings.settings.is_top_down:
        store.update(direction=Direction.DOWN)
    selection = SelectionController(store)
    worker = WorkerController(store, link)
    layouts = LayoutController(store, background, memory, tickets)
    loading = LoadingController(store, link, tickets, background, selection, layouts)
    project = ProjectController(store, background, memory, worker, loading)
    given = GivenController(store, memory)
    means = Means(
        store=store,
        memory=memory,
        project=project,
        run=RunController(store, link, tickets, project, given, selection),
        cancel=CancelController(store, link, worker),
        given=given,
        selection=selection,
        preview=PreviewController(store, link, tickets),
        layout=layouts,
        output=OutputController(store, link),
        editing=EditingController(store, memory.settings),
        example=resources() / "examples" / "roastery",
    )
    application = Application(store, link, means, Workbench(frame, means, appearance), background)
    frame.closing.connect(application.close)
    return application
