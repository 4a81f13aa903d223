"""When commands can be used."""

from core.model.graph import NodeKind
from core.model.run import RunStatus
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


def is_slowest_known(state: State) -> bool:
    """A run is over, so that it can be told what took longest."""
    return state.run is not None and state.run.status is not RunStatus.RUNNING


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


def can_stop(state: State) -> bool:
    """Something runs, or is being imported."""
    return state.worker in _STOPPABLE


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
    """A node is selected or marked, and Esc is not needed to stop something."""
    return (has_selection(state) or has_marked(state)) and not can_stop(state)


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
    return can_run(state) and any(
        node.kind is NodeKind.INPUT for node in state.graph.nodes.values()
    )


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
