"""The smallest case and the test of it, in the real window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core.model.case import Ending
from core.model.graph import NodeId
from core.model.run import RunStatus
from core.model.tracing import Symptom
from tests.explorer.rig import Rig, started, write

FLOW = """
    import time

    import pandas as pd


    def prices() -> pd.DataFrame:
        return pd.DataFrame({"price": ["1.5", "2,5", "3.5"], "shop": ["b", "c", "a"]})


    def parsed(prices: pd.DataFrame) -> pd.DataFrame:
        return prices.assign(price=prices["price"].astype(float))


    def slow(prices: pd.DataFrame) -> int:
        time.sleep(0.4)
        raise ValueError("it is slow")


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
    assert rig.desk.case.demands.currentText() == "there are no nulls in zone"
