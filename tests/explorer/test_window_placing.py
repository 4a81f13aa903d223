"""Where cards lie: placed at once, polished a little later, given up when that takes too long."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from core.layout import STEADY, Direction, is_clearly_better
from core.model.graph import NodeId
from core.worker.messages import Loaded
from explorer.background import Background
from explorer.controllers.placing import PlacingController
from explorer.state import Origin, Store, WorkerStatus
from tests.benchmarks.dataflows import dataflow
from tests.benchmarks.documents import write_document
from tests.explorer.rig import FLOW, PATIENCE, Rig, started, write

POLISHED = 200
"""Nodes of a dataflow that is clearly better polished."""


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    with started(tmp_path / "home", qtbot) as rig:
        yield rig


def wait_for_polish(rig: Rig) -> None:
    """Wait until a polished layout is kept, and has been offered."""
    rig.qtbot.waitUntil(lambda: rig.means.layout.is_polished, timeout=PATIENCE)


def test_a_clearly_better_layout_takes_the_place_of_the_first(rig: Rig, tmp_path: Path) -> None:
    rig.open(write_document(tmp_path / "flow.json", POLISHED), is_trusted=False)
    first = rig.state.layout

    wait_for_polish(rig)

    assert first is not None and rig.state.layout is not None
    assert is_clearly_better(rig.state.layout, first)


@pytest.mark.parametrize("how", ["pan", "key", "select elsewhere"])
def test_a_picture_that_the_person_works_with_stays(rig: Rig, tmp_path: Path, how: str) -> None:
    rig.open(write_document(tmp_path / "flow.json", POLISHED), is_trusted=False)
    first, canvas = rig.state.layout, rig.desk.canvas
    rig.qtbot.waitUntil(lambda: rig.means.layout.is_polishing, timeout=PATIENCE)

    match how:
        case "pan":
            rig.qtbot.mousePress(canvas, Qt.MouseButton.MiddleButton, pos=QPoint(200, 200))
            rig.qtbot.mouseMove(canvas, QPoint(240, 260))
            rig.qtbot.mouseMove(canvas, QPoint(280, 300))
            rig.qtbot.mouseRelease(canvas, Qt.MouseButton.MiddleButton, pos=QPoint(280, 300))
        case "key":
            rig.qtbot.keyClick(canvas, Qt.Key.Key_Right)
        case _:
            rig.means.selection.select(NodeId(next(iter(rig.state.graph.nodes))))
    wait_for_polish(rig)

    assert rig.state.layout is first


def test_what_was_polished_is_shown_at_once_when_opened_again(tmp_path: Path, qtbot: QtBot) -> None:
    file = write_document(tmp_path / "flow.json", POLISHED)
    with started(tmp_path / "home", qtbot) as rig:
        rig.open(file, is_trusted=False)
        wait_for_polish(rig)
        polished = rig.state.layout

    with started(tmp_path / "home", qtbot) as rig:
        rig.open(file, is_trusted=False)

        assert polished is not None and rig.state.layout is not None
        assert (rig.state.layout.boxes == polished.boxes).all()


def test_a_long_layout_is_told_and_cancelling_it_keeps_the_last_picture(
    rig: Rig, tmp_path: Path
) -> None:
    rig.open(write_document(tmp_path / "flow.json", 20_000), is_trusted=False)
    lens, layout = rig.state.lens, rig.state.layout

    rig.means.viewing.group_by(None)
    rig.wait(lambda state: state.placing)

    assert rig.state.placing.startswith("Placing 20,000 cards…")
    assert rig.state.layout is layout
    rig.do("view.stop_placing")
    rig.wait(lambda state: state.lens == lens)
    assert rig.state.layout is layout and not rig.state.placing
    assert rig.state.banner and "the last picture stays" in rig.state.banner.text


def test_a_first_graph_that_was_not_placed_is_placed_when_asked_for(
    rig: Rig, tmp_path: Path
) -> None:
    flow = dataflow(20_000)  # in no modules: all are cards at once
    edges = [(flow.names[source], flow.names[target]) for source, target in flow.edges.tolist()]
    document = {"nodes": [{"name": name} for name in flow.names], "edges": edges}
    file = write(tmp_path, "flow.json", json.dumps(document))
    rig.means.project.open_paths([file])
    rig.wait(lambda state: state.placing)

    rig.do("view.stop_placing")
    rig.wait(lambda state: not state.placing)
    told = rig.state.banner
    assert told is not None and [words for _, words in told.actions] == ["Place it now"]
    rig.do(told.actions[0][0])
    rig.wait(lambda state: state.layout is not None and state.banner is not told)

    assert len(rig.state.graph.nodes) == len(flow.names)
    assert rig.state.origin is Origin.READ


def test_an_opened_group_stays_as_it_was_first_placed(rig: Rig, tmp_path: Path) -> None:
    rig.open(write_document(tmp_path / "flow.json", 400), is_trusted=False)
    wait_for_polish(rig)

    rig.means.viewing.open(next(iter(rig.state.seen.closed)))
    rig.wait(lambda state: state.lens == state.seen.lens)
    layouts = rig.means.layout
    rig.qtbot.waitUntil(lambda: layouts.is_polishing or layouts.is_polished)

    assert layouts.is_polished
    assert rig.state.layout is not None and rig.state.layout.engine == STEADY


def test_a_worker_whose_graph_is_not_placed_is_ready(rig: Rig, tmp_path: Path) -> None:
    rig.open(write(tmp_path / "flow", "numbers_flow.py", FLOW))
    rig.wait_until_ready()
    layout, gate = rig.state.layout, threading.Event()
    rig.engine.background.run(gate.wait, lambda _: None)  # the graph waits behind it

    with rig.qtbot.waitSignal(
        rig.link.received,
        timeout=PATIENCE,
        check_params_cb=lambda batch: any(isinstance(one.event, Loaded) for one in batch),
    ):
        rig.means.project.restart()
    waiting = rig.state.worker
    rig.means.store.update(placing="Placing 9 cards")
    rig.do("view.stop_placing")
    told = rig.state.worker
    gate.set()

    assert (waiting, told) == (WorkerStatus.LOADING, WorkerStatus.READY)
    assert rig.state.layout is layout and not rig.state.worker_note


def test_quick_layouts_are_not_told(qtbot: QtBot) -> None:
    store, background = Store(), Background()
    placing = PlacingController(store)
    told: list[str] = []
    store.changed.connect(lambda _, new: told.append(new.placing))
    done: list[object] = []

    topology = dataflow(100).topology
    background.run(lambda: placing.place(topology, Direction.RIGHT, None), done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE)

    assert not told
    background.close()
    placing.close()
