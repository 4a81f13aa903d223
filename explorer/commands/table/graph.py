"""The commands of the menu Graph: which part of the graph is seen, and how closely."""

from core.grouping import GroupBy
from explorer.commands import conditions as when
from explorer.commands.command import Command
from explorer.commands.means import Means, Surface

_MENU = "&Graph"

_WAY = (
    Command(
        "graph.back",
        "&Back",
        _MENU,
        lambda means, _: means.viewing.back(),
        keys=("Alt+Left",),
        icon="back",
        hint="Look at what you looked at before",
        enabled=when.can_go_back,
    ),
    Command(
        "graph.forward",
        "&Forward",
        _MENU,
        lambda means, _: means.viewing.forward(),
        keys=("Alt+Right",),
        icon="forward",
        hint="Look again at what you went back from",
        enabled=when.can_go_forward,
    ),
    Command(
        "graph.show_all",
        "Show &everything",
        _MENU,
        lambda means, _: means.viewing.show_all(),
        keys=("Alt+Home",),
        hint="Leave the focus, and show what is hidden",
        enabled=when.is_partial,
    ),
)

_FOCUS = (
    Command(
        "graph.focus",
        "Fo&cus on it",
        _MENU,
        lambda means, _: means.viewing.focus(),
        keys=(".",),
        hint="Show only what is selected and what is two steps around it",
        starts_group=True,
        enabled=when.has_chosen,
    ),
    Command(
        "graph.widen",
        "One step &wider",
        _MENU,
        lambda means, _: means.viewing.widen(1),
        keys=("]",),
        hint="Show one step more around what is in focus",
        enabled=when.can_widen,
    ),
    Command(
        "graph.narrow",
        "One step &narrower",
        _MENU,
        lambda means, _: means.viewing.widen(-1),
        keys=("[",),
        hint="Show one step less around what is in focus",
        enabled=when.can_widen,
    ),
    Command(
        "graph.upstream",
        "All &upstream",
        _MENU,
        lambda means, _: means.viewing.focus(None, 0),
        keys=("Alt+Up",),
        hint="Show only what is selected and all that it is made of",
        enabled=when.has_chosen,
    ),
    Command(
        "graph.downstream",
        "All &downstream",
        _MENU,
        lambda means, _: means.viewing.focus(0, None),
        keys=("Alt+Down",),
        hint="Show only what is selected and all that is made of it",
        enabled=when.has_chosen,
    ),
    Command(
        "graph.path",
        "&Path from here to…",
        _MENU,
        lambda means, surface: _show_path(means, surface),
        keys=("Alt+P",),
        hint="Show only the ways between two nodes: the two that are marked, or this and another",
        enabled=when.can_show_path,
    ),
    Command(
        "graph.show_only",
        "Show &only these",
        _MENU,
        lambda means, _: means.viewing.show_only(*means.viewing.chosen),
        keys=("Ctrl+Alt+H",),
        hint="Hide all nodes but the marked ones, the selected one, or those of the group",
        starts_group=True,
        enabled=when.has_chosen,
    ),
    Command(
        "graph.hide",
        "&Hide these",
        _MENU,
        lambda means, _: means.viewing.hide(means.viewing.chosen[0]),
        keys=("Ctrl+H",),
        hint="Hide the marked nodes, the selected one, or those of the group",
        enabled=when.has_chosen,
    ),
    Command(
        "graph.pin",
        "P&in",
        _MENU,
        lambda means, _: means.viewing.pin(means.viewing.chosen[0]),
        keys=("Ctrl+Alt+P",),
        hint="Keep it in sight as a card of its own, whatever else is shown",
        enabled=when.can_pin,
    ),
    Command(
        "graph.unpin",
        "Unpin",
        _MENU,
        lambda means, _: means.viewing.pin(means.viewing.chosen[0], is_pinned=False),
        enabled=when.can_unpin,
    ),
)

_GROUPS = (
    Command(
        "graph.run_group",
        "Run &what is in it",
        _MENU,
        lambda means, _: means.run.to_nodes(means.viewing.chosen[0]),
        keys=("Ctrl+Alt+Return", "Ctrl+Alt+Enter"),
        icon="run",
        hint="Compute the nodes of the selected group and what they need",
        starts_group=True,
        enabled=when.can_run_group,
    ),
    Command(
        "graph.open_group",
        "Open &group",
        _MENU,
        lambda means, _: means.viewing.open_selected(),
        hint="Show what is in the group, in place",
        enabled=when.has_group,
    ),
    Command(
        "graph.close_group",
        "C&lose its group",
        _MENU,
        lambda means, _: means.viewing.close_around_selected(),
        keys=("Backspace",),
        hint="Let the group that the selected node is in be one card",
        enabled=when.is_in_opened_group,
    ),
    Command(
        "graph.draw_all",
        "Draw &all",
        _MENU,
        lambda means, _: means.viewing.open_all(),
        keys=("Ctrl+Shift+A",),
        hint="Open every group",
        enabled=when.has_closed_groups,
    ),
    Command(
        "graph.close_all",
        "Close all groups",
        _MENU,
        lambda means, _: means.viewing.close_all(),
        keys=("Ctrl+Shift+G",),
        hint="Draw every module, or other group, as one card",
        enabled=when.can_close_groups,
    ),
    *(
        Command(
            f"graph.by_{by.value}",
            title,
            _MENU,
            lambda means, _, by=by: means.viewing.group_by(by),
            starts_group=by is GroupBy.MODULE,
            enabled=when.is_drawn,
        )
        for by, title in (
            (GroupBy.MODULE, "Group by &module"),
            (GroupBy.PACKAGE, "Group by pac&kage"),
            (GroupBy.NAMESPACE, "Group by name&space"),
            (GroupBy.FUNCTION, "Group by function"),
        )
    ),
    Command(
        "graph.by_tag",
        "Group by &tag…",
        _MENU,
        lambda means, surface: surface.choose_tag(means.viewing.group_by_tag),
        enabled=when.has_tags,
    ),
    Command(
        "graph.by_nothing",
        "Do not group",
        _MENU,
        lambda means, _: means.viewing.group_by(None),
        enabled=when.is_grouped,
    ),
)

GRAPH_COMMANDS = (*_WAY, *_FOCUS, *_GROUPS)


def _show_path(means: Means, surface: Surface) -> None:
    """Take two marked nodes as they are; else ask for the other end."""
    state = means.store.state
    if len(state.marked) == 2:
        means.viewing.show_path(*sorted(state.marked))
    elif (start := state.selected) is not None:
        surface.choose_node(
            f"Path from {start} to…", lambda end: means.viewing.show_path(start, end)
        )
