"""What a worker tells of a run, folded into the run."""

from core.model.graph import Graph, Node, NodeId, Parameter
from core.model.run import NodeRun, Run, RunStatus, Status
from core.session import Exit, died, fold
from core.worker.messages import (
    Beat,
    CheckEnded,
    Event,
    FailureRecord,
    FrameRecord,
    NodeEnded,
    NodesEnded,
    NodeStarted,
    OutputRecord,
    Refused,
    RunEnded,
    RunStarted,
)


def graph_of(**reads: str) -> Graph:
    """A graph from its nodes with the names that each reads, by spaces."""
    nodes = (
        Node(NodeId(name), parameters=tuple(Parameter(NodeId(read)) for read in read.split()))
        for name, read in reads.items()
    )
    return Graph({node.id: node for node in nodes})


GRAPH = graph_of(source="", left="source", right="source", below="left", join="left right")
BEGUN = Run(7, (NodeId("join"),), started=1.0)
PLAN = RunStarted(7, ("left", "right", "below", "join"), ("source",), ())


def statuses(run: Run) -> dict[str, str]:
    return {str(node): part.status.value for node, part in run.nodes.items()}


def test_the_plan_tells_what_waits_and_what_is_there_already() -> None:
    plan = RunStarted(7, ("right", "join"), ("left",), ("source",))

    run = fold(BEGUN, [plan], GRAPH)

    assert statuses(run) == {
        "source": "given",
        "left": "reused",
        "right": "waiting",
        "join": "waiting",
    }
    assert run.status is RunStatus.RUNNING


def test_nodes_run_one_after_the_other_to_the_end() -> None:
    events: list[Event] = [
        PLAN,
        NodeEnded(7, "source", "done", 0.0, "int 3"),
        NodeStarted(7, "left"),
        NodeEnded(7, "left", "done", 0.5, "DataFrame 2 x 3", 2, "", OutputRecord(0, 4, 5, 9)),
        NodeStarted(7, "right"),
    ]

    halfway = fold(BEGUN, events, GRAPH)
    ended = fold(
        halfway,
        [
            NodeEnded(7, "right", "done", 0.1),
            NodeStarted(7, "below"),
            NodeEnded(7, "below", "done", 0.1),
            NodeStarted(7, "join"),
            NodeEnded(7, "join", "done", 0.1),
            RunEnded(7, "ok", 0.9),
        ],
        GRAPH,
    )

    assert statuses(halfway) == {
        "source": "reused",
        "left": "done",
        "right": "running",
        "below": "waiting",
        "join": "waiting",
    }
    left = halfway.nodes[NodeId("left")]
    assert (left.seconds, left.summary, left.rows) == (0.5, "DataFrame 2 x 3", 2)
    assert left.output and (left.output.stdout, left.output.stderr) == ((0, 4), (5, 9))
    assert halfway.nodes[NodeId("source")].summary == "int 3"
    assert ended.status is RunStatus.OK
    assert ended.seconds == 0.9
    assert ended.ended == 5


def test_quick_nodes_end_together() -> None:
    bundle = NodesEnded(7, ("left", "right"), (0.1, 0.2), ("int 1", "DataFrame 3 x 1"), (None, 3))

    run = fold(BEGUN, [PLAN, bundle], GRAPH)

    right = run.nodes[NodeId("right")]
    assert statuses(run)["left"] == "done"
    assert (right.seconds, right.summary, right.rows) == (0.2, "DataFrame 3 x 1", 3)


def test_the_death_of_the_worker_fails_a_node_that_it_had_no_time_to_announce() -> None:
    run = fold(BEGUN, [PLAN], GRAPH)

    dead = died(run, Exit(1, node=NodeId("left"), moment="while `left` was running"), GRAPH)

    assert statuses(dead)["left"] == "failed"
    assert statuses(dead)["join"] == "skipped"


def test_what_is_downstream_of_a_failure_is_skipped_and_the_rest_stays_idle() -> None:
    failure = FailureRecord("left", "ValueError", "no", (FrameRecord("/f.py", 3, "left"),))
    events: list[Event] = [PLAN, NodeStarted(7, "left"), NodeEnded(7, "left", "failed", 0.1)]

    failed = fold(BEGUN, events, GRAPH)
    ended = fold(failed, [RunEnded(7, "failed", 0.2, failure)], GRAPH)

    assert statuses(failed)["right"] == "waiting"
    assert statuses(failed)["join"] == statuses(failed)["below"] == "skipped"
    assert statuses(ended)["right"] == "idle"
    assert ended.status is RunStatus.FAILED
    assert ended.failure and ended.failure.node == "left"
    assert ended.failure.frames[0].line == 3


def test_what_a_cancelled_run_leaves_undone_is_cancelled() -> None:
    events: list[Event] = [
        PLAN,
        NodeStarted(7, "left"),
        NodeEnded(7, "left", "cancelled", 0.1),
        RunEnded(7, "cancelled", 0.2),
    ]

    run = fold(BEGUN, events, GRAPH)

    assert run.status is RunStatus.CANCELLED
    assert set(statuses(run).values()) == {"reused", "cancelled"}


def test_the_death_of_the_worker_fails_the_node_that_ran() -> None:
    run = fold(BEGUN, [PLAN, NodeStarted(7, "left")], GRAPH)
    end = Exit(-11, "SIGSEGV", NodeId("left"), "while `left` was running")

    dead = died(run, end, GRAPH)

    assert dead.status is RunStatus.DIED
    assert statuses(dead) == {
        "source": "reused",
        "left": "failed",
        "right": "idle",
        "below": "skipped",
        "join": "skipped",
    }
    assert dead.failure
    assert dead.failure.message == "The worker was killed by SIGSEGV while `left` was running."
    assert dead.nodes[NodeId("left")].message == dead.failure.message


def test_a_crash_leads_to_the_users_own_lines() -> None:
    words = (
        "Fatal Python error: Segmentation fault\n\n"
        'Thread 0x01 (most recent call first):\n  File "/p/other.py", line 1 in elsewhere\n\n'
        "Current thread 0x02 (most recent call first):\n"
        '  File "/usr/lib/python3.11/ctypes/__init__.py", line 519 in string_at\n'
        '  File "/p/flow.py", line 9 in helper\n'
        '  File "/p/flow.py", line 7 in left\n'
        '  File "/v/site-packages/hamilton/node.py", line 3 in __call__\n\n'
        "Extension modules: numpy\n"
    )
    run = fold(BEGUN, [PLAN, NodeStarted(7, "left")], GRAPH)

    dead = died(run, Exit(-11, "SIGSEGV", NodeId("left"), last_words=words), GRAPH)

    assert dead.failure
    assert [(str(f.file), f.line, f.function) for f in dead.failure.frames] == [
        ("/p/flow.py", 7, "left"),
        ("/p/flow.py", 9, "helper"),
    ]
    assert dead.failure.traceback == words


def test_killing_the_worker_to_cancel_is_no_failure() -> None:
    run = fold(BEGUN, [PLAN, NodeStarted(7, "left")], GRAPH)

    stopped = died(run, Exit(-9, "SIGKILL", NodeId("left"), was_asked=True), GRAPH)

    assert stopped.status is RunStatus.CANCELLED
    assert stopped.failure is None
    assert set(statuses(stopped).values()) == {"reused", "cancelled"}


def test_checks_are_gathered() -> None:
    check = CheckEnded(7, "left", "left_range", False, "warn", "too big", ("3",), 1)

    run = fold(fold(BEGUN, [PLAN, check], GRAPH), [check], GRAPH)

    assert len(run.checks) == 2
    assert (run.checks[0].node, run.checks[0].rows, run.checks[0].passed) == ("left", ("3",), False)


def test_what_belongs_to_another_request_is_passed_over() -> None:
    events: list[Event] = [NodeStarted(6, "left"), RunEnded(6, "ok", 1.0), Beat("left", 1.0, 1)]

    run = fold(fold(BEGUN, [PLAN], GRAPH), events, GRAPH)

    assert statuses(run)["left"] == "waiting"
    assert run.status is RunStatus.RUNNING


def test_a_run_that_was_refused_has_failed() -> None:
    run = fold(BEGUN, [Refused(7, "`region` needs a value.")], GRAPH)

    assert run.status is RunStatus.FAILED
    assert run.failure and run.failure.message == "`region` needs a value."


def test_words_of_another_version_are_taken_as_the_worst() -> None:
    events: list[Event] = [PLAN, NodeEnded(7, "left", "exploded", 0.1), RunEnded(7, "odd", 0.2)]

    run = fold(BEGUN, events, GRAPH)

    assert statuses(run)["left"] == "failed"
    assert run.status is RunStatus.FAILED


def test_a_run_is_left_as_it_was() -> None:
    before = fold(BEGUN, [PLAN], GRAPH)

    fold(before, [NodeStarted(7, "left"), NodeEnded(7, "left", "done", 0.1)], GRAPH)

    assert before.nodes[NodeId("left")] == NodeRun(Status.WAITING)
