"""The smallest case and the test of it, in the real window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from core.model.case import Assertion, Demand, Ending
from core.model.graph import NodeId
from core.model.run import RunStatus
from core.model.tracing import Symptom
from explorer.views.case import SampleForm
from tests.explorer.rig import PATIENCE, Rig, started, write

FLOW = """
    import time
    from pathlib import Path

    import pandas as pd


    def prices() -> pd.DataFrame:
        return pd.DataFrame({"price": ["1.5", "2,5", "3.5"], "shop": ["b", "c", "a"]})


    def parsed(prices: pd.DataFrame) -> pd.DataFrame:
        return prices.assign(price=prices["price"].astype(float))


    def slow(prices: pd.DataFrame) -> int:
        time.sleep(0.4)
        raise ValueError("it is slow")


    def deaf(prices: pd.DataFrame) -> int:
        if len(prices) < 3:
            (Path(__file__).parent / "hangs").touch()
            while True:
                try:
                    time.sleep(60)
                except BaseException:
                    pass
        raise ValueError("it is deaf")


    def tidy(prices: pd.DataFrame) -> pd.DataFrame:
        return prices.rename(columns={"price": "amount"})


    def amounts(tidy: pd.DataFrame) -> pd.Series:
        return tidy["amount"].map(float)


    def numbers() -> pd.DataFrame:
        return pd.DataFrame({name: range(9) for name in "abcdefghijklmnopqrstuvwxy"})


    def many(numbers: pd.DataFrame) -> pd.DataFrame:
        return numbers * 2


    def zoned(prices: pd.DataFrame) -> pd.DataFrame:
        return prices.assign(zone=prices["shop"].map({"a": 1.0, "b": 2.0}))
"""


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    with started(tmp_path / "home", qtbot) as rig:
        yield rig


def _failed(rig: Rig, folder: Path, node: str) -> None:
    rig.open(write(folder, "shop.py", FLOW), node=node)
    rig.run_to(node)
    assert rig.wait_for_end().status is RunStatus.FAILED
    rig.wait_until_ready()
    rig.desk.run.failure.smallest.click()


def test_a_failure_leads_to_its_smallest_case_and_that_to_a_test(rig: Rig, tmp_path: Path) -> None:
    _failed(rig, tmp_path, "parsed")
    rig.wait(lambda state: state.case)
    case = rig.state.case
    assert case is not None
    assert [piece.cells for piece in case.pieces] == [(("2,5",),)]
    assert rig.dock("case").isVisible()

    rig.desk.case.make_test.click()
    dialog = rig.frame.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedFiles() == [str(tmp_path / "test_parsed.py")]
    dialog.accept()
    rig.wait(lambda state: state.banner)
    assert rig.state.banner is not None
    assert rig.state.banner.text.startswith("test_parsed.py is written. Run it with: pytest ")
    assert "def test_parsed_does_not_raise():" in (tmp_path / "test_parsed.py").read_text()


def test_a_search_is_stopped_with_what_was_found_so_far(rig: Rig, tmp_path: Path) -> None:
    _failed(rig, tmp_path, "slow")
    rig.wait(lambda state: state.shrinking and state.shrinking.calls)
    rig.desk.case.stop.click()
    rig.wait(lambda state: state.shrinking is None)
    assert rig.state.case is not None
    assert rig.state.case.ending is Ending.STOPPED


def test_running_something_ends_a_search(rig: Rig, tmp_path: Path) -> None:
    _failed(rig, tmp_path, "slow")
    rig.wait(lambda state: state.shrinking and state.shrinking.calls)
    rig.run_to("zoned")
    assert rig.wait_for_end().status is RunStatus.OK
    assert rig.state.shrinking is None


def test_escape_stops_a_search_that_does_not_react_by_ending_its_worker(
    rig: Rig, tmp_path: Path
) -> None:
    _failed(rig, tmp_path, "deaf")
    rig.wait(lambda state: (tmp_path / "hangs").exists())
    rig.do("run.stop")
    rig.wait(lambda state: state.shrinking is None)
    rig.wait_until_ready()
    assert rig.state.banner is not None
    assert rig.state.banner.text.startswith("`deaf` did not stop when it was asked to")


def test_what_is_made_smaller_can_be_the_value_of_an_ancestor(rig: Rig, tmp_path: Path) -> None:
    _failed(rig, tmp_path, "amounts")
    rig.wait(lambda state: state.case)
    cut = rig.desk.case.cut
    assert [cut.itemText(place) for place in range(cut.count())] == [
        "all that goes into it",
        "tidy",
        "prices",
    ]

    cut.setCurrentIndex(2)
    cut.activated.emit(2)
    rig.wait(lambda state: state.case and state.case.ancestor)
    assert rig.state.case is not None
    assert [(piece.name, piece.cells) for piece in rig.state.case.pieces] == [
        ("prices", (("2,5",),))
    ]
    assert cut.currentText() == "prices"


def test_a_sample_is_tested_and_data_beside_it_is_not_replaced_unasked(
    rig: Rig, tmp_path: Path
) -> None:
    rig.open(write(tmp_path, "shop.py", FLOW), node="many")
    rig.run_to("many")
    rig.wait_for_end()
    rig.wait_until_ready()
    data = tmp_path / "test_many_numbers.csv"
    data.write_text("mine")

    rig.do("node.test")
    form = rig.frame.findChild(SampleForm)
    assert form is not None
    form.demands.boxes[Assertion(Demand.ROWS, count=-1)].setChecked(True)
    form.accept_button.click()
    dialog = rig.frame.findChild(QFileDialog)
    assert dialog is not None
    dialog.accept()
    rig.qtbot.waitUntil(lambda: rig.frame.findChild(QMessageBox) is not None, timeout=PATIENCE)
    box = rig.frame.findChild(QMessageBox)
    assert box is not None
    assert box.text().startswith("test_many_numbers.csv is there already, in ")
    assert data.read_text() == "mine"
    assert not (tmp_path / "test_many.py").exists()

    box.buttons()[0].click()
    rig.wait(lambda state: state.banner)
    assert data.read_text() != "mine"
    text = (tmp_path / "test_many.py").read_text()
    assert "def test_many_is_as_expected_and_has_the_right_number_of_rows():" in text
    assert "assert len(result) == 5" in text


def test_a_suspect_leads_to_the_smallest_case_of_its_symptom(rig: Rig, tmp_path: Path) -> None:
    rig.open(write(tmp_path, "shop.py", FLOW), node="zoned")
    rig.run_to("zoned")
    rig.wait_for_end()
    rig.means.tracing.trace(NodeId("zoned"), "zone", Symptom.NULLS)
    rig.wait(lambda state: state.trace)
    rig.desk.trace.cards[0].smallest.click()
    rig.wait(lambda state: state.case)
    assert rig.state.case is not None
    assert [piece.cells for piece in rig.state.case.pieces] == [(("c",),)]
    ticked = [box.text() for box in rig.desk.case.demands.boxes.values() if box.isChecked()]
    assert ticked == ["there are no nulls in zone"]
