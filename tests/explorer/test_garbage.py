import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from explorer.garbage import Garbage


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


def test_python_collects_by_itself_again_afterwards(garbage: Garbage) -> None:
    before = gc.isenabled()

    garbage.stop()

    assert not before
    assert gc.isenabled()
