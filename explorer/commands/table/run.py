"""The commands of the menu Run."""

from explorer.commands import conditions as when
from explorer.commands.command import Command
from explorer.commands.means import Means, Surface

_MENU = "&Run"

RUN_COMMANDS = (
    Command(
        "run.to_here",
        "Run to &here",
        _MENU,
        lambda means, _: means.run.to_node(means.store.state.selected),
        keys=("Ctrl+Return", "Ctrl+Enter"),
        icon="run",
        hint="Compute the selected node and what it needs, and nothing else",
        is_in_tool_bar=True,
        enabled=when.can_run_selected,
    ),
    Command(
        "run.force",
        "Run to here a&new",
        _MENU,
        lambda means, _: means.run.to_node(means.store.state.selected, force=True),
        keys=("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
        hint="Compute everything that the selected node needs anew, reusing nothing",
        enabled=when.can_run_selected,
    ),
    Command(
        "run.all",
        "Run &all",
        _MENU,
        lambda means, _: means.run.all(),
        keys=("F9",),
        icon="run-all",
        hint="Compute every node",
        is_in_tool_bar=True,
        enabled=when.can_run,
    ),
    Command(
        "run.on_save",
        "Run on &save",
        _MENU,
        lambda means, _: means.memory.settings.update(
            runs_on_save=not means.memory.settings.settings.runs_on_save
        ),
        hint="Compute the selected node anew each time a file of the project is saved",
        checked=lambda settings: settings.runs_on_save,
        is_switch=True,
    ),
    Command(
        "run.stop",
        "&Stop",
        _MENU,
        lambda means, _: _stop(means),
        keys=("Esc",),
        icon="stop",
        hint="Stop the run, or the search for the smallest case; what is found so far stays",
        is_in_tool_bar=True,
        enabled=when.can_stop,
    ),
    Command(
        "run.inputs",
        "&Inputs…",
        _MENU,
        lambda means, _: means.run.change_inputs(),
        hint="Change the values that the dataflow starts from",
        starts_group=True,
        enabled=when.has_inputs,
    ),
    Command(
        "run.show_failure",
        "Go to &failed node",
        _MENU,
        lambda means, surface: _go_to_failure(means, surface),
        keys=("F8",),
        enabled=when.has_failed,
    ),
    Command(
        "run.compare",
        "&Compare with the good run",
        _MENU,
        lambda means, _: means.comparing.compare(),
        keys=("Ctrl+Shift+D",),
        hint="Show which nodes differ from the run that is pinned as good, and why",
        starts_group=True,
        enabled=when.has_results,
    ),
    Command(
        "run.stop_comparing",
        "Stop co&mparing",
        _MENU,
        lambda means, _: means.comparing.clear(),
        enabled=when.is_compared,
    ),
    Command(
        "output.clear",
        "&Clear log",
        _MENU,
        lambda means, _: means.output.clear(),
        enabled=lambda state: bool(state.log),
    ),
    Command(
        "worker.restart",
        "Clean &restart",
        _MENU,
        lambda means, _: means.project.restart(),
        icon="restart",
        hint="End the process that runs your code and start a fresh one",
        is_in_tool_bar=True,
        starts_group=True,
        enabled=when.can_restart,
    ),
)


def _stop(means: Means) -> None:
    if when.is_shrinking(means.store.state):
        means.casework.stop()
    else:
        means.cancel.begin()


def _go_to_failure(means: Means, surface: Surface) -> None:
    """Show the node that failed in the last run, also where its group is closed."""
    run = means.store.state.run
    if run and run.failure and run.failure.node is not None:
        surface.go(run.failure.node)
