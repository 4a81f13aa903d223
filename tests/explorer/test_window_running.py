"""Run, stop, fail, override: with a real window and a real worker."""

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from core.model.given import GivenJson, GivenText
from core.model.graph import NodeId
from core.model.run import RunStatus, Status
from core.picture import Mark
from explorer.state import InputsQuestion, OverrideQuestion, WorkerStatus
from tests.explorer.rig import FLOW, Rig, started, write

STUBBORN = """
    import time


    def stubborn() -> int:
        while True:
            try:
                time.sleep(60)
            except KeyboardInterrupt:
                pass


    def quick() -> int:
        return 1
"""


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    with started(tmp_path / "home", qtbot) as rig:
        rig.open(write(tmp_path / "flow", "numbers_flow.py", FLOW))
        yield rig


def statuses(rig: Rig) -> dict[str, Status]:
    return {str(node): part.status for node, part in rig.run.nodes.items()}


def test_a_run_asks_for_inputs_and_computes_only_what_is_upstream(rig: Rig) -> None:
    rig.click("label")

    rig.do("run.to_here")
    rig.answer(number="21")

    run = rig.wait_for_end()
    assert run.status is RunStatus.OK
    assert statuses(rig) == {
        "number": Status.GIVEN,
        "doubled": Status.DONE,
        "label": Status.DONE,
    }


def test_what_was_typed_is_used_again_and_offered_in_the_next_session(
    rig: Rig, tmp_path: Path, qtbot: QtBot
) -> None:
    rig.run_to("label", number="21")
    rig.wait_for_end()

    rig.run_to("table")

    assert rig.wait_for_end().status is RunStatus.OK
    with started(tmp_path / "home", qtbot) as next_session:
        next_session.open(tmp_path / "flow" / "numbers_flow.py")
        next_session.run_to("label")
        question = next_session.state.question
        assert isinstance(question, InputsQuestion)
        assert question.values == {"number": GivenText("21")}


def test_a_form_left_unanswered_starts_nothing(rig: Rig) -> None:
    rig.run_to("label")

    rig.questions.dialog.reject()  # type: ignore[union-attr]

    assert rig.state.question is None
    assert rig.state.run is None


def test_values_are_reused_until_force_asks_for_new_ones(rig: Rig) -> None:
    rig.run_to("label", number="1")
    rig.wait_for_end()

    rig.do("run.to_here")
    again = rig.wait_for_end()
    rig.do("run.force")
    rig.wait(lambda state: state.run is not None and state.run.id != again.id)
    forced = rig.wait_for_end()

    assert again.nodes[NodeId("doubled")].status is Status.REUSED
    assert forced.nodes[NodeId("doubled")].status is Status.DONE


def test_other_inputs_make_what_came_from_the_old_ones_stale(rig: Rig) -> None:
    rig.run_to("label", number="1")
    rig.wait_for_end()

    rig.do("run.inputs")
    rig.answer(number="2")

    rig.wait(lambda state: "label" in state.freshness.stale)
    assert rig.state.question is None
    assert rig.state.worker is WorkerStatus.READY


def test_everything_runs_as_far_as_it_can(rig: Rig) -> None:
    rig.do("run.all")
    rig.answer(number="0")

    run = rig.wait_for_end()

    assert run.status is RunStatus.FAILED
    assert rig.state.results[NodeId("label")].status is Status.DONE


def test_a_failing_node_is_selected_and_says_why_and_the_others_keep_their_results(
    rig: Rig,
) -> None:
    rig.run_to("below_broken", number="3")

    run = rig.wait_for_end()

    assert run.failure and run.failure.node == "broken"
    rig.wait(lambda state: state.selected == "broken")
    assert statuses(rig)["label"] is Status.DONE
    assert statuses(rig)["below_broken"] is Status.SKIPPED
    assert "invalid literal" in run.failure.message
    assert rig.desk.docks.is_in_front("run")
    assert rig.state.worker is WorkerStatus.READY


def test_what_a_node_printed_is_in_the_log(rig: Rig) -> None:
    rig.run_to("doubled", number="3")

    rig.wait(lambda state: state.log)

    assert [(entry.node, entry.text) for entry in rig.state.log] == [("doubled", "doubling 3\n")]


def test_stopping_interrupts_what_sleeps_and_keeps_what_is_done(rig: Rig) -> None:
    rig.run_to("doubled", number="3")
    rig.wait_for_end()
    rig.run_to("after_sleep")
    rig.wait_for_status("asleep", Status.RUNNING)
    worker = rig.link.pid

    rig.do("run.stop")

    assert rig.wait_for_end().status is RunStatus.CANCELLED
    assert statuses(rig)["asleep"] is Status.CANCELLED
    assert rig.state.results[NodeId("doubled")].status is Status.DONE
    assert rig.link.pid == worker


def test_a_node_that_will_not_stop_gets_its_worker_replaced(rig: Rig, tmp_path: Path) -> None:
    rig.open(write(tmp_path / "stubborn", "stubborn_flow.py", STUBBORN))
    rig.run_to("stubborn")
    rig.wait_for_status("stubborn", Status.RUNNING)
    notes: list[str] = []
    rig.means.store.changed.connect(lambda old, new: notes.append(new.worker_note))

    rig.do("run.stop")

    rig.wait(lambda state: state.worker is WorkerStatus.READY)
    assert rig.run.status is RunStatus.CANCELLED
    assert "`stubborn` did not stop" in rig.desk.banner.text
    for said in ("Stopping after", "Interrupting", "does not react"):
        assert any(said in note for note in notes)
    rig.run_to("quick")
    assert rig.wait_for_end().status is RunStatus.OK


def test_a_worker_killed_from_outside_is_told_with_its_node_and_can_be_replaced(
    rig: Rig,
) -> None:
    rig.run_to("table", number="3")
    rig.wait_for_end()
    rig.wait(lambda state: "table" in state.previews)
    rig.run_to("after_sleep")
    rig.wait_for_status("asleep", Status.RUNNING)

    psutil.Process(rig.link.pid).kill()

    rig.wait(lambda state: state.worker is WorkerStatus.DEAD)
    rig.wait(lambda state: state.selected == "asleep")
    assert "`asleep`" in rig.desk.banner.text
    assert rig.run.status is RunStatus.DIED
    rig.desk.banner.action_chosen.emit("worker.restart")
    rig.wait_until_ready()
    rig.means.selection.select(NodeId("table"))
    assert rig.desk.banner.text == ""
    assert "def table" in rig.state.source
    assert rig.state.preview and rig.state.preview.note.startswith("Recorded")
    rig.run_to("table")
    assert rig.wait_for_end().status is RunStatus.OK


def test_closing_the_window_in_the_middle_of_a_run_leaves_no_process(rig: Rig) -> None:
    rig.run_to("after_sleep", number="3")
    rig.wait_for_status("asleep", Status.RUNNING)
    children = psutil.Process().children(recursive=True)

    rig.frame.close()

    _, alive = psutil.wait_procs(children, timeout=10)
    assert children
    assert not alive


def test_a_given_value_takes_the_place_of_a_node_survives_reload_and_goes(rig: Rig) -> None:
    rig.means.run.override(NodeId("doubled"), GivenJson(100))
    rig.run_to("label")
    run = rig.wait_for_end()

    rig.do("project.reload")
    rig.wait_until_ready()
    marks = rig.marks("doubled")
    rig.means.selection.select(NodeId("doubled"))
    rig.do("node.remove_override")

    assert "number" not in run.nodes
    assert run.nodes[NodeId("doubled")].status is Status.GIVEN
    assert run.nodes[NodeId("label")].summary
    assert Mark.OVERRIDE in marks
    assert not rig.state.overrides
    rig.wait(lambda state: "label" in state.freshness.stale)


def test_a_given_value_of_the_wrong_type_is_refused_with_a_sentence(rig: Rig) -> None:
    rig.means.run.override(NodeId("doubled"), GivenText("many"))

    rig.run_to("label")

    rig.wait(lambda state: isinstance(state.question, OverrideQuestion) and state.question.error)
    assert rig.state.worker is WorkerStatus.READY
    rig.means.run.override(NodeId("doubled"), GivenJson(5))
    assert rig.wait_for_end().status is RunStatus.OK


def test_a_run_that_is_asked_for_while_loading_begins_when_all_is_there(
    rig: Rig, tmp_path: Path
) -> None:
    rig.open(write(tmp_path / "other", "stubborn_flow.py", STUBBORN))
    rig.do("worker.restart")

    rig.run_to("quick")

    assert rig.wait_for_end().status is RunStatus.OK
