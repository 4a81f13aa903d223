"""The commands of the menu Node."""

from explorer.commands import conditions as when
from explorer.commands.command import Command
from explorer.commands.means import Means
from explorer.commands.table.trace import TRACE_COMMANDS

_MENU = "&Node"

NODE_COMMANDS = (
    Command(
        "node.find",
        "&Find node…",
        _MENU,
        lambda _, surface: surface.show_nodes(),
        keys=("Ctrl+F", "Ctrl+P"),
        icon="search",
        is_in_tool_bar=True,
        enabled=when.is_drawn,
    ),
    Command(
        "node.override",
        "&Use this value instead…",
        _MENU,
        lambda means, _: means.given.ask_for_override(means.store.state.selected),
        keys=("Ctrl+U",),
        icon="override",
        hint="Give the selected node a file or a value in place of what it computes",
        starts_group=True,
        enabled=when.can_override,
    ),
    Command(
        "node.remove_override",
        "&Remove given value",
        _MENU,
        lambda means, _: means.given.remove_override(means.store.state.selected),
        enabled=when.is_overridden,
    ),
    Command(
        "node.remove_all_overrides",
        "Remove &all given values",
        _MENU,
        lambda means, _: means.given.remove_all_overrides(),
        enabled=when.has_overrides,
    ),
    Command(
        "node.trace",
        "&Trace what is odd",
        _MENU,
        lambda means, _: means.tracing.trace(means.store.state.selected),
        keys=("Ctrl+T",),
        icon="history",
        hint="Find where anything odd in this value began: nulls, infinite numbers, doubled rows",
        starts_group=True,
        enabled=when.can_run_selected,
    ),
    *TRACE_COMMANDS,
    Command(
        "node.clear_trace",
        "Clear trac&e",
        _MENU,
        lambda means, _: means.tracing.clear(),
        enabled=lambda state: state.trace is not None,
    ),
    Command(
        "node.test",
        "&Make a test…",
        _MENU,
        lambda means, _: means.casework.ask_for_sample(means.store.state.selected),
        hint="Write a pytest file that calls the selected node with a few rows of its input",
        enabled=when.can_test,
    ),
    Command(
        "node.edit",
        "Open in &editor",
        _MENU,
        lambda means, _: means.editing.open_selected(),
        keys=("Ctrl+E",),
        icon="edit",
        starts_group=True,
        enabled=when.has_source,
    ),
    Command(
        "node.copy_name",
        "&Copy node name",
        _MENU,
        lambda means, surface: surface.copy(means.store.state.selected or ""),
        keys=("Ctrl+Shift+C",),
        icon="copy",
        enabled=when.has_selection,
    ),
    Command(
        "node.deselect",
        "Clear &selection",
        _MENU,
        lambda means, _: _deselect(means),
        keys=("Esc",),
        hint="Take the marks away; without any, select no node. Nodes that are gone go, too",
        enabled=when.can_deselect,
    ),
)


def _deselect(means: Means) -> None:
    means.viewing.forget_removed()
    if means.store.state.marked:
        means.choosing.clear()
    elif when.is_lit(means.store.state):
        means.colouring.clear()
    else:
        means.selection.select(None)
