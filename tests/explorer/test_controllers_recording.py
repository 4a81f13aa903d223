"""What runs in the window is kept, with what came out of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.model.graph import NodeId
from core.model.run import RunStatus, Status
from core.picture.words import last_run
from tests.explorer.rig import Rig, started, write

FLOW = """
    import pandas as pd


    def prices(count: int) -> pd.DataFrame:
        return pd.DataFrame({"price": [1.0, None, 3.0] * count})


    def cheap(prices: pd.DataFrame) -> pd.DataFrame:
        return prices[prices["price"] < 2]


    def broken(cheap: pd.DataFrame) -> int:
        raise ValueError("no")
"""
PRICES, CHEAP, BROKEN = NodeId("prices"), NodeId("cheap"), NodeId("broken")


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    with started(tmp_path / "home", qtbot) as rig:
        rig.open(write(tmp_path / "flow", "priced.py", FLOW))
        yield rig


def test_records_come_after_a_run_and_are_said_on_the_cards(rig: Rig) -> None:
    rig.run_to("cheap", count="10")
    rig.wait(lambda state: CHEAP in state.records)

    record, part = rig.state.records[CHEAP], rig.state.results[CHEAP]

    assert record.rows == 10
    assert record.inputs[PRICES] == rig.state.records[PRICES].content
    assert part.change == pytest.approx(-2 / 3)
    assert rig.state.results[PRICES].nulls == pytest.approx(1 / 3)
    assert "\u221267 %" in last_run(part)
    assert "33 % null" in last_run(rig.state.results[PRICES])


def test_runs_stay_for_the_next_session(tmp_path: Path, qtbot: QtBot) -> None:
    file = write(tmp_path / "flow", "priced.py", FLOW)
    with started(tmp_path / "home", qtbot) as rig:
        rig.open(file)
        rig.run_to("cheap", count="10")
        rig.wait(lambda state: CHEAP in state.records)
        rig.run_to("broken")
        rig.wait(lambda state: len(state.history) == 2 and state.history[0].failed)

    with started(tmp_path / "home", qtbot) as rig:
        rig.open(file, is_trusted=False)
        rig.wait(lambda state: len(state.history) == 2)
        failed, good = rig.state.history
        rig.means.recording.show(good)
        rig.wait(lambda state: state.past)
        past = rig.state.past

    assert failed.failed == BROKEN and "ValueError: no" in failed.message
    assert past and past.run.circumstances.inputs == {"count": "10"}
    assert past.nodes[CHEAP].status is Status.DONE
    assert past.records[PRICES].columns[0].nulls == 10


def test_a_run_is_pinned_annotated_and_deleted(rig: Rig) -> None:
    recording = rig.means.recording
    rig.run_to("prices", count="1")
    rig.wait(lambda state: state.history and state.history[0].status is RunStatus.OK)
    (run,) = rig.state.history

    recording.mark_good(run, True)
    recording.annotate(run, "before the fix")
    rig.wait(lambda state: state.history[0].is_good and state.history[0].note == "before the fix")
    recording.delete(run)
    rig.wait(lambda state: state.history == ())
