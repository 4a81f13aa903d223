"""Run from the window, with a real worker."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.model.run import RunStatus, Status
from tests.explorer.rig import FLOW, Rig, started, write


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    with started(tmp_path / "home", qtbot) as rig:
        rig.open(write(tmp_path / "flow", "numbers_flow.py", FLOW))
        yield rig


def test_a_run_asks_for_inputs_and_computes_only_what_is_upstream(rig: Rig) -> None:
    rig.click("label")

    rig.do("run.to_here")
    rig.answer(number="21")

    run = rig.wait_for_end()
    assert run.status is RunStatus.OK
    assert {node: part.status for node, part in run.nodes.items()} == {
        "number": Status.GIVEN,
        "doubled": Status.DONE,
        "label": Status.DONE,
    }
