"""A run beside the good one, in the real window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.model.comparison import Outcome
from core.model.graph import NodeId
from core.model.run import RunStatus
from core.model.tracing import Symptom
from core.picture import ColourBy
from explorer.entry import main
from explorer.state import WorkerStatus
from tests.explorer.rig import Rig, started, write

FLOW = """
    import numpy as np
    import pandas as pd


    def prices(count: int) -> pd.DataFrame:
        tiers = ["gold", "tin"] * (count // 2)
        return pd.DataFrame({"price": np.arange(count) + 1.0, "tier": tiers})


    def discount(prices: pd.DataFrame) -> pd.Series:
        return prices["tier"].map({"gold": 0.1, "tin": 0.0})


    def net(prices: pd.DataFrame, discount: pd.Series) -> pd.Series:
        return prices["price"] * (1 - discount)
"""
DISCOUNT, NET = NodeId("discount"), NodeId("net")


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    with started(tmp_path / "home", qtbot) as rig:
        rig.open(write(tmp_path / "flow", "priced.py", FLOW))
        rig.run_to("net", count="1000")
        rig.wait(lambda state: NET in state.records and state.history)
        yield rig


def pin(rig: Rig) -> None:
    rig.wait(lambda state: state.history[0].status is RunStatus.OK)
    rig.desk.run.pin.click()
    rig.wait(lambda state: state.history[0].is_good)


def break_it(rig: Rig, old: str = '"tin": 0.0', new: str = '"tim": 0.0') -> None:
    project = rig.state.project
    assert project and project.modules[0].file
    file = project.modules[0].file
    good = rig.state.records[DISCOUNT].code
    file.write_text(file.read_text().replace(old, new))
    rig.do("project.reload")
    rig.wait(lambda state: state.graph.nodes[DISCOUNT].code not in ("", good))
    rig.run_to("net")
    rig.wait(lambda state: state.records[DISCOUNT].code != good and len(state.history) == 2)
    rig.wait(lambda state: state.worker is WorkerStatus.READY)


def test_the_change_since_the_good_run_is_listed_and_coloured(rig: Rig) -> None:
    pin(rig)
    break_it(rig)

    rig.do("run.compare")
    rig.wait(lambda state: state.comparison)
    found = rig.state.comparison
    panel = rig.desk.compare

    assert found
    assert found.nodes[DISCOUNT].outcome is Outcome.CODE and found.nodes[DISCOUNT].is_first
    assert found.nodes[NET].outcome is Outcome.INPUT
    assert panel.list.item(0).text().startswith("discount\ncode changed")
    assert rig.means.colouring.by is ColourBy.DIFFERENCE
    rig.means.selection.select(DISCOUNT)
    said = panel.sheet.toPlainText()
    assert '+    return prices["tier"].map({"gold": 0.1, "tim": 0.0})' in said
    assert "null 0 % → 50.0 %" in said
    assert "@check_output(data_type=float, allow_nans=False, range=(0, 1)" in said


def test_choosing_an_entry_selects_its_node_and_shows_it_side_by_side(rig: Rig) -> None:
    pin(rig)
    break_it(rig)
    rig.do("run.compare")
    rig.wait(lambda state: state.comparison)

    panel = rig.desk.compare
    panel.list.itemClicked.emit(panel.list.item(1))

    assert rig.state.selected == NET
    assert panel.sheet.toPlainText().startswith("net\nInput changed.")


def test_each_later_run_is_compared_until_told_to_stop(rig: Rig) -> None:
    pin(rig)
    rig.do("run.compare")
    rig.wait(lambda state: state.comparison)
    assert rig.state.comparison and not rig.state.comparison.different

    break_it(rig)
    rig.wait(lambda state: state.comparison and state.comparison.different)
    rig.desk.compare.clear_wanted.emit()

    assert rig.state.comparison is None
    assert rig.means.colouring.by is ColourBy.STATUS


def test_without_a_good_run_it_says_what_to_do(rig: Rig) -> None:
    rig.do("run.compare")

    assert "No run is pinned as good yet." in rig.state.comparing
    assert rig.state.comparison is None


def test_a_trace_names_the_change_since_the_good_run(rig: Rig) -> None:
    pin(rig)
    break_it(rig)

    rig.means.tracing.trace(NET)
    rig.wait(lambda state: state.trace and "since the good run" in state.trace.suspects[0].reason)

    assert rig.state.trace and rig.state.trace.suspects[0].node == DISCOUNT


def test_a_trace_finds_a_shift_that_only_the_good_run_shows(rig: Rig) -> None:
    pin(rig)
    break_it(rig, '"gold": 0.1', '"gold": 0.4')

    rig.means.tracing.trace(NET)
    rig.wait(lambda state: state.trace and state.trace.suspects)

    assert rig.state.trace
    (suspect,) = rig.state.trace.suspects
    assert (suspect.node, suspect.symptom) == (DISCOUNT, Symptom.SHIFTED)
    (card,) = rig.desk.trace.cards
    said = " ".join(part.text() for part in card.findChildren(QLabel))
    assert "Its code changed since the good run" in said and "0 of 0" not in said
    assert "0.4" in said, "the lines of its function stand there"


def test_rows_that_changed_are_shown_with_their_old_and_new_cells(rig: Rig) -> None:
    pin(rig)
    rig.wait(lambda state: state.history[0].kept)
    kept = rig.state.history[0].kept
    assert kept and kept.said == "4 of 4 values kept"
    assert rig.desk.run.kept.text() == "★ Good  ·  4 of 4 values kept"
    break_it(rig)

    rig.means.selection.select(DISCOUNT)
    rig.do("run.compare")
    rig.wait(lambda state: DISCOUNT in state.rows and state.rows[DISCOUNT].comparison)
    panel = rig.desk.compare
    few = panel.sheet.toPlainText()
    panel.sheet.anchorClicked.emit(QUrl("rows:100"))
    rig.wait(lambda state: state.rows[DISCOUNT].count == 100)
    rig.wait(lambda state: not state.rows[DISCOUNT].is_waiting)

    found = rig.state.rows[DISCOUNT].comparison
    assert found and (found.changed_count, found.same) == (500, 500)
    assert "500 changed, 500 the same" in few and "Changed (10 of 500)" in few
    assert "0 → null" in few
    assert "Changed (100 of 500)" in panel.sheet.toPlainText()


def test_values_go_with_the_pin_and_what_was_overwritten_is_not_kept(rig: Rig) -> None:
    break_it(rig)
    old = rig.state.history[1]

    rig.means.good_values.mark_good(old, True)
    rig.wait(lambda state: state.history[1].kept)
    kept = rig.state.history[1].kept
    assert kept and set(kept.nodes) == {"count", "prices"}
    assert kept.missing == {DISCOUNT: "no longer held", NET: "no longer held"}
    (folder,) = (rig.home / "history").glob("*.values/1")

    rig.means.good_values.mark_good(old, False)
    rig.wait(lambda state: not state.history[1].is_good)
    assert not folder.exists()


def test_a_suspect_is_verified_on_values_of_the_good_run(rig: Rig) -> None:
    pin(rig)
    rig.wait(lambda state: state.history[0].kept)
    break_it(rig)
    rig.means.tracing.trace(NET)
    rig.wait(lambda state: state.trace and "since the good run" in state.trace.suspects[0].reason)
    (card, *_) = rig.desk.trace.cards
    said = " ".join(part.text() for part in card.findChildren(QLabel))
    assert "on values of the good run" in said

    rig.wait(lambda state: state.worker is WorkerStatus.READY)
    rig.means.verifying.verify(DISCOUNT)
    rig.wait(lambda state: state.trace and state.trace.suspects[0].verdict)

    assert rig.state.trace
    first = rig.state.trace.suspects[0]
    assert first.verdict and "With the value of the good run" in first.verdict.said[-1]
    assert first.reason.count("since the good run") == 1


def test_runs_of_the_terminal_are_in_the_history_when_one_turns_to_the_window(rig: Rig) -> None:
    project = rig.state.project
    assert project and project.modules[0].file

    words = ("--to", "net", "--input", "count=10", "--trust")
    assert main(["run", str(project.modules[0].file), *words]) == 0
    rig.frame.attended.emit()
    rig.wait(lambda state: len(state.history) == 2)

    assert rig.state.history[0].circumstances.command == "run"
    assert "terminal" in rig.desk.run.history.item(0).text()
