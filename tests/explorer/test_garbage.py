import gc
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from explorer.garbage import Garbage
from tests.explorer.rig import FLOW, started, write


class Ring:
    """Points at itself, and tells on which thread it goes."""

    def __init__(self, ends: list[str]) -> None:
        self._ends = ends
        self._self = self

    def __del__(self) -> None:
        self._ends.append(threading.current_thread().name)


@pytest.fixture
def garbage(qapp: object) -> Iterator[Garbage]:
    garbage = Garbage(milliseconds=5)
    yield garbage
    garbage.stop()
    gc.unfreeze()


@pytest.fixture
def searches() -> Iterator[list[str]]:
    """What Python tells of its searches for garbage, as they come."""
    found: list[str] = []

    def note(phase: str, _: object) -> None:
        found.append(phase)

    gc.callbacks.append(note)
    yield found
    gc.callbacks.remove(note)


def test_rings_go_on_the_gui_thread_alone(qtbot: QtBot, garbage: Garbage) -> None:
    ends: list[str] = []

    def work() -> None:
        ring = Ring(ends)
        alive.append(weakref.ref(ring))
        del ring
        kept.extend([] for _ in range(3000))

    alive: list[weakref.ref[Ring]] = []
    kept: list[list[int]] = []
    qtbot.waitUntil(lambda: garbage.is_settled)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: alive[0]() is None)

    assert ends == [threading.main_thread().name]


def test_a_graph_that_comes_while_another_goes_is_not_searched(
    qtbot: QtBot, garbage: Garbage, searches: list[str]
) -> None:
    qtbot.waitUntil(lambda: garbage.is_settled)
    old: list[list[int]] = [[] for _ in range(40_000)]
    qtbot.waitUntil(lambda: len(gc.get_objects(generation=0)) < 1000)
    searches.clear()

    new: list[list[int]] = [[] for _ in range(40_000)]
    old.clear()
    new.extend([] for _ in range(2000))
    assert gc.get_count()[0] < 12_000
    qtbot.waitUntil(lambda: len(gc.get_objects(generation=0)) < 1000)

    assert searches == []


def test_python_collects_by_itself_again_afterwards(garbage: Garbage) -> None:
    before = gc.isenabled()

    garbage.stop()

    assert not before
    assert gc.isenabled()


def test_a_closed_window_goes_with_all_its_parts(tmp_path: Path, qtbot: QtBot) -> None:
    with started(tmp_path / "home", qtbot) as rig:
        rig.open(write(tmp_path / "flow", "numbers_flow.py", FLOW))
        rig.run_to("label", number="1")
        rig.wait_for_end()
        parts: list[object] = [rig.frame, rig.means.store, rig.means.drafting, rig.link]
        left = [weakref.ref(part) for part in parts]
        parts.clear()

    QCoreApplication.processEvents()  # results of threads that nobody waits for any more
    gc.collect()
    assert [type(part()).__name__ for part in left if part()] == []
