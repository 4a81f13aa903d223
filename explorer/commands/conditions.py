"""When commands can be used."""

from core.model.graph import NodeKind
from core.model.run import RunStatus
from core.viewing import Around
from explorer.state import State, WorkerStatus

_BUSY = (WorkerStatus.RUNNING, WorkerStatus.CANCELLING)
_STOPPABLE = (WorkerStatus.RUNNING, WorkerStatus.CANCELLING, WorkerStatus.LOADING)


def is_open(state: State) -> bool:
    """A project is open."""
    return state.project is not None


def has_code(state: State) -> bool:
    """A project is open, not just a graph that was written to a file."""
    return state.project is not None and state.project.document is None


def is_restricted(state: State) -> bool:
    """A project is open that may not run yet."""
    return has_code(state) and not state.is_trusted


def is_drawn(state: State) -> bool:
    """There is a graph to look at."""
    return bool(state.graph.nodes)


def is_lit(state: State) -> bool:
    """A path stands out, or classes of the legend do."""
    return state.is_slowest_lit or bool(state.lit)


def is_slowest_known(state: State) -> bool:
    """A run is over, so that it can be told what took longest."""
    return state.run is not None and state.run.status is not RunStatus.RUNNING


def has_results(state: State) -> bool:
    """Something has run, now or earlier, that can be compared."""
    return bool(state.records) or state.past is not None


def is_compared(state: State) -> bool:
    """A run is shown beside a good one."""
    return state.comparison is not None


def is_idle(state: State) -> bool:
    """A project is open, and nothing runs."""
    return is_open(state) and state.worker not in _BUSY


def can_choose_interpreter(state: State) -> bool:
    """A project is open that runs with some interpreter, and nothing runs."""
    return is_idle(state) and has_code(state)


def can_run(state: State) -> bool:
    """There is something to run, and nothing runs."""
    return is_idle(state) and is_drawn(state) and has_code(state)


def can_run_selected(state: State) -> bool:
    """The selected node can be computed now."""
    return can_run(state) and state.selected is not None


def is_placing(state: State) -> bool:
    """A large graph is being placed."""
    return bool(state.placing)


def can_stop(state: State) -> bool:
    """Something runs, is imported or searched, and Esc is not needed to stop placing a graph."""
    return (state.worker in _STOPPABLE or is_shrinking(state)) and not is_placing(state)


def is_shrinking(state: State) -> bool:
    """The smallest case of something is looked for, or a sample called."""
    return state.shrinking is not None


def can_restart(state: State) -> bool:
    """The project may run, so it may have a fresh worker."""
    return is_open(state) and state.is_trusted


def has_selection(state: State) -> bool:
    """A node is selected."""
    return state.selected is not None


def has_marked(state: State) -> bool:
    """Nodes are marked."""
    return bool(state.marked)


def can_run_marked(state: State) -> bool:
    """The marked nodes can be computed now."""
    return can_run(state) and has_marked(state)


def can_deselect(state: State) -> bool:
    """Something is selected, marked, lit or gone, and Esc is not needed to stop something."""
    is_free = not can_stop(state) and not is_placing(state)
    stands_out = has_selection(state) or has_marked(state) or is_lit(state)
    return (stands_out or bool(state.freshness.ghosts)) and is_free


def can_test(state: State) -> bool:
    """The selected node has a function that can be called with a sample."""
    node = state.graph.nodes.get(state.selected) if state.selected is not None else None
    is_function = node is not None and node.kind not in (NodeKind.INPUT, NodeKind.CONFIG)
    return can_run(state) and is_function and not is_shrinking(state)


def can_override(state: State) -> bool:
    """The selected node takes a value in place of its own."""
    node = state.graph.nodes.get(state.selected) if state.selected is not None else None
    return can_run(state) and node is not None and node.kind is not NodeKind.CONFIG


def is_overridden(state: State) -> bool:
    """The selected node uses a given value."""
    return is_idle(state) and state.selected in state.overrides


def has_overrides(state: State) -> bool:
    """Some node uses a given value."""
    return is_idle(state) and bool(state.overrides)


def has_inputs(state: State) -> bool:
    """The dataflow has inputs to fill in."""
    return can_run(state) and bool(state.graph.inputs)


def has_source(state: State) -> bool:
    """The selected node is written somewhere."""
    node = state.graph.nodes.get(state.selected) if state.selected is not None else None
    return node is not None and node.source is not None


def has_failed(state: State) -> bool:
    """The last run failed at a node."""
    run = state.run
    return (
        run is not None
        and run.status in (RunStatus.FAILED, RunStatus.DIED)
        and run.failure is not None
        and run.failure.node in state.graph.nodes
    )


def can_go_back(state: State) -> bool:
    """Something else was looked at before."""
    return is_drawn(state) and state.trail.can_go_back


def can_go_forward(state: State) -> bool:
    """The person went back from something."""
    return is_drawn(state) and state.trail.can_go_forward


def is_partial(state: State) -> bool:
    """Some nodes are not to be seen."""
    return state.lens.focus is not None or bool(state.lens.hidden)


def has_chosen(state: State) -> bool:
    """A node or closed group is selected, or nodes are marked."""
    return has_selection(state) or has_group(state) or bool(state.marked)


def can_widen(state: State) -> bool:
    """There is something to show more or less around."""
    return isinstance(state.lens.focus, Around) or has_chosen(state)


def can_show_path(state: State) -> bool:
    """Two nodes are marked, or one is selected and another can be asked for."""
    return has_selection(state) or len(state.marked) == 2


def can_pin(state: State) -> bool:
    """There is something to pin that is not pinned."""
    return has_chosen(state) and not state.chosen <= state.lens.pinned


def can_unpin(state: State) -> bool:
    """Something that is pinned is selected or marked."""
    return not state.chosen.isdisjoint(state.lens.pinned)


def can_run_group(state: State) -> bool:
    """The nodes of the selected group can be computed now."""
    return can_run(state) and has_group(state) and len(state.marked) < 2


def has_group(state: State) -> bool:
    """A closed group is selected."""
    return state.group is not None


def is_in_opened_group(state: State) -> bool:
    """The selected node is in a group that is open."""
    return state.selected is not None and state.seen.opened_around(state.selected) is not None


def has_closed_groups(state: State) -> bool:
    """Some groups are closed."""
    return bool(state.seen.closed)


def can_close_groups(state: State) -> bool:
    """Some groups are open, or nothing is grouped yet."""
    return is_drawn(state) and (state.lens.by is None or bool(state.lens.opened))


def is_grouped(state: State) -> bool:
    """Nodes are grouped."""
    return state.lens.by is not None


def has_tags(state: State) -> bool:
    """Some nodes have tags."""
    return bool(state.graph.tag_keys)
