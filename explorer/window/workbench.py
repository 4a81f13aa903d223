"""The window as a whole: views, commands and state bound together."""

from PySide6.QtCore import QTimer

from core.model.run import RunStatus
from core.picture import Picture
from explorer.commands import COMMANDS, Command, Means
from explorer.state import State
from explorer.theme import Theme
from explorer.views.icons import icon
from explorer.window.actions import Actions
from explorer.window.appearance import Appearance
from explorer.window.desk import Desk
from explorer.window.frame import Frame
from explorer.window.intents import Intents
from explorer.window.offers import Offers
from explorer.window.overview import Overview
from explorer.window.questions import Questions
from explorer.window.showing import Showing
from explorer.window.surface import WindowSurface
from explorer.window.tinting import Tinting

_LONG_RUN_MILLISECONDS = 700
"""A run that takes longer is watched in the run panel; a shorter one would only flicker."""


class Workbench:
    """Fills a frame, and keeps it in step with the state."""

    def __init__(self, frame: Frame, means: Means, appearance: Appearance) -> None:
        self.frame = frame
        self.means = means
        self.desk = Desk(frame)
        self.actions = Actions(COMMANDS, frame, self._act)
        self.offers = Offers(self.desk.palette, self.actions, means, appearance)
        self.questions = Questions(means, appearance, frame)
        self._surface = WindowSurface(frame, self.desk, self.actions, self.offers, means)
        self._intents = Intents(frame, self.desk, self.actions, means, self._surface)
        self._overview = Overview(self.desk.canvas, self.desk.minimap, means.memory.settings)
        self._tinting = Tinting(self.desk.legend, self.actions, means)
        self._showing = Showing(means, self.desk, frame, self._tinting)
        self._soon = QTimer(frame, singleShot=True, interval=_LONG_RUN_MILLISECONDS)
        self._soon.timeout.connect(self._show_progress)
        self._fill_menus()
        self._wear(appearance.theme)
        appearance.changed.connect(self._wear)
        means.memory.settings.changed.connect(self.actions.show_settings)
        means.store.changed.connect(self._follow)
        self.actions.show_settings(means.memory.settings.settings)
        self.actions.show_state(means.store.state)
        self._showing.show_all()
        self._show_recents()
        self.desk.canvas.setFocus()
        # docks that were never laid out cannot be put back as they were
        QTimer.singleShot(0, frame, self._arrange)

    @property
    def picture(self) -> Picture | None:
        """What the canvas shows."""
        return self._showing.picture

    def _act(self, command: Command) -> None:
        command.act(self.means, self._surface)

    def _fill_menus(self) -> None:
        menus = self.actions.fill_menus(self.frame)
        panels = menus["&View"].addMenu("&Panels")
        self.desk.docks.add_toggles(panels)
        self.actions.fill_tool_bar(self.desk.tool_bar)

    def _arrange(self) -> None:
        if not self.frame.restore_arrangement():
            self.desk.docks.share_out()

    def _wear(self, theme: Theme) -> None:
        self.actions.show_icons(lambda name: icon(name, theme))
        self.desk.set_theme(theme)

    def _follow(self, old: State, new: State) -> None:
        self.actions.show_state(new)
        if new.project is None and old.project is not None:
            self._show_recents()
        self._bring_forward(old, new)

    def _show_progress(self) -> None:
        run = self.means.store.state.run
        if run and run.status is RunStatus.RUNNING and self.desk.docks.is_in_front("data"):
            self.desk.docks.bring("run")

    def _show_recents(self) -> None:
        self.desk.welcome.show_recents(
            [(one.title, str(one.folder), one.is_there) for one in self.means.memory.recents.all()]
        )

    def _bring_forward(self, old: State, new: State) -> None:
        """Show the panel that has news: the data, how a run goes or failed, or what is wrong."""
        docks, run = self.desk.docks, new.run
        if run and (old.run is None or (run.id, run.status) != (old.run.id, old.run.status)):
            if run.status is RunStatus.RUNNING:
                self._soon.start()
            elif run.status is RunStatus.OK:
                docks.bring("data")
            elif run.failure:
                docks.bring("run")
        elif panel := _with_news(old, new):
            docks.bring(panel)


def _with_news(old: State, new: State) -> str:
    """Return the panel that has something new that was asked for; empty for none."""
    has_traced = (new.trace or new.tracing) and (new.trace, new.tracing) != (old.trace, old.tracing)
    has_case = (new.case and new.case is not old.case) or (new.shrinking and not old.shrinking)
    has_compared = new.comparing != old.comparing or (new.comparison and not old.comparison)
    has_failed = new.problems and not new.graph.nodes and new.problems is not old.problems
    news = {"trace": has_traced, "case": has_case, "compare": has_compared, "problems": has_failed}
    return next((panel for panel, is_new in news.items() if is_new), "")
