"""All parts of the program but its views, made and joined."""

from dataclasses import dataclass

from core.layout import Direction
from core.session import Tickets, ValueFolder
from explorer.background import Background
from explorer.bundled import resources
from explorer.commands import Means
from explorer.controllers.allowance import Allowance
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
from explorer.controllers.live import LiveController
from explorer.controllers.loading import LoadingController
from explorer.controllers.output import OutputController
from explorer.controllers.placing import PlacingController
from explorer.controllers.preview import PreviewController
from explorer.controllers.project import ProjectController
from explorer.controllers.recall import RecallController
from explorer.controllers.recording import RecordingController
from explorer.controllers.rows import RowsController
from explorer.controllers.run import RunController
from explorer.controllers.seeing import SeeingController
from explorer.controllers.selection import SelectionController
from explorer.controllers.tracing import TracingController
from explorer.controllers.verifying import VerifyingController
from explorer.controllers.viewing import ViewingController
from explorer.controllers.worker import WorkerController
from explorer.link import WorkerLink
from explorer.memory import Memory
from explorer.state import Store


@dataclass(frozen=True)
class Engine:
    """The program without its views."""

    link: WorkerLink
    background: Background
    means: Means
    recall: RecallController
    values: ValueFolder
    seeing: SeeingController
    live: LiveController

    def close(self) -> None:
        """End every process and thread. Calling it again does nothing."""
        self.live.close()
        self.means.placing.close()
        self.means.drafting.close()
        self.background.close()
        self.means.layout.close()
        self.link.close()
        self.means.recording.close()
        self.values.remove()


def assemble(memory: Memory) -> Engine:
    """Make the state, the worker's link and the controllers, and join them."""
    store, link, tickets, background = Store(), WorkerLink(), Tickets(), Background()
    if memory.settings.settings.is_top_down:
        store.update(direction=Direction.DOWN)
    selection = SelectionController(store)
    values = ValueFolder(memory.folder.path / "values")
    worker = WorkerController(store, link, memory.settings, values)
    placing = PlacingController(store)
    layouts = LayoutController(store, background, memory, tickets, placing)
    loading = LoadingController(store, link, tickets, background, selection, layouts)
    project = ProjectController(store, background, memory, worker, loading)
    given = GivenController(store, memory)
    allowance = Allowance(memory.settings, values)
    viewing = ViewingController(store, selection)
    run = RunController(store, link, tickets, project, given, selection, allowance)
    colouring = ColouringController(store, memory.settings)
    recording = RecordingController(store, link, memory.folder.path / "history")
    means = Means(
        store=store,
        memory=memory,
        project=project,
        run=run,
        cancel=CancelController(store, link, worker),
        given=given,
        selection=selection,
        viewing=viewing,
        choosing=ChoosingController(store, memory, selection, viewing),
        colouring=colouring,
        preview=PreviewController(store, link, tickets),
        layout=layouts,
        placing=placing,
        drafting=DraftingController(),
        recording=recording,
        tracing=TracingController(store, link, tickets, run),
        verifying=VerifyingController(store, link, tickets, worker, recording),
        casework=CaseController(store, link, tickets, worker),
        comparing=ComparingController(store, recording, colouring),
        rows=RowsController(store, link, tickets, recording),
        good_values=GoodValuesController(store, link, tickets, memory.settings, recording),
        output=OutputController(store, link),
        editing=EditingController(store, memory.settings),
        example=resources() / "examples" / "roastery",
    )
    recall = RecallController(store, link, tickets, values)
    seeing = SeeingController(store, background, layouts)
    placing.abandoned.connect(seeing.go_back)
    placing.abandoned.connect(loading.go_without)
    live = LiveController(store, memory.settings, link, project, loading, run, viewing)
    recall.asked.connect(live.note_recalling)
    recall.recalled.connect(live.note_recalled)
    return Engine(link, background, means, recall, values, seeing, live)
